import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { loadConfig } from '@app/platform';
import { freePort, untilReady } from './ports';

/** Requests each second of our page and of a bare Fastify server with the same bytes; `ratio` is ours over bare. */
export type PageBench = { path: string; bytes: number; ours: number; bare: number; ratio: number };

const rounds = 3;
const seconds = 3;

/** Loads public pages of the web site on this database, each beside a bare server, over the loopback. */
export async function benchPages(databaseUrl: string, paths: readonly string[]): Promise<PageBench[]> {
  const port = await freePort();
  const settings = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
  };
  const config = loadConfig({ ...settings, SESSION_SECRET: 'x'.repeat(40), MIGRATION_DATABASE_URL: undefined });
  const site = fork(join(__dirname, '../../web/src/main.js'), [], {
    env: { ...settings, SESSION_SECRET: 'x'.repeat(40), MIGRATION_DATABASE_URL: undefined },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    await untilReady(config, { within: 30_000, over: () => site.exitCode !== null });
    const measured: PageBench[] = [];
    for (const path of paths) measured.push(await benchPage(`http://127.0.0.1:${port}`, path));
    return measured;
  } finally {
    await stop(site);
  }
}

async function benchPage(base: string, path: string): Promise<PageBench> {
  const answer = await fetch(base + path, { headers: { 'accept-encoding': 'identity', ...apiKey } });
  if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
  const body = Buffer.from(await answer.arrayBuffer());
  const type = answer.headers.get('content-type') ?? 'text/html';
  const barePort = await freePort();
  const bare = fork(join(__dirname, 'bare-server.js'), [String(barePort), type], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    await new Promise<void>((resolve) => {
      bare.on('message', () => resolve());
      bare.send(body.toString('base64'));
    });
    const [ours, plain]: number[][] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await rate(base + path));
      plain.push(await rate(`http://127.0.0.1:${barePort}/`));
    }
    const [own, other] = [median(ours), median(plain)];
    return { path, bytes: body.length, ours: own, bare: other, ratio: Math.round((own / other) * 100) / 100 };
  } finally {
    await stop(bare);
  }
}

const apiKey = { 'x-api-key': 'demo-key' };

/** Requests each second over three seconds, ten connections. @throws Error where anything but 200 comes back */
async function rate(url: string): Promise<number> {
  const { default: autocannon } = await import('autocannon');
  const result = await autocannon({ url, connections: 10, duration: seconds, headers: apiKey });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${url}: ${result.non2xx + result.errors} failed answers`);
  return result.requests.average;
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

const median = (values: readonly number[]): number =>
  Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
