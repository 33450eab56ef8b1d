import { defineEvent } from '@app/platform';
import { z } from 'zod';

/** Why data are erased: Article 17(1) of the UK GDPR, in words. Chosen, not typed, so that no text tells who it was. */
export const erasureGrounds = {
  'no-longer-needed': 'They are no longer needed for what they were kept for',
  'consent-withdrawn': 'The person no longer agrees to it',
  objection: 'The person objects, and nothing outweighs that',
  unlawful: 'They should never have been kept',
  law: 'A law or a court says so',
} as const;
export type ErasureGround = keyof typeof erasureGrounds;
const groundKeys = Object.keys(erasureGrounds) as [ErasureGround, ...ErasureGround[]];

/** How many rows of each kind. */
const counts = z.record(z.string(), z.int().nonnegative());
type Counts = z.infer<typeof counts>;
const total = (of: Counts): number => Object.values(of).reduce((sum, count) => sum + count, 0);
const rows = (of: Counts): string => (total(of) === 1 ? '1 row' : `${total(of)} rows`);

/** The account, where there is one; of an address without an account nothing is told. */
const about = z.object({ personId: z.uuid().nullable() });

/** All that is held on somebody was handed out: a subject access request was answered. */
export const personalDataExported = defineEvent({
  type: 'personal-data.exported',
  version: 1,
  subject: 'personal-data',
  security: 'export',
  schema: about.extend({ held: counts }),
  says: ({ held }) => `exported what is held on somebody: ${rows(held)}`,
});

/** What is held on somebody was erased; `stays`: what is part of the record. */
export const personalDataErased = defineEvent({
  type: 'personal-data.erased',
  version: 1,
  subject: 'personal-data',
  security: 'account',
  schema: about.extend({ ground: z.enum(groundKeys), erased: counts, stays: counts }),
  says: ({ ground, erased, stays }) =>
    `erased what is held on somebody: ${rows(erased)}; ${rows(stays)} stayed as part of the record. ${erasureGrounds[ground]}`,
});

/** What was kept for its time was erased by the worker, or by hand. */
export const personalDataSwept = defineEvent({
  type: 'personal-data.swept',
  version: 1,
  subject: 'personal-data',
  security: 'account',
  schema: z.object({ erased: counts }),
  says: ({ erased }) => `erased what had been kept for its time: ${rows(erased)}`,
});
