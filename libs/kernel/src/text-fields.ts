import { z } from 'zod';
import { cleanItem, cleanList, cleanText, itemsPasted } from './text';

/*
 * Every text that somebody sends in a form, a file or a call of an API is read by one of these fields: it is cleaned first,
 * and looked at then, so a text of zero width is an empty one, and a limit counts what the browser counts (line ends as one).
 * Schemas that read what is stored use none of them: they neither clean nor default.
 */

/** The message where a text is too long. */
export const tooLong = (longest: number): string => `Enter ${longest.toLocaleString('en-GB')} characters or fewer`;

const field = (clean: (given: string) => string, longest: number, required?: string, message = tooLong(longest)) => {
  const text = z.string({ error: required ?? message }).overwrite(clean);
  return (required === undefined ? text : text.min(1, required)).max(longest, message);
};

/** How many characters each of these fields takes; what only carries something (shortText) says no limit to anybody. */
const limits = z.registry<{ characters: number }>();
const limited = (text: z.ZodString, characters: number): z.ZodString => text.register(limits, { characters });

/** A text of one line: a title, a name, a key, a day. `required` is what is said where it is empty; without it, it may be. */
export const oneLine = (longest: number, required?: string, message?: string): z.ZodString =>
  limited(
    field((given) => cleanText(given, 'one-line'), longest, required, message),
    longest,
  );

/** A text of many lines. `required` is what is said where it is empty; without it, it may be. */
export const longText = (longest: number, required?: string, message?: string): z.ZodString =>
  limited(
    field((given) => cleanText(given, 'many-lines'), longest, required, message),
    longest,
  );

/** One item of a list, such as a duty: many lines, without the mark that it had where it was copied. */
export const listItem = (longest: number, required?: string): z.ZodString =>
  limited(field(cleanItem, longest, required), longest);

/** What stands on each line, read by `items`: marks of pasted lists and blank lines go. */
export const listOfLines = <T extends z.ZodType<unknown, string[]>>(items: T) => {
  const list = z.string().transform(cleanList).pipe(items);
  lists.add(list);
  return list;
};
const lists = new WeakSet<z.ZodType>();

/** Whether a field is a list of lines: where a list with marks was pasted, the form shows what it becomes. */
export function isListOfLines(field: unknown): boolean {
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault) return isListOfLines(field.unwrap());
  return field instanceof z.ZodType && lists.has(field);
}

/** One item of a list, or the several that were pasted as a list in its place; `items` reads them. */
export const itemsOf = <T extends z.ZodType<unknown, string[]>>(items: T) =>
  z.string().transform(itemsPasted).pipe(items);

/** What a form carries rather than asks in words: a day, a time, a reference, a choice, a hidden key. */
export const shortText = (required?: string): z.ZodString =>
  field((given) => cleanText(given, 'one-line'), 500, required);

/** What is ticked among boxes of one name: none, one or several. */
export const severalKeys = () => z.union([z.array(shortText()), shortText().transform((one) => [one])]).default([]);

/** What a form carries back of what is stored, to be compared with it letter by letter: it was cleaned when it came in. */
export const asStored = (): z.ZodString => z.string();

/** A password: the only text that is not cleaned, since every character of it counts. */
export const secret = (required: string): z.ZodString => z.string({ error: required });

/**
 * Says of a form whose names end in an id or a number what the fields are whose names begin so: `longestOf` knows them
 * then. It reads nothing itself. @returns the form
 */
export function withNamesLike<T extends z.ZodObject>(form: T, fields: Readonly<Record<string, z.ZodType>>): T {
  alike.set(form, fields);
  return form;
}
const alike = new WeakMap<z.ZodType, Readonly<Record<string, z.ZodType>>>();

/** How many characters the browser and we count at most: in the text as a whole, in each line of a list, or in each of several. */
export type Longest = { characters: number; of: 'text' | 'line' | 'item' };

/** How long what is typed into a field of this form may be; null for what is chosen, carried or not asked for. */
export function longestOf(form: unknown, field: string): Longest | null {
  const among = (forms: readonly unknown[]): Longest | null =>
    forms.reduce<Longest | null>((found, one) => found ?? longestOf(one, field), null);
  if (form instanceof z.ZodPipe) return among([form.in, form.out]);
  if (form instanceof z.ZodIntersection) return among([form.def.left, form.def.right]);
  if (form instanceof z.ZodUnion) return among(form.options);
  if (!(form instanceof z.ZodObject)) return null;
  const like = Object.entries(alike.get(form) ?? {}).find(([begins]) => field.startsWith(begins));
  return longestIn((form.shape as Record<string, unknown>)[field] ?? like?.[1]);
}

function longestIn(field: unknown): Longest | null {
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault) return longestIn(field.unwrap());
  if (field instanceof z.ZodPipe && field.out instanceof z.ZodArray) {
    const characters = longestIn(field.out.element)?.characters;
    return characters === undefined ? null : { characters, of: isListOfLines(field) ? 'line' : 'item' };
  }
  if (field instanceof z.ZodPipe) return longestIn(field.in);
  const limit = field instanceof z.ZodString ? limits.get(field) : undefined;
  return limit === undefined ? null : { ...limit, of: 'text' };
}
