import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Home } from './home';

/** A running server, by what its own pid file says. */
export type Postmaster = { pid: number; port: number };

/** What a program of the server sees of our environment: nothing of ours, and no locale. */
export const serverEnv = {
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  LC_ALL: 'C',
  LANG: 'C',
  TZ: 'UTC',
};

/** The server that runs on this cluster, if there is one; a pid file that nobody stands behind is cleared. */
export function running(cluster: string): Postmaster | null {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const found = { pid: Number(lines[0]), port: Number(lines[3]) };
  if (isServerOf(found.pid, cluster)) return found;
  rmSync(file, { force: true });
  return null;
}

/** Whether this process is a server of this cluster: a pid alone may belong to somebody else by now. */
export function isServerOf(pid: number, cluster: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  return commandOf(pid).includes(cluster);
}

function commandOf(pid: number): string {
  if (!existsSync('/proc/self/cmdline')) {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
    }).stdout;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** Starts the server detached, on 127.0.0.1 only and without a socket file. It outlives us until it is stopped. */
export function launch(
  home: Home,
  programs: string,
  port: number,
  settings: readonly string[],
): { exited: () => boolean } {
  const log = openSync(logFile(home), 'a', 0o600);
  const child = spawn(
    join(programs, 'bin', 'postgres'),
    ['-D', home.cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    {
      detached: true,
      stdio: ['ignore', log, log],
      cwd: home.folder,
      env: serverEnv,
      ...(home.user === null ? {} : { uid: home.user.uid, gid: home.user.gid }),
    },
  );
  closeSync(log);
  let exited = false;
  child.on('exit', () => (exited = true));
  child.on('error', () => (exited = true));
  child.unref();
  return { exited: () => exited };
}

/** The server's log; the previous one is kept when it has grown. */
function logFile(home: Home): string {
  const file = join(home.folder, 'server.log');
  if (existsSync(file) && statSync(file).size > 5_000_000) renameSync(file, `${file}.1`);
  return file;
}

/** The last lines of the server's log, for a message. */
export function lastWords(home: Home): string {
  const file = join(home.folder, 'server.log');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-3).join(' / ') : '';
}

/** Stops the server: politely to the clients at first, with a crash recovery at the next start at the very last. */
export async function shutDown(cluster: string): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ] as const) {
    const server = running(cluster);
    if (server === null) return;
    process.kill(server.pid, signal);
    for (let waited = 0; waited < patience; waited += 25) {
      if (!isServerOf(server.pid, cluster)) return;
      await sleep(25);
    }
  }
}

/** A port of 127.0.0.1 that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
