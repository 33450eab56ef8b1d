import { NotFound } from '@app/kernel';
import { z } from 'zod';

/** The version of a thing that a form was read from. */
export const version = z.coerce.number().int();

/** The key of a form's one use: sent twice, it is done once. */
export const key = z.uuid();

const uuid = z.uuid();

/** The id in an address. @throws NotFound for what is none, naming what was looked for */
export function idOf(text: string, what = 'This page'): string {
  if (!uuid.safeParse(text).success) throw new NotFound(what);
  return text;
}
