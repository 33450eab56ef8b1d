import type { Reason } from '@app/kernel';
import { type ConsultationForm, numberOf, questionsOf } from './form';
import { doNotKnow, kindsOfQuestion, type Option, type Question } from './question';

type Section = ConsultationForm['sections'][number];

/** Where a question goes in its section: with what follows it up, one place to the front or to the back. */
export type Direction = 'up' | 'down';

/** Keys that would be taken for something else in an address or an answer. */
const reserved: readonly string[] = ['new', 'about', 'key', 'seen', doNotKnow];

/** A key that nothing has yet, made of the words. */
export function newKey(words: string, taken: Iterable<string>): string {
  const used = new Set([...reserved, ...taken]);
  const plain = words
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 30)
    .replace(/-+$/, '');
  const base = plain === '' ? 'question' : plain;
  if (!used.has(base)) return base;
  for (let no = 2; ; no += 1) if (!used.has(`${base}-${no}`)) return `${base}-${no}`;
}

/** What can be chosen, a line each, as its field shows it: “Keep: as it stands”. */
export function optionLines(options: readonly Option[]): string[] {
  return options.map(({ text, hint }) => (hint === undefined ? text : `${text}: ${hint}`));
}

/**
 * The options that lines stand for. One whose words are the same keeps its key; as long as there are as many as before,
 * one that is reworded keeps it by its place; what is new gets a key of its own.
 */
export function optionsFrom(lines: readonly string[], before: readonly Option[]): Option[] {
  const read = lines.map(optionOf);
  const kept = new Map<number, string>();
  const free = [...before];
  const take = (at: number, found: Option | undefined): void => {
    if (found === undefined) return;
    kept.set(at, found.key);
    free.splice(free.indexOf(found), 1);
  };
  read.forEach(({ text }, at) =>
    take(
      at,
      free.find((one) => one.text === text),
    ),
  );
  if (read.length === before.length) {
    read.forEach((_, at) => {
      const old = before[at];
      if (!kept.has(at) && old !== undefined && free.includes(old)) take(at, old);
    });
  }
  const taken = new Set(before.map(({ key }) => key));
  return read.map((option, at) => {
    const key = kept.get(at) ?? newKey(option.text, taken);
    taken.add(key);
    return { key, ...option };
  });
}

function optionOf(line: string): Omit<Option, 'key'> {
  const [text = '', ...rest] = line.split(': ');
  const hint = rest.join(': ').trim();
  return hint === '' ? { text: line } : { text, hint };
}

/** The question without what its kind cannot have, and without what is off. */
export function tidied(question: Question): Question {
  const { options, doNotKnow: offers, why, forEach, followsUp, shownIf, help, ...rest } = question;
  const { hasOptions } = kindsOfQuestion[question.kind];
  return {
    ...rest,
    ...(help === undefined || help === '' ? {} : { help }),
    ...(hasOptions ? { options: options ?? [] } : {}),
    ...(hasOptions && question.kind !== 'ranking' && offers === true ? { doNotKnow: true } : {}),
    ...(why === true ? { why } : {}),
    ...(forEach === true ? { forEach } : {}),
    ...(followsUp === true ? { followsUp } : {}),
    ...(shownIf === undefined ? {} : { shownIf }),
  };
}

/** The questions that are shown by an answer to this one. */
export function dependentsOf(form: ConsultationForm, key: string): readonly Question[] {
  return questionsOf(form).filter(({ shownIf }) => shownIf?.question === key);
}

/** A further question, at the end of a section. */
export function addQuestion(form: ConsultationForm, section: number, question: Question): ConsultationForm {
  return withSection(form, section, ({ title, questions }) => ({ title, questions: [...questions, question] }));
}

/** What keeps a question from being taken out: others would point at nothing, or follow up something else. */
export function removalGaps(form: ConsultationForm, key: string): Reason[] {
  const followers = groupOf(form, key).slice(1);
  const held = [...new Set([...dependentsOf(form, key), ...followers])];
  const numbers = held.map((one) => numberOf(form, one.key)).join(', ');
  return held.length === 0
    ? []
    : [{ text: `Question ${numbers} depends on it or follows it up: change or take out that first` }];
}

/** The form without a question; `removalGaps` says whether it can be taken out. */
export function removeQuestion(form: ConsultationForm, key: string): ConsultationForm {
  return eachSection(form, ({ title, questions }) => ({
    title,
    questions: questions.filter((one) => one.key !== key),
  }));
}

/** Another text of a question, in its section or at the end of another one: what follows it up goes with it. */
export function editQuestion(form: ConsultationForm, question: Question, section: number): ConsultationForm {
  const { key } = question;
  const replaced = eachSection(form, ({ title, questions }) => ({
    title,
    questions: questions.map((one) => (one.key === key ? question : one)),
  }));
  if (sectionOf(form, key) === section) return replaced;
  const moving = groupOf(form, key).map((one) => (one.key === key ? question : one));
  const keys = new Set(moving.map((one) => one.key));
  const without = eachSection(replaced, ({ title, questions }) => ({
    title,
    questions: questions.filter((one) => !keys.has(one.key)),
  }));
  return moving.reduce((all, one) => addQuestion(all, section, one), without);
}

/** Whether a question can be moved in its section, one place each way. */
export function movable(form: ConsultationForm, key: string): Readonly<Record<Direction, boolean>> {
  return { up: neighbours(form, key, 'up') !== null, down: neighbours(form, key, 'down') !== null };
}

/** The form with a question one place further, what follows it up with it; the same where it is at the end already. */
export function moveQuestion(form: ConsultationForm, key: string, to: Direction): ConsultationForm {
  const order = neighbours(form, key, to);
  return order === null ? form : withSection(form, sectionOf(form, key), ({ title }) => ({ title, questions: order }));
}

/** A further section, at the end. */
export function addSection(form: ConsultationForm, title: string): ConsultationForm {
  return { sections: [...form.sections, { title, questions: [] }] };
}

/** A section under another name. */
export function renameSection(form: ConsultationForm, section: number, title: string): ConsultationForm {
  return withSection(form, section, ({ questions }) => ({ title, questions }));
}

/** What keeps a section from being taken out: nothing goes with it unseen. */
export function sectionRemovalGaps(form: ConsultationForm, section: number): Reason[] {
  if (form.sections.length === 1) return [{ text: 'This is the only section' }];
  return (form.sections[section]?.questions.length ?? 0) === 0
    ? []
    : [{ text: 'Move its questions to another section, or take them out, first' }];
}

/** The form without a section; `sectionRemovalGaps` says whether it can be taken out. */
export function removeSection(form: ConsultationForm, section: number): ConsultationForm {
  return { sections: form.sections.filter((_, at) => at !== section) };
}

/** In which section a question stands; -1 for one that there is not. */
export function sectionOf(form: ConsultationForm, key: string): number {
  return form.sections.findIndex(({ questions }) => questions.some((one) => one.key === key));
}

/** A question of its page first, with what follows it up; one that follows up stands alone. */
function groupOf(form: ConsultationForm, key: string): readonly Question[] {
  const groups = groupsOf(form.sections[sectionOf(form, key)]?.questions ?? []);
  const led = groups.find(([lead]) => lead?.key === key);
  return led ?? questionsOf(form).filter((one) => one.key === key);
}

function groupsOf(questions: readonly Question[]): Question[][] {
  const groups: Question[][] = [];
  for (const question of questions) {
    const last = groups.at(-1);
    if (question.followsUp === true && last !== undefined) last.push(question);
    else groups.push([question]);
  }
  return groups;
}

/** The order of its section once a question is moved; null where it cannot be. */
function neighbours(form: ConsultationForm, key: string, to: Direction): Question[] | null {
  const groups = groupsOf(form.sections[sectionOf(form, key)]?.questions ?? []);
  const at = groups.findIndex((group) => group.some((one) => one.key === key));
  const own = groups[at] ?? [];
  const within = own.findIndex((one) => one.key === key);
  const by = to === 'up' ? -1 : 1;
  if (within > 0) {
    if (within + by < 1 || within + by >= own.length) return null;
    groups[at] = swapped(own, within, within + by);
    return groups.flat();
  }
  if (at < 0 || at + by < 0 || at + by >= groups.length) return null;
  // A section can begin with what follows up nothing in it, until `formGaps` is heeded: nothing is put in front of that.
  if (groups[Math.min(at, at + by)]?.[0]?.followsUp === true) return null;
  return swapped(groups, at, at + by).flat();
}

function swapped<T>(list: readonly T[], one: number, other: number): T[] {
  return list.map((item, at) => list[at === one ? other : at === other ? one : at] ?? item);
}

function eachSection(form: ConsultationForm, change: (section: Section) => Section): ConsultationForm {
  return { sections: form.sections.map(change) };
}

function withSection(form: ConsultationForm, no: number, change: (section: Section) => Section): ConsultationForm {
  return { sections: form.sections.map((section, at) => (at === no ? change(section) : section)) };
}
