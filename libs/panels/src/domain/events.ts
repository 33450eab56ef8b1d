import { formatLondon } from '@app/kernel';
import { defineEvent } from '@app/platform';
import { z } from 'zod';
import { type Outcome, outcomes } from './carrying';
import { interestKinds } from './register';
import { offices } from './seats';

const rules = z.object({
  quorumPercent: z.number(),
  quorumFloor: z.number(),
  thresholdPercent: z.number(),
  blockingRejects: z.number(),
  chairBlocks: z.boolean(),
  castingVote: z.boolean(),
});
const tally = z.object({
  approve: z.number(),
  'approve-with-conditions': z.number(),
  revise: z.number(),
  reject: z.number(),
  abstain: z.number(),
});
const answer = z.enum(outcomes);

/** What every event of a ballot says of it: the panel, and what it is about. */
const about = z.object({
  panel: z.string(),
  panelName: z.string(),
  stage: z.enum(['panel', 'committee']),
  subjectKind: z.string(),
  subjectId: z.string(),
  reference: z.string(),
  title: z.string(),
});

const words: Readonly<Record<Outcome, string>> = {
  approve: 'approve',
  'approve-with-conditions': 'approve with conditions',
  revise: 'ask for a revision of',
  reject: 'reject',
};
const outcome = about.extend({
  decisionId: z.string(),
  outcome: answer,
  reasons: z.string(),
  groupId: z.string().nullable(),
  contentHash: z.string(),
  rules,
  tally,
});

export const panelEstablished = defineEvent({
  type: 'panel.established',
  version: 1,
  subject: 'panel',
  schema: z.object({ slug: z.string(), name: z.string(), route: z.string().nullable() }),
  says: (data) => `established the ${data.name}`,
});

// Recorded until meetings were planned one by one; the audit trail still reads it.
defineEvent({
  type: 'panel.meeting-set',
  version: 1,
  subject: 'panel',
  schema: z.object({ slug: z.string(), before: z.iso.datetime().nullable(), after: z.iso.datetime().nullable() }),
  says: ({ slug, after }) =>
    after === null
      ? `took back the date of the next meeting of the ${slug} panel`
      : `set the next meeting of the ${slug} panel for ${formatLondon(new Date(after), 'datetime')}`,
});

export const panelRulesSet = defineEvent({
  type: 'panel.rules-set',
  version: 1,
  subject: 'panel',
  schema: z.object({ slug: z.string(), no: z.number(), before: rules.nullable(), after: rules }),
  says: (data) => `set version ${data.no} of the rules of the ${data.slug} panel`,
});

/** A ballot was opened on an exact version; `electors` are the ids of the frozen electorate, `recused` those out of it. */
export const ballotOpened = defineEvent({
  type: 'ballot.opened',
  version: 1,
  subject: 'ballot',
  schema: about.extend({
    versionNo: z.number(),
    contentHash: z.string(),
    closesAt: z.string(),
    electors: z.array(z.string()),
    recused: z.array(z.string()),
  }),
  says: (data) => `opened a ballot of the ${data.panelName} on version ${data.versionNo} of ${data.reference}`,
});

/** A member declared an interest, or that there is none. What it is, is personal. */
export const interestDeclared = defineEvent({
  type: 'interest.declared',
  version: 1,
  subject: 'ballot',
  schema: about.extend({ interested: z.boolean(), details: z.string() }),
  personal: ['details'],
  says: (data) => `declared ${data.interested ? 'an interest' : 'no interest'} in ${data.reference}`,
});

/** A member voted. Never how: before the close nobody may read the tally, in the audit trail neither. */
export const voteCast = defineEvent({
  type: 'vote.cast',
  version: 1,
  subject: 'ballot',
  schema: about.extend({ again: z.boolean() }),
  says: (data) => `voted${data.again ? ' again' : ''} on ${data.reference}`,
});

export const ballotClosed = defineEvent({
  type: 'ballot.closed',
  version: 1,
  subject: 'ballot',
  schema: about.extend({
    outcome: answer.nullable(),
    voted: z.number(),
    of: z.number(),
    quorum: z.number(),
    lacks: z.array(z.string()),
  }),
  says: (data) => `closed the ballot of the ${data.panelName} on ${data.reference}: ${data.voted} of ${data.of} voted`,
});

/** Its closing time was moved, once. */
export const ballotDeferred = defineEvent({
  type: 'ballot.deferred',
  version: 1,
  subject: 'ballot',
  schema: about.extend({ reason: z.string(), before: z.iso.datetime(), closesAt: z.iso.datetime() }),
  says: (data) =>
    `deferred the ballot on ${data.reference} to ${formatLondon(new Date(data.closesAt), 'datetime')}: ${data.reason}`,
});

/** It was closed without an outcome: the item is ready for a new ballot. */
export const ballotEnded = defineEvent({
  type: 'ballot.closed-without-outcome',
  version: 1,
  subject: 'ballot',
  schema: about.extend({ why: z.string(), voted: z.number(), of: z.number() }),
  says: (data) => `closed the ballot on ${data.reference} without an outcome: ${data.why}`,
});

/** On a tie the chair decided it, as a further act after the close. */
export const castingVoteGiven = defineEvent({
  type: 'ballot.casting-vote-given',
  version: 1,
  subject: 'ballot',
  schema: about.extend({ choice: answer, reason: z.string(), outcome: answer }),
  says: (data) => `gave the casting vote on ${data.reference}, to ${words[data.choice]} it: ${data.reason}`,
});

/** A chair looked, before the close, at what would change the outcome. */
export const outlookRead = defineEvent({
  type: 'ballot.outlook-read',
  version: 1,
  subject: 'ballot',
  schema: about.extend({ voted: z.number(), of: z.number() }),
  says: (data) => `looked at what would change the outcome on ${data.reference}, before the close`,
});

/** What was voted on is no longer there to be decided, e.g. because the group withdrew it. */
export const ballotLapsed = defineEvent({
  type: 'ballot.lapsed',
  version: 1,
  subject: 'ballot',
  schema: about.extend({ why: z.string() }),
  says: (data) => `ended the ballot on ${data.reference}: ${data.why}`,
});

export const recommendationMade = defineEvent({
  type: 'recommendation.made',
  version: 1,
  subject: 'ballot',
  schema: outcome,
  says: (data) => `recommended, for the ${data.panelName}, to ${words[data.outcome]} ${data.reference}`,
});

export const decisionMade = defineEvent({
  type: 'decision.made',
  version: 1,
  subject: 'ballot',
  schema: outcome,
  says: (data) => `decided, for the ${data.panelName}, to ${words[data.outcome]} ${data.reference}`,
});

const office = z.enum(offices);

export const panelSeatFilled = defineEvent({
  type: 'panel.seat-filled',
  version: 1,
  subject: 'panel',
  schema: z.object({
    panelName: z.string(),
    personId: z.uuid(),
    office,
    from: z.iso.datetime(),
    until: z.iso.datetime().nullable(),
  }),
  says: (data) => `appointed a ${data.office} of the ${data.panelName}`,
});

export const panelSeatEnded = defineEvent({
  type: 'panel.seat-ended',
  version: 1,
  subject: 'panel',
  schema: z.object({ panelName: z.string(), personId: z.uuid(), office }),
  says: (data) => `ended the seat of a ${data.office} of the ${data.panelName}`,
});

export const interestEntered = defineEvent({
  type: 'interest.entered',
  version: 1,
  subject: 'person',
  schema: z.object({ kind: z.enum(interestKinds), organisation: z.string(), from: z.iso.date() }),
  personal: ['organisation'],
  says: () => 'entered an interest into their register',
});

export const interestEnded = defineEvent({
  type: 'interest.ended',
  version: 1,
  subject: 'person',
  schema: z.object({ organisation: z.string(), until: z.iso.date() }),
  personal: ['organisation'],
  says: () => 'ended an interest in their register',
});

export const registerConfirmed = defineEvent({
  type: 'interest.confirmed',
  version: 1,
  subject: 'person',
  schema: z.object({}),
  says: () => 'confirmed their register of interests',
});
