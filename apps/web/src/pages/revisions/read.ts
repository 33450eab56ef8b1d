import { longText, shortText } from '@app/kernel';
import { z } from 'zod';

/** The version of the revision that the person read: every form carries it. */
export const versionField = { version: z.coerce.number().int().positive() };
/** A form with a button and nothing else. */
export const versionOnly = z.object(versionField);
/** A box that is ticked or not. */
export const isMinor = shortText()
  .optional()
  .transform((ticked) => ticked === 'yes');
/** A publication that cannot wait for its approval. */
export const emergency = z.object({
  ...versionField,
  emergencyWhy: longText(1000, 'Enter why it cannot wait for an approval'),
  sure: z.literal('yes', { error: 'Confirm that it is to be published without an approval' }),
});
/** A form that asks why. */
export const withWhy = z.object({
  ...versionField,
  why: longText(1000, 'Enter why'),
});
