import { defineEvent } from '@app/platform';
import { z } from 'zod';

/** Organisations were invited to answer, by one list. Who they are stands with the invitations. */
export const organisationsInvited = defineEvent({
  type: 'consultation.organisations-invited',
  version: 1,
  subject: 'consultation',
  schema: z.object({ reference: z.string(), title: z.string(), batch: z.string(), count: z.number() }),
  says: ({ reference, count }) =>
    `invited ${count} ${count === 1 ? 'organisation' : 'organisations'} to answer consultation ${reference}`,
});

/** Those invited who had not answered were reminded, once. How many that were would tell who answered. */
export const invitedReminded = defineEvent({
  type: 'consultation.invited-reminded',
  version: 1,
  subject: 'consultation',
  schema: z.object({ reference: z.string(), title: z.string() }),
  says: ({ reference }) => `reminded the organisations invited to answer consultation ${reference}`,
});

/** What came on paper or by mail was taken in, with its scan; its answers follow as a response. */
export const paperTakenIn = defineEvent({
  type: 'response-entry.taken-in',
  version: 1,
  subject: 'response-entry',
  schema: z.object({ consultation: z.string(), cameBy: z.string(), cameOn: z.string(), sha256: z.string() }),
  says: ({ consultation, cameBy, cameOn }) =>
    `took in what came ${cameBy === 'mail' ? 'by mail' : 'on paper'} on ${cameOn} to consultation ${consultation}`,
});

/** A workshop or a meeting was recorded, or what was recorded of it corrected. */
export const evidenceRecorded = defineEvent({
  type: 'consultation.evidence-recorded',
  version: 1,
  subject: 'consultation',
  schema: z.object({
    reference: z.string(),
    evidenceId: z.string(),
    version: z.number(),
    heldOn: z.string(),
    mayPublish: z.boolean(),
    contentHash: z.string(),
    why: z.string(),
  }),
  says: ({ reference, version, heldOn, why }) =>
    version === 1
      ? `recorded a meeting of ${heldOn} beside consultation ${reference}`
      : `corrected what is recorded of a meeting of ${heldOn} beside consultation ${reference}: ${why}`,
});
