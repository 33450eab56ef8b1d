import { z } from 'zod';
import { cleanList, cleanText } from './text';

/*
 * Every text that somebody sends in a form, a file or a call of an API is read by one of these fields: it is cleaned first,
 * and looked at then, so a text of zero width is an empty one, and a limit counts what the browser counts (line ends as one).
 * Schemas that read what is stored use none of them: they neither clean nor default.
 */

/** The message where a text is too long. */
export const tooLong = (longest: number): string => `Enter ${longest.toLocaleString('en-GB')} characters or fewer`;

const field = (form: 'one-line' | 'many-lines', longest: number, required?: string, message = tooLong(longest)) => {
  const text = z.string(required === undefined ? {} : { error: required }).overwrite((given) => cleanText(given, form));
  return (required === undefined ? text : text.min(1, required)).max(longest, message);
};

/** A text of one line: a title, a name, a key, a day. `required` is what is said where it is empty; without it, it may be. */
export const oneLine = (longest: number, required?: string, message?: string): z.ZodString =>
  field('one-line', longest, required, message);

/** A text of many lines. `required` is what is said where it is empty; without it, it may be. */
export const longText = (longest: number, required?: string, message?: string): z.ZodString =>
  field('many-lines', longest, required, message);

/** What stands on each line, read by `items`: marks of pasted lists and blank lines go. */
export const listOfLines = <T extends z.ZodType<unknown, string[]>>(items: T) =>
  z.string().transform(cleanList).pipe(items);

/** What is chosen in boxes of one name: none, one or several keys. */
export const severalKeys = () =>
  z.union([z.array(oneLine(longestKey)), oneLine(longestKey).transform((one) => [one])]).default([]);

/** The longest key, id, hash or name of a choice that a form carries. */
export const longestKey = 200;

/** A password: the only text that is not cleaned, since every character of it counts. */
export const secret = (required: string): z.ZodString => z.string({ error: required });
