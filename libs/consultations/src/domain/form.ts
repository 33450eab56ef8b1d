import type { Reason } from '@app/kernel';
import { z } from 'zod';
import { kindsOfQuestion, optionsOf, type Question, questionSchema } from './question';

/** What a consultation asks: sections of questions, in order. Stored as it is, per version; never cleaned when it is read. */
export const formSchema = z.object({
  sections: z.array(z.object({ title: z.string().min(1), questions: z.array(questionSchema) })).min(1),
});
export type ConsultationForm = z.infer<typeof formSchema>;

/** What a block of a question is about: an occupation that is consulted on. */
export type Block = { ref: string; title: string };

/** A question as it stands on a page: 2 leads it, 2a and 2b follow up on it. */
export type Numbered = { no: string; question: Question };

/** One page of a form: a question and what follows it up, in its section. */
export type FormPage = { no: number; section: string; questions: readonly [Numbered, ...Numbered[]] };

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** All questions, in order. */
export function questionsOf(form: ConsultationForm): readonly Question[] {
  return form.sections.flatMap(({ questions }) => questions);
}

/** The pages of a form, one question each with what follows it up. */
export function pagesOf(form: ConsultationForm): readonly FormPage[] {
  const pages: { no: number; section: string; questions: [Numbered, ...Numbered[]] }[] = [];
  for (const { title, questions } of form.sections) {
    for (const question of questions) {
      const last = pages.at(-1);
      if (question.followsUp === true && last !== undefined) {
        last.questions.push({ no: `${last.no}${letters[last.questions.length - 1] ?? 'z'}`, question });
      } else {
        const no = pages.length + 1;
        pages.push({ no, section: title, questions: [{ no: String(no), question }] });
      }
    }
  }
  return pages;
}

/** The number under which a question stands, like 2a; empty for one that is not there. */
export function numberOf(form: ConsultationForm, key: string): string {
  const all = pagesOf(form).flatMap(({ questions }) => questions);
  return all.find(({ question }) => question.key === key)?.no ?? '';
}

/**
 * The question that a text answers, in words. Before the close a question that is asked of those who chose something alone is
 * told as the one that it follows up: which text stands there would tell what was chosen.
 */
export function askedInWords(form: ConsultationForm, key: string, isClosed: boolean): string {
  const page = pagesOf(form).find(({ questions }) => questions.some(({ question }) => question.key === key));
  if (page === undefined) return key;
  const asked = isClosed ? page.questions.find(({ question }) => question.key === key) : page.questions[0];
  return (asked ?? page.questions[0]).question.text;
}

/** When a question is shown, in words for whoever prepares or reads the form; null: always. */
export function shownInWords(
  form: ConsultationForm,
  { shownIf }: Question,
  aboutWords: Record<string, string>,
): string | null {
  if (shownIf === undefined) return null;
  const asked = questionsOf(form).find(({ key }) => key === shownIf.question);
  const options =
    asked === undefined ? aboutWords : Object.fromEntries(optionsOf(asked).map(({ key, text }) => [key, text]));
  const words = shownIf.oneOf.map((key) => options[key] ?? key).join(' or ');
  return asked === undefined
    ? `Only if you answer as: ${words}`
    : `Shown if question ${numberOf(form, asked.key)} is ${words}`;
}

/** What keeps a form from being asked: each sentence says of which question. */
export function formGaps(form: ConsultationForm, blocks: readonly Block[]): Reason[] {
  const questions = questionsOf(form);
  if (questions.length === 0) return [{ text: 'Add a question' }];
  const seen = new Map<string, Question>();
  const gaps: Reason[] = [];
  const say = (question: Question, text: string): void => {
    gaps.push({ text: `Question ${numberOf(form, question.key)}: ${text}` });
  };
  for (const [at, { title, questions: own }] of form.sections.entries()) {
    const [first] = own;
    if (first === undefined) gaps.push({ text: `Section “${title}” has no question` });
    else if (at > 0 && first.followsUp === true) {
      say(
        first,
        `it begins section “${title}”, so it follows up nothing there: put it behind a question, or on a page of its own`,
      );
    }
  }
  for (const question of questions) {
    for (const text of gapsOf(question, seen, blocks)) say(question, text);
    seen.set(question.key, question);
  }
  return gaps;
}

function gapsOf(question: Question, seen: ReadonlyMap<string, Question>, blocks: readonly Block[]): string[] {
  const gaps: string[] = [];
  const { hasOptions } = kindsOfQuestion[question.kind];
  if (seen.has(question.key)) gaps.push('its key stands twice');
  if (hasOptions && (question.options ?? []).length < 2) gaps.push('give at least two answers to choose from');
  const keys = optionsOf(question).map(({ key }) => key);
  if (new Set(keys).size !== keys.length) gaps.push('two of its answers have the same key');
  if (question.forEach === true && blocks.length === 0) gaps.push('there is no occupation to ask it for');
  if (question.followsUp === true && seen.size === 0) gaps.push('the first question cannot follow up another one');
  if (question.shownIf !== undefined && question.shownIf.question !== 'about') {
    const asked = seen.get(question.shownIf.question);
    if (asked === undefined) gaps.push('it depends on a question that does not stand before it');
    else {
      const known = optionsOf(asked).map(({ key }) => key);
      if (question.shownIf.oneOf.some((key) => !known.includes(key)))
        gaps.push('it depends on an answer that there is not');
      if (asked.forEach === true && question.forEach !== true)
        gaps.push('it depends on the answer for one occupation, so it has to be asked for each');
    }
  }
  return gaps;
}
