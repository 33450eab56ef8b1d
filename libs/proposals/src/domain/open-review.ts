import { formatLondon } from '@app/kernel';

/** A procedural review of the decision on a request that has not ended, and the map revision that holds the request. */
export type OpenReview = {
  proposalId: string;
  reference: string;
  review: string;
  askedAt: Date;
  revisionId: string | null;
};

/** Why a request does not go on to the map. Its decision may be taken afresh, so it is neither taken in nor published. */
export function underReview({ reference, review, askedAt }: OpenReview): string {
  return `${reference} is under procedural review ${review} since ${formatLondon(askedAt)}: it waits for the outcome`;
}
