import { defineEvent } from '@app/platform';
import { z } from 'zod';
import { turnActs } from './moderation';

/** A response was sent, or sent again with other answers. The event holds no word of it: its hash, and where it belongs. */
export const responseReceived = defineEvent({
  type: 'response.received',
  version: 2,
  subject: 'response',
  schema: z.object({
    reference: z.string(),
    consultationId: z.string(),
    consultation: z.string(),
    title: z.string(),
    sending: z.number(),
    hasTexts: z.boolean(),
    contentHash: z.string(),
    /** What came on paper or by mail, which staff entered. */
    entry: z.string().optional(),
  }),
  // What one could do then was agree to publication: only what had a text and consent waited for a moderator.
  upcasts: [({ consentToPublish, ...data }) => ({ ...data, title: '', sending: 1, hasTexts: consentToPublish })],
  says: ({ consultation, reference, sending }) =>
    sending === 1
      ? `responded to consultation ${consultation}: ${reference}`
      : `changed response ${reference} to consultation ${consultation}`,
});

/** A response was withdrawn before the close: it counts no more. */
export const responseWithdrawn = defineEvent({
  type: 'response.withdrawn',
  version: 1,
  subject: 'response',
  schema: z.object({ reference: z.string(), consultation: z.string(), replacedBy: z.string().nullable() }),
  says: ({ reference, replacedBy }) =>
    replacedBy === null ? `withdrew response ${reference}` : `put response ${replacedBy} in the place of ${reference}`,
});

/** The address that a response was sent with was confirmed. The event names no address. */
export const responseConfirmed = defineEvent({
  type: 'response.confirmed',
  version: 1,
  subject: 'response',
  schema: z.object({ reference: z.string(), consultation: z.string() }),
  says: ({ reference }) => `confirmed the address of response ${reference}`,
});

/**
 * A moderator decided on a text of a response; before and after are the standings that the decision changed. `grounds`: why
 * passages were left out, or the whole text was; on an appeal, or not.
 */
export const responseModerated = defineEvent({
  type: 'response.moderated',
  version: 2,
  subject: 'response',
  schema: z.object({
    reference: z.string(),
    consultation: z.string(),
    no: z.number(),
    question: z.string(),
    block: z.string(),
    part: z.string().optional(),
    before: z.string(),
    after: z.string(),
    reason: z.string(),
    grounds: z.array(z.string()).optional(),
    onAppeal: z.boolean().optional(),
    publishedTextHash: z.string().nullable(),
  }),
  upcasts: [(data) => ({ ...data, question: 'comments', block: '' })],
  says: ({ reference, after, reason, onAppeal }) =>
    `moderated response ${reference}${onAppeal === true ? ' on appeal' : ''}: ${after}${reason === '' ? '' : ` (${reason})`}`,
});

/** A moderator took a text to read, gave it back, or asked another moderator to read it. */
export const responseTurned = defineEvent({
  type: 'response.text-turned',
  version: 1,
  subject: 'response',
  schema: z.object({
    reference: z.string(),
    question: z.string(),
    block: z.string(),
    act: z.enum(turnActs),
    why: z.string(),
  }),
  says: ({ reference, act, why }) =>
    ({
      taken: `took a text of response ${reference} to read`,
      'given-back': `gave a text of response ${reference} back`,
      'passed-on': `asked another moderator to read a text of response ${reference}: ${why}`,
    })[act],
});

/** The sender of a response asked that another moderator decides on a text of it. The event holds no word of why. */
export const rulingAppealed = defineEvent({
  type: 'response.appealed',
  version: 1,
  subject: 'response',
  schema: z.object({ reference: z.string(), consultation: z.string(), question: z.string(), block: z.string() }),
  says: ({ reference }) => `appealed against a decision on response ${reference}`,
});

/** The name and address of a respondent were erased; the response stands. */
export const respondentErased = defineEvent({
  type: 'response.respondent-erased',
  version: 1,
  subject: 'response',
  schema: z.object({ reference: z.string() }),
  says: (data) => `erased who sent response ${data.reference}`,
});

/** A link to a draft of a response was asked for: it is mailed to the address that stands with the draft. */
export const responseLinkAsked = defineEvent({
  type: 'response-draft.link-asked',
  version: 1,
  subject: 'response-draft',
  schema: z.object({ consultation: z.string(), title: z.string(), purpose: z.string() }),
  says: ({ consultation, purpose }) => `asked for a link to ${purpose} a response to consultation ${consultation}`,
});
