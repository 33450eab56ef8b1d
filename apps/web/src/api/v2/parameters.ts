import { oneLine, shortText } from '@app/kernel';
import { z } from 'zod';

const usualOnPage = 50;
/** How many items a page has at most; whoever asks for more gets this many. */
export const mostOnPage = 100;

/** Which part of a list is asked for. */
export const paging = {
  limit: z.coerce
    .number('limit is a whole number from 1')
    .int('limit is a whole number from 1')
    .min(1, 'limit is a whole number from 1')
    .transform((limit) => Math.min(limit, mostOnPage))
    .prefault(usualOnPage)
    .describe(`How many items at most. More than ${mostOnPage} counts as ${mostOnPage}.`),
  after: oneLine(200, 'after is a cursor from a next link', 'after is a cursor from a next link')
    .optional()
    .describe('Where the page begins: taken from the next link of the page before, and not to be made by hand.'),
};

/** Which edition is meant, at addresses that do not name one. What they hold is read by `askedEdition`. */
export const editionChoice = {
  edition: shortText().optional().describe('The number of an edition. Without it, and without as-of, the live one.'),
  'as-of': shortText()
    .optional()
    .describe(
      'The edition that was live at the end of this day in London (2026-11-24), or at this instant (2026-11-24T09:30:00Z).',
    ),
};

const flags = ['true', 'false'] as const;

/** A yes or no in a query. */
export const flag = (name: string) =>
  z
    .enum(flags, `${name} is true or false`)
    .transform((given) => given === 'true')
    .optional();

/** A slug, a reference or another short key in a query. */
export const key = (name: string) => oneLine(100, `${name} is empty`, `${name} is too long`).optional();
