import { paths } from '@app/kernel';
import { longest, type Words } from './hostile-words';
import type { Occupation, Respondent } from './respondents';
import { type Values, Visitor } from './visitor';

/** Who answered, with the browser that they hold, and the reference that they got. */
export type Answered = { script: Respondent; browser: Visitor; reference: string };

/** The question that the officer adds, and the name of its field. */
export const learning = { text: 'How do people come to this work?', field: 'how-do-people-come-to-this-wor' } as const;

/** How long the line holds, in milliseconds, for those who lose an answer: before the server has it, while it works, after. */
const lineHolds = [0, 4, 12, 40, 5_000] as const;

/** One respondent answers page by page in a browser of their own, and sends it. @throws Error where they cannot */
export async function answerAs(
  base: string,
  consultation: string,
  script: Respondent,
  occupations: readonly Occupation[],
): Promise<Answered> {
  // Each comes from a network of their own, as the proxy in front of a real server would say.
  const browser = new Visitor(base, null, { 'x-forwarded-for': `10.20.${script.no % 256}.9` });
  await browser.get(paths.consultationRespond(consultation));
  await browser.submit('/respond', script.about);
  const pages = typed(script, occupations);
  const check = paths.respondPart(consultation, 'check');
  for (let steps = 0; pathOf(browser) !== check; steps += 1) {
    const here = pathOf(browser);
    const values = pages[here.split('/').at(-1) ?? ''];
    if (values === undefined || steps > 9) throw new Error(`respondent ${script.no}: ${seenBy(browser)}`);
    await save(browser, here, script, values);
  }
  await send(browser, consultation, script);
  return { script, browser, reference: referenceOn(browser) };
}

/** Saves a page; a text that is refused for its length is still there, and cut. */
async function save(browser: Visitor, here: string, { no, fate, more }: Respondent, values: Values): Promise<void> {
  if (fate === 'loses the answer') await browser.submitAgain(here, values, lineHolds[no % lineHolds.length] ?? 0);
  else await browser.submit(here, values);
  const tooLong = more !== null && values['anything-else'] === more.typed && more.typed.length > longest;
  if (!tooLong) return;
  if (browser.visit.status !== 422) throw new Error(`a text of ${more.typed.length} characters: ${seenBy(browser)}`);
  const still = String(browser.page('#anything-else').val());
  if (still.trim() !== more.typed.trim())
    throw new Error(`of ${more.typed.length} characters ${still.length} came back`);
  await browser.submit(here, { 'anything-else': more.kept });
}

/** Sends it; who loses the answer sends the same again; who sends twice goes back, and some of them change their words. */
async function send(browser: Visitor, consultation: string, script: Respondent): Promise<void> {
  const { no, fate, permission, email, rethought } = script;
  const check = paths.respondPart(consultation, 'check');
  const choices = { permission, ...(email === null ? {} : { email, outcome: 'yes' }) };
  if (fate === 'loses the answer') await browser.submitAgain(check, choices, lineHolds[no % lineHolds.length] ?? 0);
  else await browser.submit(check, choices);
  if (fate !== 'sends twice') return;
  const first = referenceOn(browser);
  if (rethought !== undefined) {
    await browser.get(paths.respondPage(consultation, 3));
    await browser.submit(paths.respondPage(consultation, 3), { 'anything-else': rethought.typed });
  }
  await browser.get(check);
  await browser.submit(check, choices);
  if (referenceOn(browser) !== first) throw new Error(`${first} was sent again, and became ${referenceOn(browser)}`);
}

/** The reference on the receipt. @throws Error where there is none */
export function referenceOn(browser: Visitor): string {
  const found = /R-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(browser.mainText)?.[0];
  if (found === undefined || !browser.visit.url.endsWith('/received'))
    throw new Error(`no receipt: ${seenBy(browser)}`);
  return found;
}

/** What they type on each page, by its number. */
function typed(script: Respondent, occupations: readonly Occupation[]): Readonly<Record<string, Values>> {
  const first: Record<string, string | readonly string[]> = {};
  const taken: Record<string, string> = {};
  for (const [at, { ref }] of occupations.entries()) {
    const on = script.on[at];
    if (on === undefined) continue;
    const mergeWith = occupations[Number(on.mergeWith)]?.ref;
    Object.assign(first, {
      [`become-${ref}`]: on.become,
      ...textAs(`become-${ref}-why`, on.why),
      ...(on.revise === undefined ? {} : { [`what-to-revise-${ref}`]: on.revise }),
      ...(mergeWith === undefined ? {} : { [`merge-with-${ref}`]: mergeWith }),
      ...textAs(`new-title-${ref}`, on.title),
      ...(on.level === undefined ? {} : { [`new-level-${ref}`]: on.level }),
      // What stands in a field that is hidden is sent by a browser without JavaScript: it is not to be kept.
      ...(on.become === 'retitle' ? {} : { [`new-title-${ref}`]: `Left over from ${script.no}` }),
    });
    if (on.takenOn !== undefined) taken[`taken-on-${ref}`] = String(on.takenOn);
  }
  const learned = script.learned.map((way) => way.toLowerCase().replaceAll(' ', '-'));
  return { 1: first, 2: taken, 3: textAs('anything-else', script.more), 4: { [learning.field]: learned } };
}

function textAs(name: string, words: Words | null | undefined): Record<string, string> {
  return words === null || words === undefined ? {} : { [name]: words.typed };
}

function seenBy({ visit, mainText }: Visitor): string {
  return `${visit.url} (${visit.status}) says: ${mainText.slice(0, 300)}`;
}

function pathOf({ visit }: Visitor): string {
  return new URL(visit.url).pathname;
}
