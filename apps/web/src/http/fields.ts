import { formatLondon, londonInstants, NotFound, type WhichInstant } from '@app/kernel';
import { z } from 'zod';

/** The version of a thing that a form was read from. */
export const version = z.coerce.number().int();

/** The key of a form's one use: sent twice, it is done once. */
export const key = z.uuid();

/** Which instant is meant where London's clock shows a minute twice: asked for beside the time, only then. */
export const which = z.enum(['earlier', 'later']).optional().catch(undefined);

/** The two instants of such a minute as choices; none for any other, nor for what is no day or time. */
export function twice(date: string, time: string): { value: WhichInstant; text: string }[] {
  let instants: Date[] = [];
  try {
    instants = londonInstants(date, time);
  } catch {
    // What is wrong with it is said beside its fields.
  }
  if (instants.length < 2) return [];
  return (['earlier', 'later'] as const).map((value, at) => ({ value, text: formatLondon(instants[at], 'datetime') }));
}

/** A day that was typed in three fields, as a date. */
export const dateOf = ({ day, month, year }: Record<'day' | 'month' | 'year', string>): string =>
  `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;

const uuid = z.uuid();

/** The id in an address. @throws NotFound for what is none, naming what was looked for */
export function idOf(text: string, what = 'This page'): string {
  if (!uuid.safeParse(text).success) throw new NotFound(what);
  return text;
}
