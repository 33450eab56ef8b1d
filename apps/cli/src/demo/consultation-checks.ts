import { aboutInWords, aboutSchema, type Question, questionsOf, templates } from '@app/consultations';
import { paths } from '@app/kernel';
import { permissions } from '@app/responses';
import { parse } from 'csv-parse/sync';
import type { Play } from './play';
import { type Answered, learning, referenceOn } from './respondent';
import type { Occupation, OnOne, Respondent } from './respondents';
import type { Visitor } from './visitor';

/** What was found when everything was read back. */
export type Found = { responses: number; distinct: number; lost: number; duplicated: number; differing: string[] };

const questions = questionsOf(templates.standards.form);
/** A question of the template, by its key. */
function asked(key: string): Question {
  const found = questions.find((one) => one.key === key);
  if (found === undefined) throw new Error(`the template has no question ${key}`);
  return found;
}

/**
 * Reads back what was sent, after the close: each receipt against what was typed, the references against the log, the counts
 * of the public page against the scripts.
 */
export async function readBack(
  play: Play,
  consultation: string,
  sent: readonly Answered[],
  occupations: readonly Occupation[],
): Promise<Found> {
  const differing: string[] = [];
  const logged = await loggedReferences(play, consultation);
  let lost = 0;
  for (const { script, browser, reference } of sent) {
    const differences = await receiptOf(browser, consultation, reference, saidBy(script, occupations));
    if (differences.length > 0) differing.push(`${reference} (${script.fate}): ${differences.join('; ')}`);
    if (differences.length > 0 || !logged.includes(reference)) lost += 1;
  }
  const page = await play.as(null);
  await page.get(paths.consultation(consultation));
  const [, responses = '', distinct = ''] = /([\d,]+) responses?, ([\d,]+) distinct texts?/.exec(page.mainText) ?? [];
  const told = { responses: numberIn(responses), distinct: numberIn(distinct) };
  const scripts = sent.map(({ script }) => script);
  const texts = distinctTexts(scripts);
  if (told.distinct !== texts) differing.push(`the page tells ${told.distinct} distinct texts, and ${texts} were sent`);
  differing.push(...tallies(page, scripts, occupations));
  const references = new Set(sent.map(({ reference }) => reference));
  const duplicated = Math.max(told.responses, logged.length) - references.size;
  return { ...told, lost, duplicated, differing };
}

/** The references of all responses that the log knows of this consultation, each once. */
async function loggedReferences(play: Play, consultation: string): Promise<string[]> {
  const admin = await play.as('admin');
  const { body } = await admin.get('/admin/audit.csv');
  const rows = parse<Record<string, string>>(body, { columns: true, bom: true });
  const began = `responded to consultation ${consultation}: `;
  return rows.flatMap(({ what = '' }) => (what.startsWith(began) ? [what.slice(began.length)] : []));
}

/** Where a receipt differs from what was sent, in words. */
async function receiptOf(
  browser: Visitor,
  consultation: string,
  reference: string,
  expected: ReadonlyMap<string, string>,
): Promise<string[]> {
  await browser.get(paths.respondPart(consultation, 'received'));
  if (referenceOn(browser) !== reference) return [`the receipt says ${referenceOn(browser)}`];
  const { page } = browser;
  page('main br').replaceWith('\n');
  const shown = new Map<string, string>();
  for (const row of page('main .govuk-summary-list__row').toArray()) {
    const [name, value] = ['dt', 'dd'].map((part) => page(row).find(part).first().text().trim());
    if (value !== 'Left out') shown.set((name ?? '').replace(/^\d+[a-z]?\. /, ''), value ?? '');
  }
  shown.set('permission', /How we may use your words: ([^.]*)\./.exec(browser.mainText)?.[1] ?? '');
  return [...new Set([...shown.keys(), ...expected.keys()])].flatMap((key) =>
    shown.get(key) === expected.get(key)
      ? []
      : [`${key} says ${JSON.stringify(shown.get(key))}, and not ${JSON.stringify(expected.get(key))}`],
  );
}

/** What a receipt has to say to a respondent, by question and occupation. */
function saidBy(script: Respondent, occupations: readonly Occupation[]): Map<string, string> {
  const said = new Map<string, string>();
  const say = (key: string, at: number, ...words: (string | undefined)[]): void => {
    const lines = words.filter((one) => one !== undefined);
    if (lines.length > 0) said.set(`${asked(key).text}\n${occupations[at]?.title ?? ''}`, lines.join('\n'));
  };
  const who = aboutInWords(aboutSchema.parse(script.about)).join(', ');
  said.set('Answering as', [script.about.organisation ?? '', who].filter(Boolean).join('\n'));
  for (const [at, on] of script.on.entries()) {
    say('become', at, choiceOf('become', on.become), on.why?.kept);
    say('what-to-revise', at, ...(on.revise ?? []).map((key) => choiceOf('what-to-revise', key)));
    say('merge-with', at, on.mergeWith === undefined ? undefined : occupations[Number(on.mergeWith)]?.title);
    say('new-title', at, on.title?.kept);
    say('new-level', at, on.level === undefined ? undefined : `Level ${on.level}`);
    say('taken-on', at, on.takenOn === undefined ? undefined : String(on.takenOn));
  }
  const more = script.rethought ?? script.more;
  if (more !== null) said.set(asked('anything-else').text, more.kept);
  if (script.learned.length > 0) said.set(learning.text, script.learned.join('\n'));
  return said.set('permission', permissions[script.permission]);
}

const choiceOf = (key: string, choice: string): string =>
  asked(key).options?.find((one) => one.key === choice)?.text ?? 'I do not know';

/** How many different texts were written under the same question, as the page counts them. */
function distinctTexts(scripts: readonly Respondent[]): number {
  const texts = scripts.flatMap(({ on, more, rethought }) => [
    ...on.flatMap(({ why, title }) => [...textOf('become', why?.kept), ...textOf('new-title', title?.kept)]),
    ...textOf('anything-else', (rethought ?? more)?.kept),
  ]);
  return new Set(texts).size;
}

const textOf = (question: string, text: string | undefined): string[] =>
  text === undefined ? [] : [`${question} ${text}`];

/** Where a table of the public page differs from what was chosen; each count is checked that is shown. */
function tallies({ page }: Visitor, scripts: readonly Respondent[], occupations: readonly Occupation[]): string[] {
  const tables = page('section[aria-labelledby=results] table').toArray();
  if (tables.length === 0) return ['the page shows no count'];
  return tables.flatMap((table) => {
    const caption = page(table).find('caption').text().trim();
    return page(table)
      .find('tbody tr')
      .toArray()
      .flatMap((row) => {
        const answer = page(row).find('th').text().trim();
        const [shown, counted] = [
          numberIn(page(row).find('td').text()),
          chosenBy(scripts, occupations, caption, answer),
        ];
        return shown === counted ? [] : [`${caption}: ${answer} is told as ${shown}, and not as ${counted}`];
      });
  });
}

/** How many chose an answer to the question that a table is headed by. */
function chosenBy(
  scripts: readonly Respondent[],
  occupations: readonly Occupation[],
  caption: string,
  answer: string,
): number {
  if (caption === learning.text) return scripts.filter(({ learned }) => learned.includes(answer)).length;
  const at = occupations.findIndex(({ title }) => caption.endsWith(` ${title}`));
  const question = questions.find(({ text }) => caption === `${text} ${occupations[at]?.title ?? ''}`);
  const choices = (on: OnOne): readonly (string | undefined)[] => {
    if (question?.key === 'become') return [choiceOf('become', on.become)];
    if (question?.key === 'what-to-revise') return (on.revise ?? []).map((key) => choiceOf('what-to-revise', key));
    return [on.level === undefined ? undefined : `Level ${on.level}`];
  };
  return scripts.filter(({ on }) => on[at] !== undefined && choices(on[at]).includes(answer)).length;
}

const numberIn = (words: string): number => Number(words.replaceAll(',', '').trim() || Number.NaN);
