import {
  type Answers,
  type Block,
  blocksOf,
  fieldOf,
  type FormPage,
  kindsOfQuestion,
  longestAnswer,
  optionsOf,
  type Question,
  readAnswer,
  type Typed,
} from '@app/consultations';
import { longText, oneLine, severalKeys, shortText } from '@app/kernel';
import { z } from 'zod';
import { version } from '../../http/fields';

/** The names of the fields of one answer. */
export function namesOf(question: Question, block: string): { field: string; why: string; other: string } {
  const field = fieldOf(question, block);
  return { field, why: `${field}-why`, other: `${field}-other` };
}

/** The name of the field that takes the place of an option in a ranking. */
export function placeName(field: string, option: string): string {
  return `${field}-place-${option}`;
}

/** What a page of questions sends: texts with their limits, choices as keys. */
export function schemaOf(page: FormPage, blocks: readonly Block[]) {
  const shape: Record<string, z.ZodType> = {};
  for (const { question } of page.questions) {
    for (const { ref } of blocksOf(question, blocks)) Object.assign(shape, fieldsOf(question, ref));
  }
  return z.object({ ...shape, seen: version });
}

function fieldsOf(question: Question, block: string): Record<string, z.ZodType> {
  const { field, why, other } = namesOf(question, block);
  const own: Record<string, z.ZodType> =
    question.kind === 'ranking'
      ? Object.fromEntries(optionsOf(question).map(({ key }) => [placeName(field, key), shortText().default('')]))
      : question.kind === 'map-pick'
        ? { [field]: severalKeys(), [other]: shortText().default('') }
        : { [field]: textOf(question) };
  return question.why === true ? { ...own, [why]: longText(longestAnswer.why).default('') } : own;
}

function textOf({ kind }: Question): z.ZodType {
  if (kind === 'long-text') return longText(longestAnswer['long-text']).default('');
  if (kind === 'short-text') return oneLine(longestAnswer['short-text']).default('');
  return kindsOfQuestion[kind].hasOptions ? severalKeys() : shortText().default('');
}

/** The answers that a page sent. */
export function answersIn(page: FormPage, blocks: readonly Block[], sent: Readonly<Record<string, unknown>>): Answers {
  return Object.fromEntries(
    page.questions.map(({ question }) => [
      question.key,
      Object.fromEntries(
        blocksOf(question, blocks).map(({ ref }) => [ref, readAnswer(question, typedIn(question, ref, sent))]),
      ),
    ]),
  );
}

function typedIn(question: Question, block: string, sent: Readonly<Record<string, unknown>>): Typed {
  const { field, why, other } = namesOf(question, block);
  const text = (name: string): string => (typeof sent[name] === 'string' ? sent[name] : '');
  const list = Array.isArray(sent[field]) ? (sent[field] as string[]) : [];
  if (question.kind === 'ranking') {
    const choices = optionsOf(question).flatMap(({ key }) => {
      const place = text(placeName(field, key));
      return place === '' ? [] : [`${key}:${place}`];
    });
    return { choices, text: '', why: text(why) };
  }
  if (question.kind === 'map-pick') return { choices: list, text: text(other), why: text(why) };
  return { choices: list, text: text(field), why: text(why) };
}

/** Answers as the fields of their page hold them, for a page that is opened again. */
export function valuesOf(page: FormPage, blocks: readonly Block[], answers: Answers): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { question } of page.questions) {
    for (const { ref } of blocksOf(question, blocks)) {
      const { field, why, other } = namesOf(question, ref);
      const answer = answers[question.key]?.[ref] ?? {};
      const { choices = [] } = answer;
      values[field] =
        choices.length > 0
          ? choices
          : (answer.text ?? answer.day ?? (answer.number === undefined ? '' : String(answer.number)));
      values[why] = answer.why ?? '';
      if (question.kind === 'ranking') choices.forEach((key, at) => (values[placeName(field, key)] = String(at + 1)));
      if (question.kind === 'map-pick') {
        const known = new Set(blocks.map((block) => block.ref));
        values[field] = choices.filter((key) => known.has(key));
        values[other] = answer.text ?? choices.filter((key) => !known.has(key)).join(', ');
      }
    }
  }
  return values;
}
