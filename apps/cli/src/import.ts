import { basename } from 'node:path';
import { Accounts } from '@app/accounts';
import { type Actor, normalEmail, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { heldSentence, importOutcomes, type ImportReport, OccupationImport } from '@app/revisions';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { withApplication } from './application';
import { registerImportSoc } from './import-soc';
import { progressOn, silent } from './progress';
import { readCsv } from './read-csv';
import { say } from './say';

type Options = { dryRun?: boolean; strict?: boolean; json?: boolean; as?: string };

/** `waymark import occupations`: an official file as a draft map revision. */
export function registerImport(program: Command): void {
  const imports = program.command('import').description('read official files');
  registerImportSoc(imports);
  imports
    .command('occupations')
    .description(
      'put the occupations of a CSV file into a draft map revision; rows that need a decision are held in it',
    )
    .argument('<file>', 'one row per map occupation, or one per standard')
    .option('--dry-run', 'only say what would be added, amended, left, held and skipped')
    .option('--strict', 'refuse the file if a row would be held')
    .option('--json', 'print one JSON object instead of lines')
    .option('--as <email>', 'the administrator whose draft it is; the first one when left out')
    .action((file: string, options: Options) => run(file, options));
}

async function run(path: string, options: Options): Promise<void> {
  const order = { file: basename(path), text: readCsv(path), dryRun: options.dryRun, strict: options.strict };
  await withApplication('import occupations', async (app, config) => {
    const actor = await actorFor(app, options.as);
    const progress = options.json ? silent : progressOn(process.stderr, 'rows');
    const report = await app.get(OccupationImport).run(actor, order, progress.step).finally(progress.end);
    if (options.json) say(JSON.stringify(jsonOf(report)));
    else for (const line of linesOf(report, config.baseUrl)) say(line);
  });
}

/** The administrator who acts: by the address given, else the first who ever became one. */
async function actorFor(app: INestApplicationContext, email: string | undefined): Promise<Actor> {
  const reader = app.get(Db).read();
  const found = await reader.one<{ id: string }>(
    `select p.id from person p join person_grant g on g.person_id = p.id
     where g.role = 'administrator' and p.ended_at is null and ($1::text is null or p.email_normal = $1)
       and g.valid_from <= waymark_now() and (g.valid_until is null or g.valid_until > waymark_now())
     order by g.valid_from, p.id limit 1`,
    [email === undefined ? null : normalEmail(email)],
  );
  const actor = found && (await app.get(Accounts).actor(reader, found.id));
  if (actor) return actor;
  throw new Error(
    email === undefined
      ? 'There is no administrator yet: add one with waymark users add --role administrator EMAIL.'
      : `${email} is no administrator.`,
  );
}

const words: Record<(typeof importOutcomes)[number], string> = {
  added: 'added',
  amended: 'amended',
  left: 'left as they are',
  held: 'held',
  product: 'products, not occupations',
  skipped: 'skipped',
};

function linesOf(report: ImportReport, baseUrl: string): string[] {
  const { rows, counts, dryRun, importedAs, revision, operations } = report;
  const reported = rows.flatMap((row) => {
    if (row.outcome === 'held') return heldSentence(row).map((sentence) => `held     ${sentence}`);
    if (row.outcome === 'product' || row.outcome === 'skipped') {
      return [`${row.outcome.padEnd(8)} Line ${row.line}, ${row.reference ?? row.title}: ${row.text}`];
    }
    return dryRun ? [`${row.outcome.padEnd(8)} Line ${row.line}, ${row.reference ?? ''} ${row.title}`] : [];
  });
  const total = importOutcomes.map((outcome) => `${counts[outcome]} ${words[outcome]}`).join(', ');
  return [...reported, `${report.file}: ${rows.length} rows. ${total}.`, outcomeOf()];

  function outcomeOf(): string {
    if (importedAs !== null) return `This file is in map revision ${importedAs} already: nothing changes.`;
    if (dryRun) return `A dry run: nothing was written. It would be ${operations} operations.`;
    if (revision === null) return 'Nothing to change: no map revision was made.';
    const settle = counts.held > 0 ? ` Settle the held rows there.` : '';
    return `${operations} operations are in draft map revision ${revision.no}: ${baseUrl}${paths.revision(revision.id)}.${settle}`;
  }
}

function jsonOf(report: ImportReport): object {
  const { file, counts, operations, revision, importedAs, dryRun } = report;
  const rows = report.rows.map((row) => {
    const { line, reference, title, outcome } = row;
    const reasons = row.outcome === 'held' ? row.faults.map(({ reason, text }) => ({ reason, text })) : undefined;
    return { line, reference, title, outcome, reasons, text: 'text' in row ? row.text : undefined };
  });
  return { file, dryRun, counts, operations, revision, importedAs, rows };
}
