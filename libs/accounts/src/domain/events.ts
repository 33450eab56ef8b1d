import { defineEvent } from '@app/platform';
import { z } from 'zod';

const grantShape = z.object({
  role: z.string(),
  scope: z.string().nullable(),
  from: z.string(),
  until: z.string().nullable(),
});

/** Somebody got an account; the invitation mail follows from it. Name and address are personal. */
export const personAdded = defineEvent({
  type: 'person.added',
  version: 1,
  subject: 'person',
  security: 'account',
  schema: z.object({ name: z.string(), email: z.string() }),
  personal: ['name', 'email'],
  says: () => 'added a person',
});

/** The address of an account is another one from now on; it is personal. */
export const personEmailChanged = defineEvent({
  type: 'person.email-changed',
  version: 1,
  subject: 'person',
  security: 'account',
  schema: z.object({ email: z.string() }),
  personal: ['email'],
  says: () => 'changed the email address of an account',
});

/** An account was ended: no sign-in, no mail. */
export const personEnded = defineEvent({
  type: 'person.ended',
  version: 1,
  subject: 'person',
  security: 'account',
  schema: z.object({ reason: z.string() }),
  says: (data) => `ended an account: ${data.reason}`,
});

/** Somebody may act in a role. */
export const roleGranted = defineEvent({
  type: 'person.role-granted',
  version: 1,
  subject: 'person',
  security: 'role',
  schema: grantShape,
  says: (data) => `gave the role ${data.role}${data.scope === null ? '' : ` for ${data.scope}`}`,
});

/** A role ended, at once or at a stated time. */
export const roleEnded = defineEvent({
  type: 'person.role-ended',
  version: 1,
  subject: 'person',
  security: 'role',
  schema: grantShape,
  says: (data) => `ended the role ${data.role}${data.scope === null ? '' : ` for ${data.scope}`}`,
});

/** A password was set or set anew; nothing of it stands anywhere but its hash. */
export const passwordSet = defineEvent({
  type: 'person.password-set',
  version: 1,
  subject: 'person',
  security: 'password',
  schema: z.object({}),
  says: () => 'set a password',
});

/** Somebody asked for a link to set a new password. */
export const passwordResetAsked = defineEvent({
  type: 'person.password-reset-asked',
  version: 1,
  subject: 'person',
  security: 'password',
  schema: z.object({}),
  says: () => 'was sent a link to set a new password',
});

const keyShape = z.object({ name: z.string(), prefix: z.string() });
/** What a key is called its owner typed: it is personal, and no text any more once it was erased. */
const keyInWords = ({ name, prefix }: z.infer<typeof keyShape>): string =>
  typeof name === 'string' ? `the API key ${prefix}... for ${name}` : `the API key ${prefix}...`;

/** Somebody made a key for the programming interfaces. Only its beginning is told. */
export const apiKeyMade = defineEvent({
  type: 'person.api-key-made',
  version: 1,
  subject: 'person',
  security: 'key',
  schema: keyShape,
  personal: ['name'],
  says: (data) => `made ${keyInWords(data)}`,
});

/** Somebody ended a key of their own. */
export const apiKeyRevoked = defineEvent({
  type: 'person.api-key-revoked',
  version: 1,
  subject: 'person',
  security: 'key',
  schema: keyShape,
  personal: ['name'],
  says: (data) => `revoked ${keyInWords(data)}`,
});
