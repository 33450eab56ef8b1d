import type { Reason } from '@app/kernel';
import type { Ground } from './grounds';
import { type Passage, withoutPassages } from './redaction';

/** What a moderator can decide on a text. */
export const outcomes = ['published', 'redacted', 'rejected'] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * A decision on one text: what of a redacted one is left out and why, or why a rejected one is not published. `reason` is a
 * note to the sender, or why an earlier decision is changed.
 */
export type Ruling =
  | { outcome: 'published'; reason: string }
  | { outcome: 'redacted'; passages: readonly Passage[]; reason: string }
  | { outcome: 'rejected'; ground: Ground; reason: string };

/** What the rules know of the text that is ruled on. */
export type Ruled = { isConfidential: boolean; outcome: Outcome | null };

/** Where a text stands for the moderators. A confidential one is never published, so it never waits. */
export type ModerationStanding = 'waiting' | Outcome | 'confidential';

/** Where a text stands, from the permission that was given and its latest ruling. */
export function moderationStanding(isConfidential: boolean, latest: Outcome | null): ModerationStanding {
  return isConfidential ? 'confidential' : (latest ?? 'waiting');
}

/** What stands in the way of a ruling, in words. */
export function rulingGaps(ruling: Ruling, { isConfidential, outcome }: Ruled): Reason[] {
  if (isConfidential) {
    return [{ text: 'The respondent has not agreed to publication, so there is nothing to decide' }];
  }
  if (outcome !== null && ruling.reason === '') {
    return [{ field: 'reason', text: 'Enter why you change the earlier decision' }];
  }
  return [];
}

/** What is published is a text of its own, also where it says the same: nothing falls back on the original. */
export function publishedTextOf(ruling: Ruling, original: string): string | null {
  if (ruling.outcome === 'rejected') return null;
  return ruling.outcome === 'redacted' ? withoutPassages(original, ruling.passages) : original;
}

/** So many working days may a text wait: then the officers are told, too. */
export const alarmDays = 4;
/** So many texts a moderator takes at once, and has for so many hours: then they are anybody's again. */
export const [takenAtOnce, takenHours] = [5, 24];

/** What a moderator does with whose task a text is. */
export const turnActs = ['taken', 'given-back', 'passed-on'] as const;
export type TurnAct = (typeof turnActs)[number];
