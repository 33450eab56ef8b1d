import type { Actor, Policy } from '@app/kernel';
import { againstOneStage, type StageAct } from '@app/proposals';

/** What the policy looks at: whether this actor takes no part in the request, and who acted on it in which stage. */
export type CountingFacts = { recused: boolean; acts: readonly StageAct[] };

const takesPart = (actor: Actor, { recused, acts }: CountingFacts): string | null =>
  recused
    ? 'You have an interest in this request: you take no part in it'
    : againstOneStage(acts, actor.id, 'committee');

/** Who may rule that an earlier consultation counts for a request: the committee, which decides on it. */
export const earlierConsultationPolicy: Policy<'rule', CountingFacts> = {
  rule: { roles: ['committee-member'], when: takesPart },
};

/** A request, as far as a ruling on its consultation is concerned. */
export type ToBeCounted = { state: string; counted: boolean; ballotOpened: boolean };

/** Why the committee cannot rule now that an earlier consultation counts for a request; null: it can. */
export function againstCounting({ state, counted, ballotOpened }: ToBeCounted): string | null {
  if (state !== 'with-panel' && state !== 'with-committee')
    return 'The committee rules on this while the request is before the panel or the committee';
  if (counted) return 'It was ruled already that an earlier consultation counts';
  return ballotOpened ? 'The ballot of the committee has opened: it is too late to rule on the consultation' : null;
}
