import { MapReplay, type ReplayedEdition } from '@app/revisions';
import type { Command } from 'commander';
import { withApplication } from './application';
import { progressOn, silent } from './progress';
import { say } from './say';

/** `waymark map replay`: whether every edition is what its operations make of it. */
export function registerMap(program: Command): void {
  program
    .command('map')
    .description('look after the published maps')
    .command('replay')
    .description('rebuild every edition from its operations, from the first on, and compare hashes')
    .option('--json', 'print one JSON object instead of lines')
    .action((options: { json?: boolean }) => replay(options.json === true));
}

async function replay(json: boolean): Promise<void> {
  await withApplication('map replay', async (app) => {
    const progress = json ? silent : progressOn(process.stderr, 'editions');
    const editions = await app.get(MapReplay).run(progress.step).finally(progress.end);
    const equal = editions.every(({ fault }) => fault === null);
    if (json) say(JSON.stringify({ equal, editions }));
    else for (const line of linesOf(editions)) say(line);
    if (!equal) process.exitCode = 1;
  });
}

function linesOf(editions: readonly ReplayedEdition[]): string[] {
  if (editions.length === 0) return ['Nothing was published yet.'];
  const operations = editions.reduce((sum, one) => sum + one.operations, 0);
  const faults = editions.filter(({ fault }) => fault !== null);
  const total = `${editions.length} editions replayed from ${operations.toLocaleString('en-GB')} operations`;
  if (faults.length === 0) return [`${total}: equal.`];
  return [...faults.map(({ no, fault }) => `Edition ${no}: ${fault}.`), `${total}: ${faults.length} differ.`];
}
