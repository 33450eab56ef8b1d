import { defineEvent } from '@app/platform';
import { z } from 'zod';
import { bodies, decidedKinds, decidedKindWords, deciderStages, deciderWords } from './deciders';

/** From a day on somebody else decides. Who is named stands as an id; the office is public. */
export const deciderSet = defineEvent({
  type: 'decider.set',
  version: 1,
  subject: 'decider',
  schema: z.object({
    kind: z.enum(decidedKinds),
    stage: z.enum(deciderStages),
    body: z.enum(bodies),
    title: z.string().nullable(),
    personId: z.string().nullable(),
    from: z.string(),
    source: z.string(),
  }),
  says: ({ kind, from, ...named }) => `set that from ${from} ${deciderWords(named)} decides: ${decidedKindWords[kind]}`,
});

/** A case got another decision-maker, because the one it had can't decide on it. */
export const caseHandedOver = defineEvent({
  type: 'proposal.handed-over',
  version: 1,
  subject: 'proposal',
  schema: z.object({
    reference: z.string(),
    body: z.enum(bodies),
    title: z.string().nullable(),
    reason: z.string(),
  }),
  says: ({ reference, ...named }) => `put ${reference} before ${deciderWords(named)}, because who decided on it can't`,
});
