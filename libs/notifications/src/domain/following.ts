import { defineEvent } from '@app/platform';
import { z } from 'zod';

/** What can be followed: a route by its slug, an occupation by its reference. */
export const followedKinds = ['route', 'occupation'] as const;
export type FollowedKind = (typeof followedKinds)[number];

/** A route or an occupation that somebody follows. */
export type Followed = { kind: FollowedKind; key: string };

const followed = z.object({ kind: z.enum(followedKinds), key: z.string() });

/** Somebody asked to be told of changes. No event says who: the address stands in the follower's row only. */
export const followAsked = defineEvent({
  type: 'follower.asked',
  version: 1,
  subject: 'follower',
  schema: followed,
  says: ({ kind, key }) => `asked to follow the ${kind} ${key}`,
});

/** The owner of the address confirmed it. */
export const followConfirmed = defineEvent({
  type: 'follower.confirmed',
  version: 1,
  subject: 'follower',
  schema: followed,
  says: ({ kind, key }) => `follows the ${kind} ${key}`,
});

/** The owner of the address stopped it; the address is erased. */
export const followStopped = defineEvent({
  type: 'follower.stopped',
  version: 1,
  subject: 'follower',
  schema: followed,
  says: ({ kind, key }) => `no longer follows the ${kind} ${key}`,
});
