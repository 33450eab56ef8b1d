import { formatLondon } from '@app/kernel';
import { defineEvent } from '@app/platform';
import { z } from 'zod';
import { groundKeys } from './rules';

/** What every event says of the thing that was decided. */
const about = z.object({
  proposalId: z.string(),
  reference: z.string(),
  title: z.string(),
  groupId: z.string().nullable(),
});
const onCondition = about.extend({ decisionId: z.string(), no: z.number(), condition: z.string() });
const dueOn = z.iso.datetime();
const day = (text: string): string => formatLondon(new Date(text));

export const conditionProposed = defineEvent({
  type: 'condition.proposed',
  version: 1,
  subject: 'condition',
  schema: onCondition,
  says: (data) => `proposed condition ${data.no} for ${data.reference}: ${data.condition}`,
});

export const conditionAgreed = defineEvent({
  type: 'condition.agreed',
  version: 1,
  subject: 'condition',
  schema: onCondition.extend({ dueOn }),
  says: (data) =>
    `agreed condition ${data.no} of ${data.reference}, to be met by ${day(data.dueOn)}: ${data.condition}`,
});

/** The group says how a condition is met. What it gives as evidence stands with the condition. */
export const conditionMet = defineEvent({
  type: 'condition.met',
  version: 1,
  subject: 'condition',
  schema: onCondition,
  says: (data) => `gave evidence that condition ${data.no} of ${data.reference} is met`,
});

export const conditionSentBack = defineEvent({
  type: 'condition.sent-back',
  version: 1,
  subject: 'condition',
  schema: onCondition.extend({ why: z.string(), dueOn }),
  says: (data) => `sent condition ${data.no} of ${data.reference} back: ${data.why}`,
});

export const conditionDischarged = defineEvent({
  type: 'condition.discharged',
  version: 1,
  subject: 'condition',
  schema: onCondition.extend({ why: z.string(), left: z.number() }),
  says: (data) => `discharged condition ${data.no} of ${data.reference}`,
});

export const conditionExtended = defineEvent({
  type: 'condition.extended',
  version: 1,
  subject: 'condition',
  schema: onCondition.extend({ why: z.string(), dueOn }),
  says: (data) => `extended condition ${data.no} of ${data.reference} to ${day(data.dueOn)}: ${data.why}`,
});

export const conditionLapsed = defineEvent({
  type: 'condition.lapsed',
  version: 1,
  subject: 'condition',
  schema: onCondition.extend({ why: z.string() }),
  says: (data) => `closed condition ${data.no} of ${data.reference} as lapsed: ${data.why}`,
});

/** A decision is to be taken afresh: by a new ballot of the committee. The decision itself stays as it is. */
export const decisionReopened = defineEvent({
  type: 'decision.reopened',
  version: 1,
  subject: 'decision',
  schema: about.extend({ reasons: z.string(), review: z.string().nullable() }),
  says: (data) =>
    `reopened the decision on ${data.reference}${data.review === null ? '' : ` after procedural review ${data.review}`}: ${data.reasons}`,
});

const onReview = about.extend({ review: z.string(), decisionId: z.string() });

export const reviewAsked = defineEvent({
  type: 'procedural-review.asked',
  version: 1,
  subject: 'procedural-review',
  schema: onReview.extend({ grounds: z.array(z.enum(groundKeys)), due: z.iso.datetime() }),
  says: (data) => `asked for procedural review ${data.review} of the decision on ${data.reference}`,
});

export const reviewConsidered = defineEvent({
  type: 'procedural-review.considered',
  version: 1,
  subject: 'procedural-review',
  schema: onReview,
  says: (data) => `considered procedural review ${data.review}`,
});

export const reviewDecided = defineEvent({
  type: 'procedural-review.decided',
  version: 1,
  subject: 'procedural-review',
  schema: onReview.extend({ outcome: z.enum(['upheld', 'not-upheld']), reasons: z.string() }),
  says: (data) =>
    `decided that procedural review ${data.review} is ${data.outcome === 'upheld' ? 'upheld' : 'not upheld'}`,
});
