import { defineEvent } from '@app/platform';
import { z } from 'zod';

const subject = 'proposal';
const named = z.object({ reference: z.string(), title: z.string() });
const aboutRequest = named.extend({
  groupId: z.string(),
  field: z.string(),
  requestId: z.string(),
  raisedBy: z.string(),
});

export const changeRequestAnswered = defineEvent({
  type: 'change-request.answered',
  version: 1,
  subject,
  schema: aboutRequest.extend({ done: z.boolean(), version: z.number() }),
  says: ({ reference, field, done, version }) =>
    `answered the change request on ${field} of ${reference}: ${done ? `done in version ${version}` : 'not done'}`,
});

export const changeRequestReplied = defineEvent({
  type: 'change-request.replied',
  version: 1,
  subject,
  schema: aboutRequest,
  says: ({ reference, field }) => `replied on the change request on ${field} of ${reference}`,
});

export const changeRequestSettled = defineEvent({
  type: 'change-request.settled',
  version: 1,
  subject,
  schema: aboutRequest,
  says: ({ reference, field }) => `settled the change request on ${field} of ${reference}`,
});

export const changeRequestAskedAgain = defineEvent({
  type: 'change-request.asked-again',
  version: 1,
  subject,
  schema: aboutRequest,
  says: ({ reference, field }) => `asked again for the change of ${field} of ${reference}`,
});

const inGroup = named.extend({ groupId: z.string() });
// Who reviews is personal and, to the group, may be secret: events know reviewers by their numbers only.
const aboutReview = inGroup.extend({ invitationId: z.string(), no: z.number() });

export const reviewStarted = defineEvent({
  type: 'peer-review.started',
  version: 1,
  subject,
  schema: inGroup,
  says: ({ reference }) => `sent ${reference} to peer review`,
});

export const reviewInvited = defineEvent({
  type: 'peer-review.invited',
  version: 1,
  subject,
  schema: aboutReview.extend({ dueOn: z.string() }),
  says: ({ reference, no }) => `invited reviewer ${no} of ${reference}`,
});

export const reviewRevoked = defineEvent({
  type: 'peer-review.revoked',
  version: 1,
  subject,
  schema: aboutReview,
  says: ({ reference, no }) => `withdrew the invitation of reviewer ${no} of ${reference}`,
});

export const reviewInterestDeclared = defineEvent({
  type: 'peer-review.interest-declared',
  version: 1,
  subject,
  schema: aboutReview,
  says: ({ reference, no }) => `answered the question about interests, as reviewer ${no} of ${reference}`,
});

export const reviewSent = defineEvent({
  type: 'peer-review.sent',
  version: 1,
  subject,
  schema: aboutReview,
  says: ({ reference, no }) => `sent a review, as reviewer ${no} of ${reference}`,
});

export const reviewReminded = defineEvent({
  type: 'peer-review.reminded',
  version: 1,
  subject,
  schema: aboutReview,
  says: ({ reference, no }) => `reminded reviewer ${no} of ${reference}`,
});

export const reviewReleased = defineEvent({
  type: 'peer-review.released',
  version: 1,
  subject,
  schema: aboutReview,
  says: ({ reference, no }) => `let the group read what reviewer ${no} of ${reference} wrote to it`,
});
