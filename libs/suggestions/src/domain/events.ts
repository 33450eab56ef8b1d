import { defineEvent } from '@app/platform';
import { z } from 'zod';

const subject = 'suggestion';
const named = z.object({ reference: z.string(), occupation: z.string(), title: z.string() });

/** A suggestion came in. The event holds no word of it: its hash, and what it is about. */
export const suggestionReceived = defineEvent({
  type: 'suggestion.received',
  version: 1,
  subject,
  schema: named.extend({ part: z.string(), contentHash: z.string() }),
  says: (data) => `suggested a change to ${data.occupation}: ${data.reference}`,
});

/** The officer answered it, or answered anew: the latest answer stands. */
export const suggestionSorted = defineEvent({
  type: 'suggestion.sorted',
  version: 1,
  subject,
  schema: named.extend({
    no: z.number().int(),
    sorting: z.string(),
    summary: z.string(),
    reason: z.string(),
    duplicateOf: z.string().nullable(),
  }),
  says: (data) => `sorted suggestion ${data.reference} as ${data.sorting}`,
});

/** Somebody said where the suggestion is carried on. */
export const suggestionCarried = defineEvent({
  type: 'suggestion.carried',
  version: 1,
  subject,
  schema: named.extend({ kind: z.enum(['revision', 'proposal']), workId: z.string(), work: z.string() }),
  says: (data) => `carries suggestion ${data.reference} on in ${data.work}`,
});

/** What it is carried on in was published. */
export const suggestionFulfilled = defineEvent({
  type: 'suggestion.fulfilled',
  version: 1,
  subject,
  schema: named.extend({ edition: z.number().int() }),
  says: (data) => `put suggestion ${data.reference} on the map with edition ${data.edition}`,
});

/** Who made the suggestion was erased; the suggestion stands. */
export const suggesterErased = defineEvent({
  type: 'suggestion.suggester-erased',
  version: 1,
  subject,
  schema: z.object({ reference: z.string() }),
  says: (data) => `erased who made suggestion ${data.reference}`,
});
