import { formatLondon } from '@app/kernel';
import {
  proposalFields,
  type ReviewAudience,
  type ReviewContent,
  type ReviewRecommendation,
  type ReviewRow,
} from '@app/proposals';

/** What reviewers recommend, in words. */
export const recommendationWords: Readonly<Record<ReviewRecommendation, string>> = {
  ready: 'Ready for the panel',
  'ready-with-changes': 'Ready with changes',
  'not-ready': 'Not ready',
};

const standings: Readonly<Record<ReviewRow['standing'], string>> = {
  declare: 'Invited',
  write: 'At work',
  sent: 'Sent',
  interest: 'Has an interest',
  revoked: 'Withdrawn',
  expired: 'Expired',
  over: 'Ended',
};

/** A review as a page shows it to one audience. */
export type ReviewCard = {
  id: string;
  heading: string;
  about: string;
  email: string | null;
  interest: string | null;
  recommendation: string | null;
  comments: { part: string; text: string }[];
  toOfficer: string;
  mayRevoke: boolean;
  mayRelease: boolean;
};

/** The reviews that an audience may read, as cards. */
export function reviewCards(audience: ReviewAudience, reviews: readonly ReviewRow[]): ReviewCard[] {
  return reviews.map((review) => ({
    id: review.id,
    heading: `Reviewer ${review.no}${review.name === null ? '' : `, ${review.name}`}`,
    about: aboutOf(audience, review),
    email: review.email,
    interest: review.interest === '' ? null : review.interest,
    recommendation: recommendationOf(review.content),
    comments: commentsOf(review.content),
    toOfficer: review.content?.toOfficer ?? '',
    mayRevoke: audience === 'officer' && ['declare', 'write', 'expired'].includes(review.standing),
    mayRelease: audience === 'officer' && review.content !== null && review.releasedAt === null,
  }));
}

/** How many were invited and can still write or have written, and how many reviews of the version under review are in. */
export function turnoutOf(reviews: readonly ReviewRow[]): { invited: number; sent: number } {
  const last = Math.max(0, ...reviews.map(({ versionNo }) => versionNo));
  const now = reviews.filter(({ versionNo, standing }) => versionNo === last && standing !== 'revoked');
  return { invited: now.length, sent: now.filter(({ standing }) => standing === 'sent').length };
}

function aboutOf(audience: ReviewAudience, review: ReviewRow): string {
  const version = `version ${review.versionNo}`;
  if (audience !== 'officer') return `On ${version}`;
  const named = review.anonymous ? 'anonymous to the group' : 'named to the group';
  const released = review.releasedAt === null ? '' : ', the group can read it';
  return `${standings[review.standing]}, ${version}, due ${formatLondon(review.dueOn)}, ${named}${released}`;
}

function recommendationOf(content: ReviewContent | null): string | null {
  return content?.recommendation ? recommendationWords[content.recommendation] : null;
}

function commentsOf(content: ReviewContent | null): { part: string; text: string }[] {
  if (content === null) return [];
  const parts = proposalFields.map(({ field, text }) => ({ part: text, text: content.parts[field] ?? '' }));
  return [...parts, { part: 'Overall', text: content.overall }].filter(({ text }) => text !== '');
}
