import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { loadConfig } from '@app/platform';
import { freePort, untilReady } from './ports';

/** The processes of a site that is measured, on a database of its own. */
export type BenchSite = { base: string; web: ChildProcess; worker: ChildProcess | null; stop: () => Promise<void> };

/** Whether the worker runs, too, and what the site is given besides its database: settings that only the measurement needs. */
type Parts = { withWorker?: boolean; settings?: Readonly<Record<string, string>> };

/** Starts the web site on this database, and the worker where it is asked for, and waits until they are ready. */
export async function startBenchSite(
  databaseUrl: string,
  { withWorker = false, settings = {} }: Parts = {},
): Promise<BenchSite> {
  const port = await freePort();
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    MIGRATION_DATABASE_URL: undefined,
    SESSION_SECRET: 'x'.repeat(40),
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    ...settings,
  };
  const web = begin('web', env);
  const worker = withWorker ? begin('worker', env) : null;
  const stop = async (): Promise<void> => void (await Promise.all([web, worker].map(end)));
  try {
    const isReady = worker === null ? Promise.resolve() : saysReady(worker);
    await untilReady(loadConfig(env), { within: 120_000, over: () => web.exitCode !== null });
    await isReady;
    return { base: `http://127.0.0.1:${port}`, web, worker, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts the bare server that a page is measured against, and gives it the bytes. */
export async function startBareServer(
  body: Buffer,
  type: string,
): Promise<{ base: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const bare = fork(join(__dirname, 'bare-server.js'), [String(port), type], quiet);
  bare.send(body.toString('base64'));
  await saysReady(bare);
  return { base: `http://127.0.0.1:${port}`, stop: () => end(bare) };
}

const quiet = { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] as ('ignore' | 'inherit' | 'ipc')[] };

function begin(part: 'web' | 'worker', env: NodeJS.ProcessEnv): ChildProcess {
  return fork(join(__dirname, '../..', part, 'src/main.js'), [], { env, ...quiet });
}

function saysReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`A process of the measurement ended with ${code}.`)));
  });
}

function end(child: ChildProcess | null): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
