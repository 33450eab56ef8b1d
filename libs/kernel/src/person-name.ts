import { z } from 'zod';

/** What mail programs and pages would make a link of: an address of a site or of a mailbox. */
const leadsAway = /[/\\@]|[wW]{3}\.|(?:\p{Ll}|\p{N}|\p{L}{2}|-)\.\p{L}{2,}/u;

/**
 * A name of a person as forms take it: one line of at most 100 characters that leads nowhere. Initials keep their dots.
 * @param empty what is said when it is missing; without it the name may be left out, and is '' then
 */
export function personName(empty?: string) {
  const name = z
    .string({ error: empty ?? 'Enter a name' })
    .trim()
    .max(100, 'Enter 100 characters or fewer')
    .refine((text) => !/[\r\n\v\f\u0085\u2028\u2029]/.test(text), 'Enter the name on one line')
    .refine((text) => !leadsAway.test(text), 'Enter the name alone, without a web or email address');
  return empty === undefined ? name.default('') : name.min(1, empty);
}
