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

/** A text of one line: a title, a name, a key, a day. `required` is what is said where it is empty; without it, it may be. */
export const oneLine = (longest: number, required?: string, message?: string): z.ZodString =>
  field((given) => cleanText(given, 'one-line'), longest, required, message);

/** A text of many lines. `required` is what is said where it is empty; without it, it may be. */
export const longText = (longest: number, required?: string, message?: string): z.ZodString =>
  field((given) => cleanText(given, 'many-lines'), longest, required, message);

/** One item of a list, such as a duty: many lines, without the mark that it had where it was copied. */
export const listItem = (longest: number, required?: string): z.ZodString => field(cleanItem, longest, required);

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
export const shortText = (required?: string): z.ZodString => oneLine(500, required);

/** What is ticked among boxes of one name: none, one or several. */
export const severalKeys = () => z.union([z.array(shortText()), shortText().transform((one) => [one])]).default([]);

/** What a form carries back of what is stored, to be compared with it letter by letter: it was cleaned when it came in. */
export const asStored = (): z.ZodString => z.string();

/** A password: the only text that is not cleaned, since every character of it counts. */
export const secret = (required: string): z.ZodString => z.string({ error: required });
