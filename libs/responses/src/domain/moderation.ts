import type { Reason } from '@app/kernel';

/** What a moderator can decide on a text. */
export const outcomes = ['published', 'redacted', 'rejected'] as const;
export type Outcome = (typeof outcomes)[number];

/** A decision on one text; `publishedText` is the separate text of a redacted one. */
export type Ruling = { outcome: Outcome; publishedText: string; reason: string };

/** What the rules know of the text that is ruled on. */
export type Ruled = { text: string; isConfidential: boolean; rulings: number };

/** Where a text stands for the moderators. A confidential one is never published, so it never waits. */
export type ModerationStanding = 'waiting' | Outcome | 'confidential';

/** Where a text stands, from the permission that was given and its latest ruling. */
export function moderationStanding(isConfidential: boolean, latest: Outcome | null): ModerationStanding {
  return isConfidential ? 'confidential' : (latest ?? 'waiting');
}

/** What stands in the way of a ruling, in words. */
export function rulingGaps(ruling: Ruling, { text, isConfidential, rulings }: Ruled): Reason[] {
  if (isConfidential) {
    return [{ text: 'The respondent has not agreed to publication, so there is nothing to decide' }];
  }
  const gaps: Reason[] = [];
  if (ruling.outcome === 'redacted') {
    if (ruling.publishedText === '') gaps.push({ field: 'publishedText', text: 'Enter the text to publish' });
    else if (ruling.publishedText === text) {
      const said = 'Take out what must not be published, or choose to publish it as it is';
      gaps.push({ field: 'publishedText', text: said });
    }
  }
  if (ruling.reason === '') {
    if (ruling.outcome === 'redacted') gaps.push({ field: 'reason', text: 'Enter why you take something out' });
    else if (ruling.outcome === 'rejected') gaps.push({ field: 'reason', text: 'Enter why you reject this text' });
    else if (rulings > 0) gaps.push({ field: 'reason', text: 'Enter why you change the earlier decision' });
  }
  return gaps;
}

/** What is published is a text of its own, also where it says the same: nothing falls back on the original. */
export function publishedTextOf({ outcome, publishedText }: Ruling, original: string): string | null {
  if (outcome === 'rejected') return null;
  return outcome === 'redacted' ? publishedText : original;
}
