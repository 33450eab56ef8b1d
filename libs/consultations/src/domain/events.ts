import { defineEvent } from '@app/platform';
import { z } from 'zod';

/** A consultation was announced; it opens and closes by itself at the times it names. */
export const consultationAnnounced = defineEvent({
  type: 'consultation.announced',
  version: 1,
  subject: 'consultation',
  schema: z.object({
    reference: z.string(),
    title: z.string(),
    subjectKind: z.string(),
    subjectId: z.string(),
    subjectVersionId: z.string().nullable(),
    proposedHash: z.string(),
    opensAt: z.string(),
    closesAt: z.string(),
  }),
  says: (data) => `announced consultation ${data.reference}, "${data.title}"`,
});

/** A response came in. The event holds no word of it: its hash, and where it belongs. */
export const responseReceived = defineEvent({
  type: 'response.received',
  version: 1,
  subject: 'response',
  schema: z.object({
    reference: z.string(),
    consultationId: z.string(),
    consultation: z.string(),
    consentToPublish: z.boolean(),
    contentHash: z.string(),
  }),
  says: (data) => `responded to consultation ${data.consultation}: ${data.reference}`,
});

/** A moderator decided on a response; before and after are the standings that the decision changed. */
export const responseModerated = defineEvent({
  type: 'response.moderated',
  version: 1,
  subject: 'response',
  schema: z.object({
    reference: z.string(),
    consultation: z.string(),
    no: z.number(),
    before: z.string(),
    after: z.string(),
    reason: z.string(),
    publishedTextHash: z.string().nullable(),
  }),
  says: (data) => `moderated response ${data.reference}: ${data.after}${data.reason === '' ? '' : ` (${data.reason})`}`,
});

/** The name and address of a respondent were erased; the response stands. */
export const respondentErased = defineEvent({
  type: 'response.respondent-erased',
  version: 1,
  subject: 'response',
  schema: z.object({ reference: z.string() }),
  says: (data) => `erased who sent response ${data.reference}`,
});

/** The committee ruled that an earlier consultation on the same occupation counts for a request. */
export const earlierConsultationCounted = defineEvent({
  type: 'proposal.consultation-counted',
  version: 1,
  subject: 'proposal',
  schema: z.object({ reference: z.string(), consultation: z.string(), why: z.string() }),
  says: ({ reference, consultation, why }) => `ruled that consultation ${consultation} counts for ${reference}: ${why}`,
});
