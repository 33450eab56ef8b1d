import { oneLine } from './text-fields';

/** What mail programs and pages would make a link of: an address of a site or of a mailbox. */
const leadsAway = /[/\\@]|[wW]{3}\.|(?:\p{Ll}|\p{N}|\p{L}{2}|-)\.\p{L}{2,}/u;

/**
 * A name of a person as forms take it: one line of at most 100 characters that leads nowhere. Initials keep their dots.
 * @param empty what is said when it is missing; without it the name may be left out, and is '' then
 */
export function personName(empty?: string) {
  const name = oneLine(100, empty).refine(
    (text) => !leadsAway.test(text),
    'Enter the name alone, without a web or email address',
  );
  return empty === undefined ? name.default('') : name;
}
