import { basename } from 'node:path';
import { SocClassification } from '@app/alignment';
import { systemActor } from '@app/kernel';
import type { Command } from 'commander';
import { withApplication } from './application';
import { readCsv } from './read-csv';
import { say } from './say';

/** `waymark import soc`: the unit groups of SOC 2020, for candidates and titles. */
export function registerImportSoc(imports: Command): void {
  imports
    .command('soc')
    .description('take in the unit groups of SOC 2020 (code, title, description, tasks, related_job_titles)')
    .argument('<file>', 'a CSV file, one row per unit group')
    .action((file: string) => run(file));
}

async function run(path: string): Promise<void> {
  const text = readCsv(path);
  await withApplication('import soc', async (app) => {
    const { groups, changed } = await app.get(SocClassification).import(systemActor('import'), basename(path), text);
    say(changed ? `${groups} unit groups of SOC 2020 are in.` : `These ${groups} unit groups are in already.`);
  });
}
