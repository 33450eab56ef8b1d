import { cleanText, type Reason } from '@app/kernel';
import { occupationReferenceSchema } from '@app/occupational-map';
import { z } from 'zod';

/** What a respondent chose where they do not know: an answer, always the last one, and it needs no reason. */
export const doNotKnow = 'do-not-know';

/** What can be chosen: its key stands in answers and files, its words on the page. */
export const optionSchema = z.object({ key: z.string().min(1), text: z.string().min(1), hint: z.string().optional() });
export type Option = z.infer<typeof optionSchema>;

/** How a question is answered. */
export const questionKinds = [
  'single',
  'several',
  'scale',
  'ranking',
  'short-text',
  'long-text',
  'number',
  'date',
  'map-pick',
] as const;
export type QuestionKind = (typeof questionKinds)[number];

/**
 * One question of a consultation. Its key is never used for another one, in any version. `forEach`: asked once for each
 * occupation that is consulted on. `followsUp`: it stands on the page of the question before it, and is asked beside it.
 * `shownIf`: only for who chose one of these; `about` asks for whom somebody answers.
 */
export const questionSchema = z.object({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  kind: z.enum(questionKinds),
  text: z.string().min(1),
  help: z.string().optional(),
  required: z.boolean(),
  options: z.array(optionSchema).optional(),
  doNotKnow: z.boolean().optional(),
  why: z.boolean().optional(),
  forEach: z.boolean().optional(),
  followsUp: z.boolean().optional(),
  shownIf: z.object({ question: z.string(), oneOf: z.array(z.string()).min(1) }).optional(),
});
export type Question = z.infer<typeof questionSchema>;

/**
 * The answer to a question, or to one of its blocks: what was chosen (in order where it is a ranking), typed, counted,
 * dated, and why. What is absent was not answered.
 */
export type Answer = { choices?: readonly string[]; text?: string; number?: number; day?: string; why?: string };

/** What a form sends for one question: lists of what was chosen, and texts as they were typed. */
export type Typed = { choices: readonly string[]; text: string; why: string };

/** How long texts may be, in characters as the browser counts them. */
export const longestAnswer = { 'short-text': 300, 'long-text': 10_000, why: 4_000 } as const;

/** The largest number that somebody may give. */
export const largestNumber = 10_000_000;

/** What the code knows of a kind of question: the one table that forms, checks, receipts and files read. */
type KindOfQuestion = {
  name: string;
  /** What the answer is, in words under the question on the list of all questions. */
  asks: string;
  hasOptions: boolean;
  isText: boolean;
  read: (typed: Typed, question: Question) => Answer;
  /** What is wrong with what was typed, without the name of the field. */
  gap: (answer: Answer, question: Question) => string | null;
};

const chosen = (most: number) => ({
  read: ({ choices }: Typed): Answer => (choices.length === 0 ? {} : { choices: [...new Set(choices)] }),
  gap: ({ choices = [] }: Answer, question: Question): string | null => {
    const known = new Set(optionsOf(question).map(({ key }) => key));
    if (choices.some((key) => !known.has(key))) return 'Choose from the answers';
    if (choices.length > most) return 'Choose one answer';
    return choices.length > 1 && choices.includes(doNotKnow)
      ? 'Choose your answers, or “I do not know”, not both'
      : null;
  },
});

const written = (longest: number, form: 'one-line' | 'many-lines') => ({
  read: ({ text }: Typed): Answer => withText('text', cleanText(text, form)),
  gap: ({ text = '' }: Answer): string | null => tooLong(text, longest),
});

/** All kinds of question. */
export const kindsOfQuestion: Readonly<Record<QuestionKind, KindOfQuestion>> = {
  single: { name: 'Single choice', asks: 'One choice', hasOptions: true, isText: false, ...chosen(1) },
  several: { name: 'Several choices', asks: 'Several choices', hasOptions: true, isText: false, ...chosen(100) },
  scale: { name: 'Scale', asks: 'A place on a scale', hasOptions: true, isText: false, ...chosen(1) },
  ranking: {
    name: 'Ranking',
    asks: 'An order, the most important first',
    hasOptions: true,
    isText: false,
    read: ({ choices }) => ranked(choices),
    gap: ({ choices = [], text }, question) => {
      if (text !== undefined) return 'Give each place in the order once, without leaving one out';
      const known = new Set(optionsOf(question).map(({ key }) => key));
      return choices.some((key) => !known.has(key)) ? 'Choose from the answers' : null;
    },
  },
  'short-text': {
    name: 'Short text',
    asks: 'Your own words, one line',
    hasOptions: false,
    isText: true,
    ...written(longestAnswer['short-text'], 'one-line'),
  },
  'long-text': {
    name: 'Long text',
    asks: 'Your own words',
    hasOptions: false,
    isText: true,
    ...written(longestAnswer['long-text'], 'many-lines'),
  },
  number: {
    name: 'Number',
    asks: 'A number',
    hasOptions: false,
    isText: false,
    read: ({ text }) => numberOf(cleanText(text, 'one-line')),
    gap: ({ text }) =>
      text === undefined ? null : `Enter a whole number from 0 to ${largestNumber.toLocaleString('en-GB')}`,
  },
  date: {
    name: 'Date',
    asks: 'A date',
    hasOptions: false,
    isText: false,
    read: ({ text }) => dayOf(cleanText(text, 'one-line')),
    gap: ({ text }) => (text === undefined ? null : 'Enter a day that there is, like 2026-11-24'),
  },
  'map-pick': {
    name: 'A pick from the map',
    asks: 'Occupations from the map',
    hasOptions: false,
    isText: false,
    read: ({ text, choices }) => picked([...choices, ...text.split(/[\s,;]+/)]),
    gap: ({ text, choices = [] }) => {
      if (text !== undefined) return `${text} is not the reference of an occupation. Enter one like OCC0116`;
      return choices.length > 20 ? 'Pick at most 20 occupations' : null;
    },
  },
};

/** What can be chosen, “I do not know” last. */
export function optionsOf({ options = [], doNotKnow: offers }: Question): readonly Option[] {
  return offers === true ? [...options, { key: doNotKnow, text: 'I do not know' }] : options;
}

/** Whether nothing was answered. */
export function isBlank(answer: Answer | undefined): boolean {
  return answer === undefined || Object.keys(answer).length === 0;
}

/** What was typed for a question, as an answer; what cannot be read stays as text, and `answerGap` says why. */
export function readAnswer(question: Question, typed: Typed): Answer {
  const answer = kindsOfQuestion[question.kind].read(typed, question);
  return question.why === true ? { ...answer, ...withText('why', cleanText(typed.why, 'many-lines')) } : answer;
}

/** What is wrong with an answer, or missing from it; `field` stands for its question. */
export function answerGap(question: Question, answer: Answer | undefined, field: string): Reason[] {
  const { why, ...rest } = answer ?? {};
  if (why !== undefined && why.length > longestAnswer.why) {
    return [{ field: `${field}-why`, text: tooLong(why, longestAnswer.why) ?? '' }];
  }
  if (Object.keys(rest).length === 0) {
    return question.required ? [{ field, text: missing(question) }] : [];
  }
  const wrong = kindsOfQuestion[question.kind].gap(rest, question);
  return wrong === null ? [] : [{ field, text: wrong }];
}

/** The answer in words, a line each, as check page, receipt and file say it. */
export function answerWords(question: Question, answer: Answer, nameOf: (reference: string) => string): string[] {
  const options = new Map(optionsOf(question).map(({ key, text }) => [key, text]));
  const isPick = question.kind === 'map-pick';
  const choices = (answer.choices ?? []).map((key) => (isPick ? nameOf(key) : (options.get(key) ?? key)));
  return [
    ...(question.kind === 'ranking' ? choices.map((text, at) => `${at + 1}. ${text}`) : choices),
    ...(answer.number === undefined ? [] : [answer.number.toLocaleString('en-GB')]),
    ...[answer.day, answer.text].filter((text) => text !== undefined),
  ];
}

function missing(question: Question): string {
  const { hasOptions, isText } = kindsOfQuestion[question.kind];
  if (hasOptions) return question.doNotKnow === true ? 'Choose an answer, or “I do not know”' : 'Choose an answer';
  return isText ? 'Enter your answer' : `Enter ${kindsOfQuestion[question.kind].asks.toLowerCase()}`;
}

function withText(field: 'text' | 'why', text: string): Answer {
  return text === '' ? {} : { [field]: text };
}

function tooLong(text: string, longest: number): string | null {
  return text.length > longest ? `Enter ${longest.toLocaleString('en-GB')} characters or fewer` : null;
}

function numberOf(text: string): Answer {
  if (text === '') return {};
  const plain = text.replaceAll(',', '');
  const number = Number(plain);
  return /^\d{1,9}$/.test(plain) && number <= largestNumber ? { number } : { text };
}

function dayOf(text: string): Answer {
  if (text === '') return {};
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  const exists = day !== null && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  return exists && text >= '1900' && text < '2200' ? { day: text } : { text };
}

/** Places as they were given, "key:place"; an order that has a place twice, or leaves one out, stays as text. */
function ranked(given: readonly string[]): Answer {
  const places = given
    .map((one) => /^(.+):(\d{1,2})$/.exec(one))
    .flatMap((found) => (found === null ? [] : [{ key: found[1] ?? '', place: Number(found[2]) }]))
    .sort((a, b) => a.place - b.place);
  if (places.length === 0) return {};
  const isOrder = places.every(({ place }, at) => place === at + 1);
  return isOrder
    ? { choices: places.map(({ key }) => key) }
    : { text: places.map((p) => `${p.key}:${p.place}`).join(' ') };
}

function picked(given: readonly string[]): Answer {
  const references = given.map((one) => one.trim().toUpperCase()).filter((one) => one !== '');
  const strange = references.find((one) => !occupationReferenceSchema.safeParse(one).success);
  if (strange !== undefined) return { text: strange.slice(0, 60) };
  return references.length === 0 ? {} : { choices: [...new Set(references)] };
}
