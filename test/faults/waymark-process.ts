import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '@app/platform';

/** What the running server writes about itself into its data folder. */
type RunFile = { pid: number; ownerUrl: string; appUrl: string; children: { pid: number }[] };

/** One `waymark up` in processes of its own, as a person would start it. */
export class WaymarkProcess {
  output = '';
  private readonly child: ChildProcess;

  constructor(private readonly place: { dataDir: string; port: number }) {
    this.child = waymark(place, 'up');
    const collect = (chunk: Buffer): void => void (this.output += chunk.toString());
    this.child.stdout?.on('data', collect);
    this.child.stderr?.on('data', collect);
  }

  /** Waits for the last line of the greeting. @throws Error with the output when it ends before */
  async ready(): Promise<this> {
    await this.untilItSays('Ctrl-C stops it');
    return this;
  }

  /** Waits until the output has this text. */
  async untilItSays(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`It ended before it said "${text}":\n${this.output}`);
      await sleep(20);
    }
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    await gone;
  }

  /** What it says about itself. */
  about(): RunFile {
    return JSON.parse(readFileSync(join(this.place.dataDir, 'run.json'), 'utf8')) as RunFile;
  }

  /** The number of the database server's process. */
  serverPid(): number {
    return Number(readFileSync(join(this.place.dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
  }

  /** All its processes: supervisor, web, worker, database. */
  pids(): number[] {
    const { pid, children } = this.about();
    return [pid, ...children.map((child) => child.pid), this.serverPid()];
  }
}

/** Runs a command to its end. */
export async function runCommand(
  place: { dataDir: string; port: number },
  ...command: string[]
): Promise<{ code: number | null; output: string }> {
  const child = waymark(place, ...command);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

/** Whether a process runs. */
function runsNow(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}

/** Waits until none of them runs. @throws Error when one still does after a time that only one that stays would need */
export async function untilGone(pids: readonly number[]): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await sleep(25)) {
    if (!pids.some(runsNow)) return;
  }
  throw new Error(`Still running: ${pids.filter(runsNow).join(', ')}`);
}

/**
 * A port that nobody listens on now. Not one that the system would hand out: the connections of the tests beside this
 * one are given those, and it has to stay free while the product is down between two starts.
 */
export function freePort(): Promise<number> {
  const port = randomInt(20_000, 30_000);
  return new Promise((resolve) => {
    const probe = createServer();
    probe.on('error', () => resolve(freePort()));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
  });
}

function waymark(place: { dataDir: string; port: number }, ...command: string[]): ChildProcess {
  return spawn(process.execPath, [join(projectRoot(), 'dist/apps/cli/src/main.js'), ...command], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: place.dataDir,
      PORT: String(place.port),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
