import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { markOf, type ProcessMark, runs } from './processes';

/** Who holds the data folder: the process, and the command that it runs. */
type Holder = ProcessMark & { command: string };

/** How long another holder is waited for, in milliseconds. */
const patience = { server: 3_000, command: 60_000 };

/** The held lock. */
export type Lock = { release: () => void };

/**
 * Takes the data folder's one lock, so that one process at a time starts and stops what lives in it. A holder that
 * was killed is passed over; a server that is on its way out is waited for, and longer a command, which ends by itself.
 * @throws Error in one sentence that says who holds it
 */
export async function takeLock(dataDir: string, command: string): Promise<Lock> {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  const file = join(dataDir, 'lock');
  const mark = markOf(process.pid);
  if (mark === null) throw new Error('This process cannot be found among the running ones.');
  const mine = JSON.stringify({ ...mark, command } satisfies Holder);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    for (const since = Date.now(); ; await sleep(100)) {
      if (place(draft, file)) break;
      const holder = read(file);
      if (holder !== null && runs(holder)) {
        if (Date.now() - since > (holder.command === 'up' ? patience.server : patience.command))
          throw new Error(taken(holder, dataDir));
      } else if (holder !== null) {
        renameSync(file, `${draft}.stale`);
        rmSync(`${draft}.stale`, { force: true });
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release: () => {
      if (read(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

function place(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function taken(holder: Holder, dataDir: string): string {
  const who = `process ${holder.pid}`;
  if (holder.command !== 'up') {
    return `The command "waymark ${holder.command}" (${who}) is working on the data in ${dataDir}: wait until it has ended.`;
  }
  return `Waymark is already running on the data in ${dataDir} (${who}): stop it first, or set DATA_DIR and PORT to run a second one.`;
}
