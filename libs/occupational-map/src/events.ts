import { defineEvent } from '@app/platform';
import { z } from 'zod';

/** The map as a whole, as the subject of its events: there is one. */
export const mapSubjectId = '0190b0a0-0000-7000-8000-000000000001';

/** An edition was published: the map before and after, as root hashes that prove their content. */
export const editionPublished = defineEvent({
  type: 'edition.published',
  version: 1,
  subject: 'map',
  schema: z.object({
    no: z.number().int(),
    kind: z.enum(['day-to-day', 'route-review']),
    note: z.string(),
    revisionId: z.string().nullable(),
    publishedAt: z.string(),
    before: z.object({ no: z.number().int(), rootHash: z.string() }).nullable(),
    after: z.object({ no: z.number().int(), rootHash: z.string() }),
    changes: z.number().int(),
  }),
  says: (data) => `published edition ${data.no} of the occupational maps`,
});
