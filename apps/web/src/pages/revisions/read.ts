import { longText, NotFound, shortText } from '@app/kernel';
import { z } from 'zod';

const uuid = z.uuid();

/** The version of the revision that the person read: every form carries it. */
export const versionField = { version: z.coerce.number().int().positive() };
/** A form with a button and nothing else. */
export const versionOnly = z.object(versionField);
/** A box that is ticked or not. */
export const isMinor = shortText()
  .optional()
  .transform((ticked) => ticked === 'yes');
/** A form that asks why. */
export const withWhy = z.object({
  ...versionField,
  why: longText(1000, 'Enter why'),
});

/** The id out of an address. @throws NotFound for what is none */
export function idOf(text: string, what = 'This map revision'): string {
  if (!uuid.safeParse(text).success) throw new NotFound(what);
  return text;
}
