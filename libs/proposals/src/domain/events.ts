import { defineEvent } from '@app/platform';
import { z } from 'zod';
import { changeKinds } from './changes';
import { kindsOfRequest, requestKinds } from './kinds';

const subject = 'proposal';
const named = z.object({ reference: z.string(), title: z.string() });
const words = {
  approve: 'approve',
  'approve-with-conditions': 'approve with conditions',
  revise: 'ask for a revision of',
  reject: 'reject',
} as const;
const outcome = named.extend({
  outcome: z.enum(['approve', 'approve-with-conditions', 'revise', 'reject']),
  reasons: z.string(),
  route: z.string().nullable(),
});

export const proposalStarted = defineEvent({
  type: 'proposal.started',
  version: 1,
  subject,
  schema: named.extend({
    groupId: z.string(),
    kind: z.enum(requestKinds).optional(),
    occupation: z.string().nullable().optional(),
  }),
  says: ({ reference, kind, occupation }) => {
    const what = kind === undefined ? '' : `, ${kindsOfRequest[kind].inWords}`;
    return `started the proposal ${reference}${what}${occupation ? ` (${occupation})` : ''}`;
  },
});

export const proposalAmended = defineEvent({
  type: 'proposal.amended',
  version: 1,
  subject,
  schema: z.object({
    reference: z.string(),
    part: z.string(),
    before: z.unknown(),
    after: z.unknown(),
    /** The version that the draft has with it; absent in events from before it was told. */
    version: z.number().optional(),
    /** The id of what was added to a list; absent where something else was changed. */
    addition: z.string().optional(),
  }),
  says: (data) => `changed ${data.part} of ${data.reference}`,
});

export const proposalSubmitted = defineEvent({
  type: 'proposal.submitted',
  version: 2,
  subject,
  schema: named.extend({
    version: z.number(),
    contentHash: z.string(),
    groupId: z.string(),
    route: z.string().nullable(),
    // Of a change: which it is, because that decides on its way. Null: another kind, or recorded before events told this.
    changeKind: z.enum(changeKinds).nullable(),
  }),
  upcasts: [(data) => ({ ...data, changeKind: null })],
  says: (data) => `submitted version ${data.version} of ${data.reference}, ${data.title}`,
});

export const proposalReturned = defineEvent({
  type: 'proposal.returned',
  version: 1,
  subject,
  schema: named.extend({ groupId: z.string(), requests: z.number(), dueOn: z.string() }),
  says: (data) => `returned ${data.reference} with ${data.requests} change request${data.requests === 1 ? '' : 's'}`,
});

export const proposalAccepted = defineEvent({
  type: 'proposal.accepted',
  version: 1,
  subject,
  // Agreed: no panel is needed, as of a correction. The route that it leaves: its panel is asked, too.
  schema: named.extend({
    groupId: z.string(),
    route: z.string().nullable(),
    leavesRoute: z.string().optional(),
    agreed: z.boolean().optional(),
    withoutReview: z.string().optional(),
  }),
  // The group reads this in the history, and is not told why there was no review: the reason stands on the case.
  says: ({ reference, agreed, withoutReview }) => {
    if (agreed) return `accepted ${reference}, which is agreed`;
    return `accepted ${reference} for the panel${withoutReview === undefined ? '' : ', without a peer review'}`;
  },
});

export const proposalRaised = defineEvent({
  type: 'proposal.raised',
  version: 1,
  subject,
  schema: named.extend({
    groupId: z.string(),
    before: z.enum(changeKinds),
    after: z.enum(changeKinds),
    reason: z.string(),
  }),
  says: (data) => `raised ${data.reference} from a ${data.before} to a ${data.after}: ${data.reason}`,
});

export const proposalReopened = defineEvent({
  type: 'proposal.reopened',
  version: 1,
  subject,
  schema: named.extend({ groupId: z.string(), reason: z.string(), lapsesAt: z.string() }),
  says: (data) => `reopened ${data.reference}, which had lapsed: ${data.reason}`,
});

export const proposalCarriedOver = defineEvent({
  type: 'proposal.carried-over',
  version: 1,
  subject,
  schema: named.extend({ occupation: z.string(), before: z.string(), after: z.string() }),
  says: (data) => `carried ${data.reference} over to ${data.occupation} as it stands on the map now`,
});

export const proposalWithdrawn = defineEvent({
  type: 'proposal.withdrawn',
  version: 1,
  subject,
  schema: named.extend({ groupId: z.string() }),
  says: (data) => `withdrew ${data.reference}`,
});

export const proposalRecommended = defineEvent({
  type: 'proposal.recommended',
  version: 2,
  subject,
  // Agreed: the committee is not needed, as of an adjustment. Null: recorded before events told this.
  schema: outcome.extend({ groupId: z.string(), agreed: z.boolean().nullable() }),
  upcasts: [(data) => ({ ...data, agreed: null })],
  says: (data) => `recommended to ${words[data.outcome]} ${data.reference}`,
});

/** The two panels of a move between routes came to different things: the committee decides, with both before it. */
export const proposalPanelsDiffer = defineEvent({
  type: 'proposal.panels-differ',
  version: 1,
  subject,
  schema: named.extend({
    groupId: z.string(),
    route: z.string().nullable(),
    recommended: z.array(z.object({ panel: z.string(), outcome: outcome.shape.outcome })),
  }),
  says: ({ reference, recommended }) =>
    `put ${reference} before the committee, with both recommendations: ${recommended
      .map((one) => `the ${one.panel} would ${words[one.outcome]} it`)
      .join(', ')}`,
});

export const proposalDecided = defineEvent({
  type: 'proposal.decided',
  version: 1,
  subject,
  schema: outcome.extend({ groupId: z.string() }),
  says: (data) => `decided to ${words[data.outcome]} ${data.reference}`,
});

export const proposalConditionsDischarged = defineEvent({
  type: 'proposal.conditions-discharged',
  version: 1,
  subject,
  schema: named.extend({ groupId: z.string() }),
  says: (data) => `agreed ${data.reference}: all its conditions are discharged`,
});

export const proposalConditionsLapsed = defineEvent({
  type: 'proposal.conditions-lapsed',
  version: 1,
  subject,
  schema: named.extend({ groupId: z.string(), why: z.string() }),
  says: (data) => `ended ${data.reference}, because a condition was not met in time: ${data.why}`,
});

/** Its decision is taken anew, by those who decide on such a request. */
export const proposalDecidedAfresh = defineEvent({
  type: 'proposal.to-be-decided-afresh',
  version: 2,
  subject,
  // To: null where it was recorded before events told this.
  schema: named.extend({ groupId: z.string(), from: z.string(), to: z.string().nullable(), why: z.string() }),
  upcasts: [(data) => ({ ...data, to: null })],
  says: ({ reference, to, why }) =>
    `put ${reference} before the ${to === 'with-panel' ? 'panel' : 'committee'} again: ${why}`,
});

export const proposalTakenIntoRevision = defineEvent({
  type: 'proposal.taken-into-revision',
  version: 1,
  subject,
  schema: named.extend({ revisionId: z.string() }),
  says: (data) => `took ${data.reference} into a map revision`,
});

export const proposalLeftRevision = defineEvent({
  type: 'proposal.left-revision',
  version: 1,
  subject,
  schema: named.extend({ revisionId: z.string() }),
  says: (data) => `took ${data.reference} out of its map revision`,
});

export const proposalPutOnMap = defineEvent({
  type: 'proposal.put-on-map',
  version: 1,
  subject,
  schema: named.extend({
    occupationReference: z.string(),
    editionNo: z.number(),
    groupId: z.string(),
    kind: z.enum(requestKinds).optional(),
  }),
  says: ({ reference, occupationReference, editionNo, kind }) =>
    kind === 'retirement'
      ? `took ${occupationReference} off the map with edition ${editionNo}, as ${reference} asked for`
      : `put ${reference} on the map as ${occupationReference} with edition ${editionNo}`,
});

const evidence = z.object({
  reference: z.string(),
  name: z.string(),
  requirement: z.string().nullable(),
  size: z.number(),
  sha256: z.string(),
});

/** The name of a file may be that of a person: it is personal. */
export const evidenceFileAdded = defineEvent({
  type: 'proposal.evidence-added',
  version: 1,
  subject,
  schema: evidence,
  personal: ['name'],
  says: (data) => `added an evidence file to ${data.reference}`,
});

export const evidenceFileRemoved = defineEvent({
  type: 'proposal.evidence-removed',
  version: 1,
  subject,
  schema: evidence,
  personal: ['name'],
  says: (data) => `removed an evidence file from the draft of ${data.reference}`,
});
