import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadConfig } from '@app/platform';
import { type Command, Option } from 'commander';
import type { Play } from './demo/play';
import { say } from './say';
import { freePort } from './ports';

const scenarios = ['first-light', 'revision'] as const;
type Scenario = (typeof scenarios)[number];
type Options = { json?: boolean; keep?: boolean; port?: string; withoutWorker?: boolean; scenario: Scenario };

/** `waymark demo`: plays a scenario over HTTP against a server of its own, and checks the results from outside. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('play a scenario against a server of its own with an empty folder')
    .addOption(
      new Option('--scenario <name>', 'a proposal that becomes an occupation, or map revisions and their publication')
        .choices(scenarios)
        .default('first-light'),
    )
    .option('--json', 'one JSON object a line')
    .option('--keep', 'leave the server up after the last line, until it gets SIGTERM')
    .option('--port <port>', 'the port of the server')
    .option('--without-worker', 'leave the worker off, to see the demo fail')
    .action((options: Options) => demo(options));
}

async function demo(options: Options): Promise<void> {
  const { Play } = await import('./demo/play.js');
  const { checkFromOutside } = await import('./demo/checks.js');
  const began = performance.now();
  const dataDir = mkdtempSync(join(tmpdir(), 'waymark-demo-'));
  const port = Number(options.port ?? (await freePort()));
  const base = `http://127.0.0.1:${port}`;
  const server = start(dataDir, port, options.withoutWorker === true ? ['--without-worker'] : []);
  try {
    await ready(base, server);
    const { demoPassword } = loadConfig(process.env);
    const play = new Play(base, demoPassword ?? '', (line) =>
      say(options.json ? JSON.stringify(line) : `${line.person ?? 'anybody'}: ${line.step}\n    ${line.url}`),
    );
    await (
      await storyOf(options.scenario)
    )(play);
    const totals = { ...(await checkFromOutside(play)), editionsReplayed: await replayed(dataDir) };
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    say(
      options.json
        ? JSON.stringify({ ok: true, ...totals, seconds })
        : `All of it worked, in ${seconds} seconds. Edition ${totals.edition}.`,
    );
    if (options.keep) await untilTold();
  } finally {
    await stop(server);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function storyOf(scenario: Scenario): Promise<(play: Play) => Promise<unknown>> {
  if (scenario === 'revision') return (await import('./demo/revision-story.js')).playRevision;
  return (await import('./demo/story.js')).playStory;
}

/** How many editions `waymark map replay` rebuilds from their operations. @throws Error where one differs */
async function replayed(dataDir: string): Promise<number> {
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'development', DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
  delete env.DATABASE_URL;
  const replay = [join(__dirname, 'main.js'), 'map', 'replay', '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, replay, { env, maxBuffer: 10_000_000 }).catch(
    (error: { stdout?: string; stderr?: string }) => {
      throw new Error(`map replay: ${error.stdout ?? ''}${error.stderr ?? ''}`);
    },
  );
  return (JSON.parse(stdout) as { editions: unknown[] }).editions.length;
}

function start(dataDir: string, port: number, more: readonly string[]): ChildProcess {
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    DATA_DIR: dataDir,
    PORT: String(port),
    BASE_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'warn',
  };
  delete (env as Record<string, string | undefined>).DATABASE_URL;
  return spawn(process.execPath, [join(__dirname, 'main.js'), 'up', ...more], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function ready(base: string, server: ChildProcess): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end;) {
    if (server.exitCode !== null) throw new Error('start the server: it stopped.');
    const answer = await fetch(`${base}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('start the server: it was not ready within 60 seconds.');
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGTERM');
  });
}
