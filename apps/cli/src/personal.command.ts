import { writeFile } from 'node:fs/promises';
import { type AskedAbout, type ErasureGround, erasureGrounds, PersonalData, Retention } from '@app/accounts';
import { emailAddress, systemActor } from '@app/kernel';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { withApplication } from './application';
import { say } from './say';

const actor = systemActor('command line');

/** `waymark personal`: what is held on somebody, as a file; erasing it; what is over its time. */
export function registerPersonal(program: Command): void {
  const personal = program.command('personal').description('personal data: a copy, erasure, how long they are kept');
  personal
    .command('export')
    .description('write all that is held on somebody as JSON')
    .argument('<who>', 'an email address, or the id of an account')
    .option('--out <file>', 'the file to write; without it, the output')
    .action((who: string, options: { out?: string }) => exportAll(aboutOf(who), options.out));
  personal
    .command('erase')
    .description('erase what is held on somebody; without --yes only say what would go and what would stay')
    .argument('<who>', 'an email address, or the id of an account')
    .addOption(new Option('--ground <ground>', 'why').choices(Object.keys(erasureGrounds)).makeOptionMandatory())
    .option('--yes', 'do it')
    .action((who: string, options: { ground: ErasureGround; yes?: boolean }) => erase(aboutOf(who), options));
  personal
    .command('retention')
    .description('erase what is over its time, as the worker does every hour')
    .option('--dry-run', 'only say how much that is')
    .option('--json', 'one line of JSON')
    .action((options: { dryRun?: boolean; json?: boolean }) => retain(options));
}

async function exportAll(about: AskedAbout, out: string | undefined): Promise<void> {
  await withApplication('personal export', async (app) => {
    const { subject, held, count } = await app.get(PersonalData).export(actor, about);
    const kinds = held.map(({ kind, rows }) => ({
      kind: kind.key,
      what: kind.what,
      rows: rows.map(({ says }) => says),
    }));
    const text = `${JSON.stringify({ about: subject, kinds }, null, 2)}\n`;
    if (out === undefined) return process.stdout.write(text);
    await writeFile(out, text, { mode: 0o600 });
    return say(`${count} rows of ${held.length} kinds are in ${out}.`);
  });
}

async function erase(about: AskedAbout, { ground, yes }: { ground: ErasureGround; yes?: boolean }): Promise<void> {
  await withApplication('personal erase', async (app) => {
    const personal = app.get(PersonalData);
    const { held } = await personal.look(actor, about);
    for (const { kind, rows } of held) {
      say(`${kind.erase === null ? 'stays' : 'goes '}  ${String(rows.length).padStart(5)}  ${kind.what}`);
    }
    if (yes !== true) return say('Nothing was erased: add --yes to do it.');
    const { erased, stays } = await personal.erase(actor, about, ground, null);
    return say(`Erased ${sum(erased)} rows; ${sum(stays)} stay as part of the record.`);
  });
}

async function retain({ dryRun, json }: { dryRun?: boolean; json?: boolean }): Promise<void> {
  await withApplication('personal retention', async (app) => {
    const retention = app.get(Retention);
    const counts = dryRun ? await overdue(retention) : await retention.sweep(actor);
    if (json) return say(JSON.stringify({ ok: true, dryRun: dryRun === true, counts }));
    for (const [key, count] of Object.entries(counts)) say(`${String(count).padStart(7)}  ${key}`);
    return say(dryRun ? `${sum(counts)} rows are over their time.` : `${sum(counts)} rows were erased.`);
  });
}

async function overdue(retention: Retention): Promise<Record<string, number>> {
  return Object.fromEntries((await retention.dryRun(actor)).map(({ kind, count }) => [kind.key, count]));
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((all, one) => all + one, 0);

/** An id is an account, all else an address. @throws Error where it is neither */
function aboutOf(who: string): AskedAbout {
  if (z.uuid().safeParse(who).success) return { personId: who };
  const { data } = emailAddress.safeParse(who);
  if (data === undefined) throw new Error(`${who} is no email address and no id of an account.`);
  return { address: data };
}
