import { loadConfig } from '@app/platform';
import type { Command } from 'commander';
import { bringUp, withDatabase } from './database';
import { fill, fillingOf } from './filling';
import { say } from './say';

/** `waymark migrate` and `waymark seed`. */
export function registerDatabaseCommands(program: Command): void {
  program
    .command('migrate')
    .description('bring the database up to this version')
    .action(async () => {
      const ran = await withDatabase(loadConfig(process.env), 'migrate', bringUp);
      say(ran.length === 0 ? 'The database is up to date.' : `Migrated: ${ran.join(', ')}.`);
    });
  program
    .command('seed')
    .description(
      "load the project's own map into an empty database; outside production --demo adds demo people and cases",
    )
    .option('--demo', 'add the demo people and cases')
    .action((options: { demo?: boolean }) => seed(options.demo === true));
}

async function seed(demo: boolean): Promise<void> {
  const config = loadConfig(process.env);
  if (demo && config.production) throw new Error('Demo people have no place in production: leave out --demo.');
  await withDatabase(config, 'seed', async (urls) => {
    await bringUp(urls);
    if ((await fillingOf(urls)) !== 'empty')
      throw new Error('A map is published already: the seed is for a new database.');
    await fill(config, urls, demo ? ['seed', 'demo'] : ['seed'], say);
  });
}
