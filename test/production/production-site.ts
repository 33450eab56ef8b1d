import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { request as ask } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '@app/platform';
import { testDatabase } from '@test/support';
import { freePort, untilGone } from '../faults/waymark-process';
import { type Injected, Agent } from '../support/agent';
import { startMailSink, type SunkMail } from './mail-sink';
import { startProxy } from './proxy';

/** The public address, which the proxy stands for: TLS would end there. */
export const publicAddress = 'https://waymark.test';

/** The built product in production mode: web, worker, a database server outside, a mail sink, a proxy in front. */
export type ProductionSite = {
  /** The proxy's port, for what no browser does. */
  port: number;
  ownerUrl: string;
  appUrl: string;
  mails: readonly SunkMail[];
  /** All that web and worker have logged, at `debug`. */
  log: () => string;
  /** Runs `waymark ...` with the settings of production. */
  waymark: (...command: string[]) => Promise<string>;
  /** Somebody with a browser, who comes from this address. */
  visitor: (from?: string) => Agent;
  close: () => Promise<void>;
};

/** Starts it on a fresh database with the project's own map, and waits until it answers. */
export async function startProduction(): Promise<ProductionSite> {
  const [database, sink, port] = [await testDatabase(), await startMailSink(), await freePort()];
  const dataDir = mkdtempSync(join(tmpdir(), 'waymark-production-'));
  const proxy = await startProxy(port, new URL(publicAddress).host);
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    NODE_ENV: 'production',
    PORT: String(port),
    BASE_URL: publicAddress,
    DATABASE_URL: database.appUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    REDIS_URL: process.env.TEST_REDIS_URL ?? '',
    SMTP_URL: sink.url,
    SESSION_SECRET: 'a-secret-of-production-that-nobody-could-guess',
    DATA_DIR: dataDir,
    TRUST_PROXY: '1',
    LOG_LEVEL: 'debug',
  };
  let log = '';
  const start = (part: string, ...args: string[]): ChildProcess => {
    const child = spawn(process.execPath, [join(projectRoot(), 'dist/apps', part, 'src/main.js'), ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (part === 'cli') return child;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (log += data.toString()));
    return child;
  };
  const waymark = async (...command: string[]): Promise<string> => {
    const child = start('cli', ...command);
    let said = '';
    child.stdout?.on('data', (data: Buffer) => (said += data.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`waymark ${command[0]} ended with ${String(code)}: ${said}`);
    return said;
  };
  await waymark('migrate');
  await waymark('seed');
  const running = [start('web'), start('worker')];
  const send = sender(proxy.port);
  await untilReady(send, () => log);
  return {
    port: proxy.port,
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    mails: sink.mails,
    log: () => log,
    waymark,
    visitor: (from = '192.0.2.1') => new Agent({ inject: send }, from, publicAddress),
    close: async () => {
      for (const child of running) child.kill('SIGTERM');
      await untilGone(running.flatMap(({ pid }) => pid ?? []));
      await Promise.all([proxy.close(), sink.close()]);
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

type Sent = {
  method: string;
  url: string;
  payload?: string | Buffer;
  headers: Record<string, string>;
  remoteAddress?: string;
};

/** Sends over the wire what a test of one process would inject. */
function sender(port: number): (sent: Sent) => Promise<Injected> {
  return ({ method, url, payload, headers, remoteAddress = '127.0.0.1' }) =>
    new Promise((resolve, reject) => {
      const length = payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) };
      const going = ask(
        {
          host: '127.0.0.1',
          port,
          method,
          path: url,
          headers: { ...headers, ...length, 'x-test-from': remoteAddress },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () =>
            resolve({
              statusCode: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(chunks).toString('utf8'),
              cookies: (answer.headers['set-cookie'] ?? []).map(cookieOf),
            }),
          );
        },
      );
      going.on('error', reject);
      going.end(payload);
    });
}

function cookieOf(line: string): { name: string; value: string } {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  return { name: pair.slice(0, at), value: decodeURIComponent(pair.slice(at + 1)) };
}

async function untilReady(send: (sent: Sent) => Promise<Injected>, log: () => string): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(100)) {
    const answer = await send({ method: 'GET', url: '/health/ready', headers: {} }).catch(() => null);
    if (answer?.statusCode === 200 && log().includes('The worker is ready')) return;
  }
  throw new Error(`The product does not come up:\n${log().slice(-2000)}`);
}
