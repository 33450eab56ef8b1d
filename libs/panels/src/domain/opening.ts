import { actElsewhere, deedOf } from '@app/proposals';
import { quorumOf, type Rules } from './carrying';
import { type BallotFacts, stageOf } from './policy';

/**
 * What a ballot that opened now would begin with: how many could vote, how many have to, and who takes no part, with
 * what they did where they acted on the request in another stage.
 */
export type OpeningOutlook = {
  members: number;
  voters: number;
  quorum: number;
  noPart: { personId: string; did: string | null }[];
};

/** Counts before the opening, so that a quorum is not found missing afterwards. */
export function openingOutlook(facts: Pick<BallotFacts, 'route' | 'seats' | 'acts'>, rules: Rules): OpeningOutlook {
  const { seats, acts } = facts;
  const noPart = seats.flatMap(({ personId, conflict }) => {
    const act = actElsewhere(acts, personId, stageOf(facts));
    if (conflict === null && act === null) return [];
    return [{ personId, did: conflict === null && act !== null ? deedOf(act) : null }];
  });
  const voters = seats.length - noPart.length;
  return { members: seats.length, voters, quorum: quorumOf(rules, voters), noPart };
}
