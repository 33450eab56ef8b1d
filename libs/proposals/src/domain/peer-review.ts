import { type Actor, emailAddress, holds, longText, personName, type Reason, shortText } from '@app/kernel';
import { z } from 'zod';
import { proposalFields } from './parts';
import type { ProposalContent } from './content';
import { fieldsOf, type RequestKind, stagesOf, type Way } from './kinds';
import { type ProposalFacts, proposalPolicy } from './policy';
import type { ProposalState } from './lifecycle';

export const recommendations = ['ready', 'ready-with-changes', 'not-ready'] as const;
/** What a reviewer comes to. */
export type ReviewRecommendation = (typeof recommendations)[number];

const comment = longText(4000).default('');

/** A review as it is drafted: comments to the group on each part and overall, and others to the officer only. */
export const reviewSchema = z.object({
  parts: z.record(shortText(), comment).default({}),
  overall: comment,
  toOfficer: comment,
  recommendation: z.enum(recommendations).nullable().default(null),
});
export type ReviewContent = z.infer<typeof reviewSchema>;

/** An invitation as the officer enters it; the due date is counted in working days. */
export const invitationSchema = z.object({
  name: personName('Enter the name'),
  email: emailAddress,
  anonymous: z.enum(['yes', 'no'], { error: 'Choose whether the group may know the name' }),
  workingDays: z.coerce
    .number({ error: 'Enter the number of working days, from 1 to 60' })
    .int('Enter a whole number of working days')
    .min(1, 'Enter the number of working days, from 1 to 60')
    .max(60, 'Enter the number of working days, from 1 to 60'),
});
export type InvitationOrder = z.infer<typeof invitationSchema>;

/** For how many working days after the due date a reviewer's link still works. */
export const graceWorkingDays = 5;
/** How many working days before the due date a reviewer is reminded, once. */
export const reminderWorkingDays = 2;

/** The parts on which a reviewer comments: the requirements where the kind has them, else what it asks for. */
export function reviewParts(
  kind: RequestKind,
  content: Pick<ProposalContent, 'option'>,
): { field: string; text: string }[] {
  const asked = fieldsOf(kind, content);
  const requirements = asked.filter((field) => field.startsWith('requirement-'));
  const others = ['option', 'profile', 'duties', 'ksbs', 'mapping', 'grounds'].filter((field) => asked.includes(field));
  const wanted = requirements.length > 0 ? requirements : others;
  return proposalFields.filter(({ field }) => wanted.includes(field));
}

/** What a reviewer can do with their link: declare interests first, then write; or why it is closed. */
export type LinkStanding = 'declare' | 'write' | 'sent' | 'interest' | 'revoked' | 'expired' | 'over';

/** What decides on a link. */
export type LinkFacts = {
  revokedAt: Date | null;
  expiresAt: Date;
  interested: boolean | null;
  sentAt: Date | null;
  state: ProposalState;
  /** Whether the version that it is for is still the last one. */
  latest: boolean;
};

/** Where an invitation stands at an instant: what was done is said before what the clock and others did since. */
export function linkStanding(facts: LinkFacts, now: Date): LinkStanding {
  if (facts.sentAt !== null) return 'sent';
  if (facts.interested === true) return 'interest';
  if (facts.revokedAt !== null) return 'revoked';
  if (facts.state !== 'peer-review' || !facts.latest) return 'over';
  if (facts.expiresAt <= now) return 'expired';
  return facts.interested === null ? 'declare' : 'write';
}

/** Why a link is closed, in words. */
export const closedWords: Readonly<Record<Exclude<LinkStanding, 'declare' | 'write'>, string>> = {
  sent: 'You have sent your review. Thank you.',
  interest: 'You declared an interest, so no review is taken from you. Thank you for saying so.',
  revoked: 'This invitation was withdrawn.',
  expired: 'This link has expired.',
  over: 'The peer review of this version has ended.',
};

/** What keeps a review from being sent, each with its field. */
export function reviewGaps({ recommendation, overall }: ReviewContent): Reason[] {
  return [
    ...(overall === '' ? [{ field: 'overall', text: 'Enter your overall comment' }] : []),
    ...(recommendation === null ? [{ field: 'recommendation', text: 'Choose what you recommend' }] : []),
  ];
}

/** Whether a peer review is among the stages of this way. */
export const hasPeerReview = (way: Way): boolean => stagesOf(way).includes('peer-review');

/** A kind with a peer review is accepted with at least one review of this version, or with the reason why there is none. */
export function acceptanceGaps(way: Way, reviews: number, withoutReview: string): Reason[] {
  if (!hasPeerReview(way) || reviews > 0 || withoutReview !== '') return [];
  return [{ field: 'reason', text: 'Say why it goes on without a peer review' }];
}

/** Who looks at reviews: the group that is reviewed, the officer, or who decides on the case. */
export type ReviewAudience = 'group' | 'officer' | 'panel';

/** Who belongs to the group reads as the group does, whatever else they are. */
export function audienceOf(actor: Actor, proposal: ProposalFacts): ReviewAudience {
  if (proposalPolicy.amend.when?.(actor, proposal) === null) return 'group';
  return holds(actor, ['product-manager', 'administrator']) ? 'officer' : 'panel';
}

/** One invitation with what came of it. */
export type ReviewFacts = {
  no: number;
  anonymous: boolean;
  name: string | null;
  email: string | null;
  interest: string | null;
  content: ReviewContent | null;
  releasedAt: Date | null;
};

/**
 * What an audience reads of the reviews: the officer all; the panel what was sent, without what is for the officer only;
 * the group what was released to it, with the name of who is not anonymous.
 */
export function reviewsFor<R extends ReviewFacts>(audience: ReviewAudience, reviews: readonly R[]): R[] {
  if (audience === 'officer') return [...reviews];
  const shown = reviews.filter(({ content, releasedAt }) => content !== null && (audience === 'panel' || releasedAt));
  return shown.map((review) => ({
    ...review,
    name: audience === 'group' && review.anonymous ? null : review.name,
    email: null,
    interest: null,
    content: review.content && { ...review.content, toOfficer: '' },
  }));
}
