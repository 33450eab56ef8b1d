import { defineEvent } from '@app/platform';
import { z } from 'zod';

/** Where somebody signs in from: a network, never an address; personal all the same. */
const fromNetwork = z.object({ network: z.string() });

/** A session began. */
export const signedIn = defineEvent({
  type: 'person.signed-in',
  version: 1,
  subject: 'person',
  security: 'sign-in',
  schema: fromNetwork,
  personal: ['network'],
  says: () => 'signed in',
});

/** Sign-ins to a known account are answered with "too many tries": once per network and quarter of an hour. */
export const signInLocked = defineEvent({
  type: 'person.sign-in-locked',
  version: 1,
  subject: 'person',
  security: 'sign-in',
  schema: fromNetwork,
  personal: ['network'],
  says: () => 'let nobody sign in to an account from one network: too many tries',
});

/** Somebody ended their session. */
export const signedOut = defineEvent({
  type: 'person.signed-out',
  version: 1,
  subject: 'person',
  security: 'session',
  schema: z.object({}),
  says: () => 'signed out',
});

/** Why sessions end otherwise than by signing out, in words. */
export const endingWords = {
  password: 'a new password was set',
  account: 'the account ended',
  administrator: 'an administrator ended them',
  replaced: 'the same browser signed in again',
  lapsed: 'they were not used, or too old',
} as const;
export type SessionEnding = keyof typeof endingWords;

/** Sessions of a person ended otherwise than by signing out; how many. */
export const sessionsEnded = defineEvent({
  type: 'person.sessions-ended',
  version: 1,
  subject: 'person',
  security: 'session',
  schema: z.object({
    why: z.enum(Object.keys(endingWords) as [SessionEnding, ...SessionEnding[]]),
    count: z.int().positive(),
  }),
  says: ({ why, count }) => `ended ${count === 1 ? 'a session' : `${count} sessions`}: ${endingWords[why]}`,
});

/** A rule refused something to a person: the first time in an hour; how often stands in the table of refusals. */
export const refusedByRule = defineEvent({
  type: 'person.refused',
  version: 1,
  subject: 'person',
  security: 'refusal',
  schema: z.object({ rule: z.string() }),
  says: ({ rule }) => `was refused what the rule ${rule} does not allow`,
});

/** What was taken: the file's route, the ids in its address, and its filter, which may name people. */
const taken = z.object({
  file: z.string(),
  of: z.record(z.string(), z.string()).optional(),
  filter: z.record(z.string(), z.string()).optional(),
});
const whatOf = ({ file, filter }: z.infer<typeof taken>): string => {
  // What was erased has left a hash in its place.
  const parts = Object.entries(filter !== undefined && 'personal' in filter ? {} : (filter ?? {})).map(
    ([name, value]) => `${name} ${value}`,
  );
  return parts.length === 0 ? file : `${file} (${parts.join(', ')})`;
};

/** A file that only signed-in people can have is on its way: recorded before its first byte. */
export const exportBegun = defineEvent({
  type: 'export.begun',
  version: 1,
  subject: 'export',
  security: 'export',
  schema: taken,
  personal: ['filter'],
  says: (data) => `began to take the file ${whatOf(data)}`,
});

/** The file has left, whole or broken off. `rows`: those of a CSV that were sent, without its header; else null. */
export const exportEnded = defineEvent({
  type: 'export.ended',
  version: 1,
  subject: 'export',
  security: 'export',
  schema: taken.extend({ rows: z.int().nonnegative().nullable(), whole: z.boolean() }),
  personal: ['filter'],
  says: ({ rows, whole, ...data }) => {
    const count = rows === null ? '' : `: ${rows === 1 ? '1 row' : `${rows} rows`}`;
    return `took the file ${whatOf(data)}${count}${whole ? '' : ', broken off'}`;
  },
});
