import {
  aboutWords,
  type ConsultationForm,
  newKey,
  numberOf,
  optionLines,
  optionsFrom,
  optionsOf,
  type Question,
  questionKinds,
  questionsOf,
  sectionOf,
  tidied,
} from '@app/consultations';
import { listOfLines, longText, oneLine, refuse, severalKeys } from '@app/kernel';
import { z } from 'zod';
import { version } from '../../http/fields';

/** What is on or off of a question, in words. */
export const flags = {
  required: 'It must be answered',
  doNotKnow: 'Offer “I do not know”, last',
  why: 'Ask “Why” beside it',
  forEach: 'Ask it for each occupation that is consulted on',
  followsUp: 'It follows up the question before it, on the same page',
} as const;
type Flag = keyof typeof flags;

const words = {
  text: oneLine(300, 'Enter the question'),
  help: longText(500).default(''),
  options: listOfLines(z.array(oneLine(200)).max(30, 'Give at most 30 answers to choose from')).default([]),
};

/** A question as its form sends it. */
export const questionForm = z.object({
  seen: version,
  ...words,
  kind: z.enum(questionKinds, { error: 'Choose how it is answered' }),
  section: z.coerce.number({ error: 'Choose a section' }).int('Choose a section'),
  flags: severalKeys(),
  shownIf: severalKeys(),
});
type Given = z.infer<typeof questionForm>;

/** The words of a question that is asked already, with the reason for the other ones. */
export const rewording = z.object({ seen: version, ...words, why: longText(1000).default('') });

/** A section's name. */
export const sectionForm = z.object({ seen: version, sectionTitle: oneLine(150, 'Enter the name of the section') });

/** The question that was typed; `before` is what it was, and keeps its key. @throws Refused beside what cannot be */
export function questionFrom(given: Given, form: ConsultationForm, before: Question | null): Question {
  if (form.sections[given.section] === undefined) refuse('Choose a section', 'section');
  const on = (flag: Flag): boolean => given.flags.includes(flag);
  return tidied({
    key:
      before?.key ??
      newKey(
        given.text,
        questionsOf(form).map(({ key }) => key),
      ),
    kind: given.kind,
    text: given.text,
    help: given.help,
    required: on('required'),
    options: optionsFrom(given.options, before?.options ?? []),
    doNotKnow: on('doNotKnow'),
    why: on('why'),
    forEach: on('forEach'),
    followsUp: on('followsUp'),
    shownIf: shownIfFrom(given.shownIf),
  });
}

/** The question in other words: its answers keep their keys, so there are as many as before. */
export function reworded(question: Question, { text, help, options }: z.infer<typeof rewording>): Question {
  const before = question.options ?? [];
  if (options.length !== before.length)
    refuse(`Keep the ${before.length} answers that can be chosen: only their words change`, 'options');
  return tidied({ ...question, text, help, options: optionsFrom(options, before) });
}

/** What the form shows of a question; of a new one, only in which section it goes. */
export function questionValues(
  form: ConsultationForm,
  question: Question | null,
  section: number,
): Record<string, unknown> {
  if (question === null) return { section: String(section), flags: [], shownIf: [], kind: 'single' };
  const { shownIf } = question;
  return {
    text: question.text,
    help: question.help ?? '',
    kind: question.kind,
    section: String(sectionOf(form, question.key)),
    options: optionLines(question.options ?? []).join('\n'),
    flags: Object.keys(flags).filter((flag) => question[flag as Flag] === true),
    shownIf: shownIf === undefined ? [] : shownIf.oneOf.map((key) => `${shownIf.question}:${key}`),
  };
}

/** The answers that a question can depend on, by who answers and by what stands before it. */
export function dependable(
  form: ConsultationForm,
  key: string | null,
): { legend: string; items: { value: string; text: string }[] }[] {
  const all = questionsOf(form);
  const at = all.findIndex((one) => one.key === key);
  const before = at < 0 ? all : all.slice(0, at);
  const asked = before.filter((one) => optionsOf(one).length > 0);
  return [
    {
      legend: 'Answering as',
      items: Object.entries(aboutWords).map(([value, text]) => ({ value: `about:${value}`, text })),
    },
    ...asked.map((one) => ({
      legend: `Question ${numberOf(form, one.key)}: ${one.text}`,
      items: optionsOf(one).map(({ key: value, text }) => ({ value: `${one.key}:${value}`, text })),
    })),
  ];
}

function shownIfFrom(ticked: readonly string[]): Question['shownIf'] {
  const pairs = ticked.flatMap((one): [string, string][] => {
    const [question = '', answer = ''] = one.split(':');
    return question === '' || answer === '' ? [] : [[question, answer]];
  });
  const [first] = pairs;
  if (first === undefined) return undefined;
  if (pairs.some(([question]) => question !== first[0])) refuse('Choose answers of one question only', 'shownIf');
  return { question: first[0], oneOf: pairs.map(([, answer]) => answer) };
}
