import { resolve } from 'node:path';
import { loadConfig } from '@app/platform';
import { type Command, Option } from 'commander';
import { freePort } from './ports';
import type { DemoServer } from './demo/server';
import { say } from './say';

const scenarios = ['first-light', 'revision', 'approvals', 'consultation', 'real-maps'] as const;
/** What can be played. */
export type Scenario = (typeof scenarios)[number];
type Options = {
  scenario: Scenario;
  data: string;
  json?: boolean;
  keep?: boolean;
  port?: string;
  withoutWorker?: boolean;
};

/** `waymark demo`: plays a scenario over HTTP against a server of its own, and checks the results from outside. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('play a scenario against a server of its own with an empty folder')
    .addOption(
      new Option(
        '--scenario <name>',
        'a proposal that gets onto the map, the life of map revisions, the approval side, a consultation, or the real files on the map',
      )
        .choices(scenarios)
        .default('first-light'),
    )
    .option('--data <folder>', 'the folder of the real files', '../shared/data')
    .option('--json', 'one JSON object a line')
    .option('--keep', 'leave the server up after the last line, until it gets SIGTERM')
    .option('--port <port>', 'the port of the server')
    .option('--without-worker', 'leave the worker off, to see the demo fail')
    .action((options: Options) => demo(options));
}

async function demo(options: Options): Promise<void> {
  const { missingFiles } = await import('./demo/real-maps.js');
  const absent = options.scenario === 'real-maps' ? missingFiles(options.data) : [];
  if (absent.length > 0) return skip(options, `SKIPPED: ${options.data} lacks ${absent.join(' and ')}.`);
  const { DemoServer: Server } = await import('./demo/server.js');
  const began = performance.now();
  const port = Number(options.port ?? (await freePort()));
  const server = new Server(port, options.withoutWorker === true ? ['--without-worker'] : []);
  try {
    await server.ready();
    const totals = await played(options, server);
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    // A scenario that counts what came of it says itself whether all of it is right.
    const all = { ok: true, ...totals, seconds };
    if (!all.ok) process.exitCode = 1;
    const inWords = all.ok
      ? `All of it worked, in ${seconds} seconds. Edition ${totals.edition}.`
      : `NOT all of it is right: ${JSON.stringify(all)}`;
    say(options.json ? JSON.stringify(all) : inWords);
    if (options.keep) await untilTold();
  } finally {
    await server.stop();
  }
}

/** The scenario, what it looks like from outside afterwards, and every edition rebuilt from its operations. */
async function played({ scenario, json, data }: Options, server: DemoServer) {
  const { Play } = await import('./demo/play.js');
  const { stories } = await import('./demo/scenarios.js');
  const { checkFromOutside } = await import('./demo/checks.js');
  const { demoPassword } = loadConfig(process.env);
  const play = new Play(server.base, demoPassword ?? '', (line) =>
    say(json ? JSON.stringify(line) : `${line.person ?? 'anybody'}: ${line.step}\n    ${line.url}`),
  );
  const figures = await stories[scenario]({ play, server, data: resolve(data) });
  const totals = await checkFromOutside(play);
  const { editions } = await server.waymark<{ editions: unknown[] }>('map', 'replay');
  return { ...figures, ...totals, editionsReplayed: editions.length };
}

function skip({ json }: Options, text: string): void {
  say(json ? JSON.stringify({ skipped: text }) : text);
}

function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
