import { z } from 'zod';
import { apiSchemas } from './endpoint';

/** The licence of everything that the API says: the Open Government Licence v3.0. */
export const licence = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/';

export const address = (what: string) => z.url({ protocol: /^https?$/ }).describe(what);
export const instant = (what: string) => z.iso.datetime().describe(what);

export const editionNamed = z
  .object({
    no: z.int().min(1).describe('Its number: 1 was the first.'),
    publishedAt: instant('When it was published.'),
    hash: z.string().describe('The hash of the whole map: equal maps have equal hashes.'),
    href: address('The edition itself.'),
  })
  .describe('An edition: an immutable, numbered publication of all maps.')
  .register(apiSchemas, { id: 'EditionNamed' });

const self = address('This answer for good: below the number of its edition, it never changes.');

/** What every answer says about itself. */
const about = {
  licence: z.literal(licence).describe('What may be done with it.'),
  edition: editionNamed,
};

/** An answer about one thing. */
export const one = <S extends z.ZodRawShape>(shape: S) => z.object({ ...about, links: z.object({ self }), ...shape });

/** A page of a list; `links.next` is missing on the last one. */
export const list = <S extends z.ZodRawShape>(shape: S) =>
  z.object({
    ...about,
    links: z.object({
      self,
      next: address('The next page, of the same edition whatever is published meanwhile.').optional(),
    }),
    ...shape,
  });

/** How many a list of an edition has over all of its pages. */
export const total = z.int().min(0).describe('How many there are on all pages.');

export const problem = z
  .object({
    type: z.string().describe('What kind of problem: about:blank where the status says it all.'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().describe('What went wrong here, in a sentence.'),
    requestId: z.string().describe('What to name when you ask us about it.'),
    errors: z
      .array(z.object({ parameter: z.string(), text: z.string() }))
      .optional()
      .describe('Each parameter that was not understood.'),
  })
  .describe('A problem, as RFC 9457 has it.')
  .register(apiSchemas, { id: 'Problem' });
