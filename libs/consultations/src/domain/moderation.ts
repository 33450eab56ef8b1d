import type { Reason } from '@app/kernel';

/** What a moderator can decide on a response. */
export const outcomes = ['published', 'redacted', 'rejected'] as const;
export type Outcome = (typeof outcomes)[number];

/** A decision on one response; `publishedText` is the separate text of a redacted one. */
export type Ruling = { outcome: Outcome; publishedText: string; reason: string };

/** What the rules know of the response that is ruled on. */
export type Ruled = { text: string; consentToPublish: boolean; rulings: number };

/** Where a response stands for the moderators. A response without consent is never published, so it never waits. */
export type ModerationStanding = 'waiting' | Outcome | 'without-consent';

/** Where a response stands, from its consent and its latest ruling. */
export function moderationStanding(consentToPublish: boolean, latest: Outcome | null): ModerationStanding {
  if (!consentToPublish) return 'without-consent';
  return latest ?? 'waiting';
}

/** What stands in the way of a ruling, in words. */
export function rulingGaps(ruling: Ruling, response: Ruled): Reason[] {
  if (!response.consentToPublish) {
    return [{ text: 'The respondent has not agreed to publication, so there is nothing to decide' }];
  }
  const gaps: Reason[] = [];
  if (ruling.outcome === 'redacted') {
    if (ruling.publishedText.trim() === '') gaps.push({ field: 'publishedText', text: 'Enter the text to publish' });
    else if (ruling.publishedText.trim() === response.text.trim()) {
      gaps.push({
        field: 'publishedText',
        text: 'Take out what must not be published, or choose to publish it as it is',
      });
    }
  }
  if (ruling.reason.trim() === '') {
    if (ruling.outcome === 'redacted') gaps.push({ field: 'reason', text: 'Enter why you take something out' });
    else if (ruling.outcome === 'rejected') gaps.push({ field: 'reason', text: 'Enter why you reject this response' });
    else if (response.rulings > 0) gaps.push({ field: 'reason', text: 'Enter why you change the earlier decision' });
  }
  return gaps;
}
