import { writeFile } from 'node:fs/promises';
import { type AskedAbout, type ErasureGround, erasureGrounds, PersonalData, Retention } from '@app/accounts';
import { emailAddress, systemActor } from '@app/kernel';
import type { INestApplicationContext } from '@nestjs/common';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { withApplication } from './application';
import { say } from './say';

const actor = systemActor('command line');

type ErasureOptions = { ground: ErasureGround; yes?: boolean };
type RetentionOptions = { dryRun?: boolean; json?: boolean };

/** `waymark personal`: what is held on somebody, as a file; erasing it; what is over its time. */
export function registerPersonal(program: Command): void {
  const personal = program.command('personal').description('personal data: a copy, erasure, how long they are kept');
  personal
    .command('export')
    .description('write all that is held on somebody as JSON')
    .argument('<who>', 'an email address, or the id of an account')
    .option('--out <file>', 'the file to write; without it, the output')
    .action(async (who: string, { out }: { out?: string }) => {
      const text = await withApplication('personal export', (app) => copyOf(app, aboutOf(who)));
      if (out === undefined) process.stdout.write(text);
      else await writeFile(out, text, { mode: 0o600 });
    });
  personal
    .command('erase')
    .description('erase what is held on somebody; without --yes only say what would go and what would stay')
    .argument('<who>', 'an email address, or the id of an account')
    .addOption(new Option('--ground <ground>', 'why').choices(Object.keys(erasureGrounds)).makeOptionMandatory())
    .option('--yes', 'do it')
    .action(async (who: string, options: ErasureOptions) => {
      for (const line of await withApplication('personal erase', (app) => erase(app, aboutOf(who), options))) say(line);
    });
  personal
    .command('retention')
    .description('erase what is over its time, as the worker does every hour')
    .option('--dry-run', 'only say how much that is')
    .option('--json', 'one line of JSON')
    .action(async (options: RetentionOptions) => {
      for (const line of await withApplication('personal retention', (app) => retain(app, options))) say(line);
    });
}

/** All that is held on somebody, as the text of a file. */
export async function copyOf(app: INestApplicationContext, about: AskedAbout): Promise<string> {
  const { subject, held } = await app.get(PersonalData).export(actor, about);
  const kinds = held.map(({ kind, rows }) => ({ kind: kind.key, what: kind.what, rows: rows.map(({ says }) => says) }));
  return `${JSON.stringify({ about: subject, kinds }, null, 2)}\n`;
}

/** Erases what is held on somebody, where that is meant. @returns what to say */
export async function erase(
  app: INestApplicationContext,
  about: AskedAbout,
  { ground, yes }: ErasureOptions,
): Promise<string[]> {
  const personal = app.get(PersonalData);
  const { held } = await personal.look(actor, about);
  const lines = held.map(
    ({ kind, rows }) => `${kind.erase === null ? 'stays' : 'goes '}  ${String(rows.length).padStart(5)}  ${kind.what}`,
  );
  if (yes !== true) return [...lines, 'Nothing was erased: add --yes to do it.'];
  const { erased, stays } = await personal.erase(actor, about, ground, null);
  return [...lines, `Erased ${sum(erased)} rows; ${sum(stays)} stay as part of the record.`];
}

/** Erases what is over its time, or counts it. @returns what to say */
export async function retain(
  app: INestApplicationContext,
  { dryRun = false, json = false }: RetentionOptions,
): Promise<string[]> {
  const retention = app.get(Retention);
  const overdue = async () => (await retention.dryRun(actor)).map(({ kind, count }) => [kind.key, count] as const);
  const counts = dryRun ? Object.fromEntries(await overdue()) : await retention.sweep(actor);
  if (json) return [JSON.stringify({ ok: true, dryRun, counts })];
  const lines = Object.entries(counts).map(([key, count]) => `${String(count).padStart(7)}  ${key}`);
  return [...lines, dryRun ? `${sum(counts)} rows are over their time.` : `${sum(counts)} rows were erased.`];
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
