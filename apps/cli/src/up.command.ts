import { type Config, loadConfig } from '@app/platform';
import type { Command } from 'commander';
import { say } from './say';
import { followStarters } from './starters';
import { Supervisor } from './supervisor';

/** `waymark up`: everything on this machine, until it is told to stop. What `npm start` runs. */
export function registerUp(program: Command): void {
  program
    .command('up')
    .description('start everything: database (unless DATABASE_URL is set), web site and worker')
    .option('--without-worker', 'the web site alone: what the worker does waits')
    .action((options: { withoutWorker?: boolean }) => up(options.withoutWorker === true));
}

async function up(withoutWorker: boolean): Promise<void> {
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  const config = loadConfig(process.env);
  let exitCode = 0;
  const gaveUp = (reason: string): void => {
    process.stderr.write(`${reason} Stopping.\n`);
    exitCode = 1;
    leave();
  };
  const supervisor = new Supervisor(config, { say, gaveUp, withoutWorker });
  const leave = (): void => {
    if (!supervisor.stopping) say('Stopping');
    void supervisor.stop().finally(() => process.exit(exitCode));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave);
  followStarters(leave);
  try {
    await supervisor.start();
  } catch (error) {
    if (supervisor.stopping) return;
    await supervisor.stop();
    throw error;
  }
  if (!supervisor.stopping) for (const line of greeting(config, supervisor.dataFolder)) say(line);
}

function greeting(config: Config, dataFolder: string): string[] {
  const lines = ['', `Waymark is ready: ${config.baseUrl}`, `Its data are in ${dataFolder}`];
  if (config.demoPassword === null) return lines;
  return [
    ...lines,
    '',
    `Demo people, all with the password "${config.demoPassword}", at ${config.baseUrl}/sign-in:`,
    '  admin@demo.waymark.test, admin2@demo.waymark.test      administrators',
    '  officer@demo.waymark.test                              product manager',
    '  committee1@ to committee3@demo.waymark.test            approval committee',
    '  trailblazer@, employer@demo.waymark.test               chair and member of a trailblazer group',
    '  moderator@demo.waymark.test                            moderator of consultations',
    '  chair.digital@, member1.digital@ to member3.digital@, secretary.digital@demo.waymark.test, and so for every route',
    '',
    'Ctrl-C stops it; the data stay.',
  ];
}
