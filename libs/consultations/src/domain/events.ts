import { defineEvent } from '@app/platform';
import { z } from 'zod';

const subject = z.object({ kind: z.string(), ref: z.string(), title: z.string() });

/** A consultation began to be prepared. */
export const draftStarted = defineEvent({
  type: 'consultation-draft.started',
  version: 1,
  subject: 'consultation-draft',
  schema: z.object({ title: z.string(), template: z.string(), subjects: z.array(subject) }),
  says: ({ title }) => `began to prepare the consultation "${title}"`,
});

/** What is prepared was changed. */
export const draftChanged = defineEvent({
  type: 'consultation-draft.changed',
  version: 1,
  subject: 'consultation-draft',
  schema: z.object({ title: z.string(), version: z.number(), contentHash: z.string() }),
  says: ({ title, version }) => `made draft ${version} of the consultation "${title}"`,
});

/** A second person is asked to agree, or another one in their place. */
export const draftAgreementAsked = defineEvent({
  type: 'consultation-draft.agreement-asked',
  version: 2,
  subject: 'consultation-draft',
  // Of: null where it was recorded before anybody was chosen; everybody who may was asked then.
  schema: z.object({
    title: z.string(),
    version: z.number(),
    authors: z.array(z.string()),
    of: z.string().nullable(),
  }),
  upcasts: [(data) => ({ ...data, of: null })],
  says: ({ title, version }) => `asked for agreement to draft ${version} of the consultation "${title}"`,
});

/** The second person did not agree. */
export const draftSentBack = defineEvent({
  type: 'consultation-draft.sent-back',
  version: 1,
  subject: 'consultation-draft',
  schema: z.object({ title: z.string(), why: z.string(), authors: z.array(z.string()) }),
  says: ({ title, why }) => `sent back the consultation "${title}": ${why}`,
});

/** A second person agreed to this version, and so it was announced. */
export const draftAgreed = defineEvent({
  type: 'consultation-draft.agreed',
  version: 1,
  subject: 'consultation-draft',
  schema: z.object({ title: z.string(), version: z.number(), reference: z.string() }),
  says: ({ title, version, reference }) =>
    `agreed to draft ${version} of the consultation "${title}", announced as ${reference}`,
});

/** A draft was given up. */
export const draftGivenUp = defineEvent({
  type: 'consultation-draft.given-up',
  version: 1,
  subject: 'consultation-draft',
  schema: z.object({ title: z.string() }),
  says: ({ title }) => `gave up the consultation "${title}"`,
});

/** A second person agreed, and so the consultation was announced; it opens and closes by itself at the times it names. */
export const consultationAnnounced = defineEvent({
  type: 'consultation.announced',
  version: 2,
  subject: 'consultation',
  schema: z.object({
    reference: z.string(),
    title: z.string(),
    subjects: z.array(subject.extend({ version: z.string() })),
    shownHash: z.string(),
    formHash: z.string().nullable(),
    opensAt: z.string(),
    closesAt: z.string(),
  }),
  // It was about one proposal, and asked one question without a form.
  upcasts: [
    ({ subjectId, subjectVersionId, subjectKind, proposedHash, ...data }) => ({
      ...data,
      subjects: [{ kind: subjectKind, ref: subjectId, title: data.title, version: subjectVersionId ?? '' }],
      shownHash: proposedHash,
      formHash: null,
    }),
  ],
  says: (data) => `announced consultation ${data.reference}, "${data.title}"`,
});

/** The close was moved later. */
export const consultationExtended = defineEvent({
  type: 'consultation.extended',
  version: 1,
  subject: 'consultation',
  schema: z.object({
    reference: z.string(),
    title: z.string(),
    before: z.string(),
    after: z.string(),
    why: z.string(),
  }),
  says: ({ reference, after, why }) => `moved the close of consultation ${reference} to ${after}: ${why}`,
});

/** A consultation was suspended, resumed or withdrawn. */
export const consultationStopped = defineEvent({
  type: 'consultation.stopped',
  version: 1,
  subject: 'consultation',
  schema: z.object({ reference: z.string(), title: z.string(), act: z.string(), why: z.string() }),
  says: ({ reference, act, why }) => `${act} consultation ${reference}: ${why}`,
});

/** The questions were changed: a new version is asked. */
export const consultationReworded = defineEvent({
  type: 'consultation.reworded',
  version: 1,
  subject: 'consultation',
  schema: z.object({
    reference: z.string(),
    title: z.string(),
    version: z.number(),
    formHash: z.string(),
    why: z.string(),
  }),
  says: ({ reference, version, why }) =>
    `asked version ${version} of the questions of consultation ${reference}: ${why}`,
});

/** What is consulted on was put beside it in another format, as a file; or such a file was taken away. */
export const formatChanged = defineEvent({
  type: 'consultation.format-changed',
  version: 1,
  subject: 'consultation',
  schema: z.object({
    reference: z.string(),
    act: z.enum(['added', 'removed']),
    format: z.string(),
    title: z.string(),
    sha256: z.string(),
  }),
  says: ({ reference, act, title }) =>
    act === 'added'
      ? `put “${title}” beside consultation ${reference}`
      : `took “${title}” away from consultation ${reference}`,
});

/** The committee ruled that an earlier consultation on the same occupation counts for a request. */
export const earlierConsultationCounted = defineEvent({
  type: 'proposal.consultation-counted',
  version: 1,
  subject: 'proposal',
  schema: z.object({ reference: z.string(), consultation: z.string(), why: z.string() }),
  says: ({ reference, consultation, why }) => `ruled that consultation ${consultation} counts for ${reference}: ${why}`,
});
