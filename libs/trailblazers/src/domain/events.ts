import { defineEvent } from '@app/platform';
import { z } from 'zod';

const subject = 'trailblazer-group';
const organisation = z.object({
  kind: z.string().optional(),
  name: z.string(),
  size: z.string(),
  sector: z.string(),
  region: z.string(),
});
const roleWords: Readonly<Record<string, string>> = { 'group-chair': 'chair', 'group-deputy': 'deputy' };
const inWords = (role: string): string => roleWords[role] ?? 'member';
const named = ({ kind = 'employer', name }: { kind?: string; name: string }): string =>
  `the ${kind === 'employer' ? 'employer' : 'organisation'} ${name}`;

export const groupFormed = defineEvent({
  type: 'trailblazer-group.formed',
  version: 1,
  subject,
  schema: z.object({
    name: z.string(),
    remit: z.string(),
    ground: z.string().optional(),
    groundReason: z.string().optional(),
  }),
  says: (data) =>
    data.ground === undefined
      ? `formed the trailblazer group ${data.name}`
      : `began a request without a trailblazer group: ${data.groundReason ?? ''}`,
});

/** Another officer prepares a request without a trailblazer group from now on. */
export const requestTakenOver = defineEvent({
  type: 'trailblazer-group.taken-over',
  version: 1,
  subject,
  schema: z.object({ name: z.string(), personId: z.string(), before: z.string().optional(), reason: z.string() }),
  says: (data) => `took over ${data.name}: ${data.reason}`,
});

export const groupSupportChanged = defineEvent({
  type: 'trailblazer-group.support-changed',
  version: 1,
  subject,
  schema: z.object({ name: z.string(), before: z.string(), after: z.string(), reason: z.string() }),
  says: (data) =>
    data.after === 'recognised' ? `recognised the group ${data.name} again` : `withdrew the support for ${data.name}`,
});

/** Earlier versions of Waymark seated people at once, without their answer; the audit trail still says so. */
defineEvent({
  type: 'trailblazer-group.member-invited',
  version: 1,
  subject,
  schema: z.object({ personId: z.string(), role: z.string() }),
  says: (data) => `invited a ${inWords(data.role)} to the group`,
});

export const employerAdded = defineEvent({
  type: 'trailblazer-group.employer-added',
  version: 1,
  subject,
  schema: organisation,
  says: (data) => `added ${named(data)}`,
});

export const employerRemoved = defineEvent({
  type: 'trailblazer-group.employer-removed',
  version: 1,
  subject,
  schema: organisation,
  says: (data) => `removed ${named(data)}`,
});

/** An invitation is to be mailed. Who gets it is personal, and its link stands nowhere. */
export const invitationSent = defineEvent({
  type: 'trailblazer-group.invitation-sent',
  version: 1,
  subject,
  schema: z.object({
    invitationId: z.string(),
    role: z.string(),
    expiresAt: z.string(),
    name: z.string(),
    email: z.string(),
  }),
  personal: ['name', 'email'],
  says: (data) => `invited a ${inWords(data.role)}`,
});

export const invitationAccepted = defineEvent({
  type: 'trailblazer-group.invitation-accepted',
  version: 1,
  subject,
  schema: z.object({ invitationId: z.string(), personId: z.string(), role: z.string() }),
  says: (data) => `joined the group as ${inWords(data.role)}`,
});

export const invitationWithdrawn = defineEvent({
  type: 'trailblazer-group.invitation-withdrawn',
  version: 1,
  subject,
  schema: z.object({ invitationId: z.string() }),
  says: () => 'withdrew an invitation',
});

export const memberAppointed = defineEvent({
  type: 'trailblazer-group.member-appointed',
  version: 1,
  subject,
  schema: z.object({ personId: z.string(), before: z.string(), after: z.string() }),
  says: (data) =>
    data.after === 'group-deputy' ? 'made a member deputy of the chair' : 'made the deputy a member again',
});

export const memberSeated = defineEvent({
  type: 'trailblazer-group.member-seated',
  version: 1,
  subject,
  schema: z.object({ personId: z.string(), organisation: z.string() }),
  says: (data) => `noted that a member sits for ${data.organisation}`,
});

export const memberLeft = defineEvent({
  type: 'trailblazer-group.member-left',
  version: 1,
  subject,
  schema: z.object({ personId: z.string(), name: z.string() }),
  says: () => 'left the group',
});

export const memberRemoved = defineEvent({
  type: 'trailblazer-group.member-removed',
  version: 1,
  subject,
  schema: z.object({ personId: z.string(), name: z.string(), reason: z.string() }),
  says: (data) => `removed a member: ${data.reason}`,
});

export const chairOffered = defineEvent({
  type: 'trailblazer-group.chair-offered',
  version: 1,
  subject,
  schema: z.object({ offerId: z.string(), personId: z.string(), name: z.string() }),
  says: () => 'offered the chair to a member',
});

export const chairOfferAnswered = defineEvent({
  type: 'trailblazer-group.chair-offer-answered',
  version: 1,
  subject,
  schema: z.object({ offerId: z.string(), personId: z.string(), name: z.string(), outcome: z.string() }),
  says: (data) =>
    data.outcome === 'accepted'
      ? 'took the chair'
      : data.outcome === 'declined'
        ? 'declined the chair'
        : 'withdrew the offer of the chair',
});

/** An officer asks employers to propose for a gap on a map. */
export const invitationOpened = defineEvent({
  type: 'invitation-to-propose.opened',
  version: 1,
  subject: 'invitation-to-propose',
  schema: z.object({ reference: z.string(), title: z.string(), route: z.string(), closesAt: z.string() }),
  says: (data) => `opened the invitation to propose ${data.reference}, ${data.title}`,
});

/** An employer registered interest. The event holds no word of it: its hash, and what it is about. */
export const interestRegistered = defineEvent({
  type: 'interest.registered',
  version: 1,
  subject: 'interest',
  schema: z.object({ kind: z.string(), key: z.string(), title: z.string(), contentHash: z.string() }),
  says: (data) => `registered interest in ${data.key}, ${data.title}`,
});

/** A group was started with this employer. */
export const interestTaken = defineEvent({
  type: 'interest.taken',
  version: 1,
  subject: 'interest',
  schema: z.object({ groupId: z.string(), title: z.string() }),
  says: (data) => `started a group from the interest in ${data.title}`,
});
