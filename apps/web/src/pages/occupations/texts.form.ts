import { listItem, listOfLines, longText, oneLine } from '@app/kernel';
import { fieldsOfOccupations, type PlainText, type TextOfOccupation } from '@app/occupational-map';
import { z } from 'zod';

/** What a text of an occupation is in a form: what it is called there, and how it is asked for. */
export type AskedText = { name: string; label: string; hint?: string; kind: TextOfOccupation['kind']; rows: number };

const distinct = (items: readonly string[]): string[] => [...new Set(items)];

/**
 * How a form reads a text of an occupation: as long as the table says, and of a list each item once. A form that does not
 * ask for it leaves it as it is. `limited`: a list has no more items than a request may name.
 */
export function textRead(field: PlainText, limited?: 'as in requests') {
  const { text } = fieldsOfOccupations[field];
  if (text.kind !== 'lines') return (text.kind === 'line' ? oneLine : longText)(text.longest).optional();
  const { longest, item, most } = text;
  const an = /^[aeiou]/.test(item) ? 'An' : 'A';
  const items = z
    .array(oneLine(longest, undefined, `${an} ${item} has ${longest} characters or fewer`))
    .overwrite(distinct);
  return listOfLines(limited ? items.max(most, `Enter ${most} ${item}s or fewer`) : items).optional();
}

/** The title of an occupation, which every form asks for that makes one. */
export const titleRead = oneLine(fieldsOfOccupations.title.text.longest, 'Enter the occupation title');

/** A duty, or a statement of knowledge, skill or behaviour. */
export const statementRead = listItem(fieldsOfOccupations.ksbs.text.longest, 'Enter the statement');

/** The same of several, by their names. */
export const textsRead = <F extends PlainText>(fields: readonly F[]) =>
  Object.fromEntries(fields.map((field) => [field, textRead(field)])) as Record<F, ReturnType<typeof textRead>>;

/** How a form asks for it. */
export function asked(name: string, field: PlainText, said: { label?: string; hint?: string } = {}): AskedText {
  const { label, text } = fieldsOfOccupations[field];
  const hint = text.kind === 'lines' ? 'One on each line' : undefined;
  return { name, label, kind: text.kind, rows: text.kind === 'prose' ? 8 : 6, ...(hint && { hint }), ...said };
}

/** What stands in the field of a form: the items of a list on a line each. */
export const typedAs = (said: unknown): unknown => (Array.isArray(said) ? said.join('\n') : (said ?? ''));
