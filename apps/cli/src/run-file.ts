import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProcessMark, runs } from './processes';

/** What a running server says about itself in the data folder, for commands that join it and for the next start. */
type Running = ProcessMark & {
  ready: boolean;
  baseUrl: string;
  ownerUrl: string;
  appUrl: string;
  children: ProcessMark[];
};

const fileIn = (dataDir: string): string => join(dataDir, 'run.json');

/** Writes it, for our own account only: it holds the passwords of the database. */
export function writeRunFile(dataDir: string, running: Running): void {
  const file = fileIn(dataDir);
  writeFileSync(`${file}.new`, JSON.stringify(running), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** What the last start left, whether it still runs or not. */
export function readRunFile(dataDir: string): Running | null {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Running;
  } catch {
    return null;
  }
}

/** The server that runs on this folder and is ready, if there is one. */
export function findServer(dataDir: string): Running | null {
  const found = readRunFile(dataDir);
  return found !== null && found.ready && runs(found) ? found : null;
}

/** Takes it away at the end. */
export function removeRunFile(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}
