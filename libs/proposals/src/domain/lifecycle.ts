import type { Lifecycle } from '@app/kernel';
import { type Stage, stages, stagesOf, type Way } from './kinds';

export const proposalStates = [
  'draft',
  'submitted',
  'returned',
  'peer-review',
  'with-panel',
  'with-committee',
  'agreed',
  'in-revision',
  'on-map',
  'refused',
  'withdrawn',
  // Computed from the clock, and never stored: see `standingOf`.
  'lapsed',
] as const;
export type ProposalState = (typeof proposalStates)[number];

/** What a panel or the committee came to. */
export type BallotOutcome = 'approve' | 'reject' | 'revise';

export type ProposalAction =
  | 'amend'
  | 'submit'
  | 'return'
  | 'review'
  | 'accept'
  | 'recommend'
  | 'agree'
  | 'refuse'
  | 'revise'
  | 'takeIntoRevision'
  | 'leaveRevision'
  | 'putOnMap'
  | 'withdraw'
  | 'lapse'
  | 'reopen';

/** The life of a proposal: drafted, checked by the officer, reviewed by peers, recommended by the panel, decided by the committee. */
export const proposalLifecycle: Lifecycle<ProposalState, ProposalAction> = {
  draft: { amend: 'draft', submit: 'submitted', withdraw: 'withdrawn' },
  submitted: { return: 'returned', review: 'peer-review', accept: 'with-panel', withdraw: 'withdrawn' },
  returned: { amend: 'returned', submit: 'submitted', withdraw: 'withdrawn', lapse: 'lapsed' },
  'peer-review': { return: 'returned', accept: 'with-panel', withdraw: 'withdrawn' },
  'with-panel': { recommend: 'with-committee', revise: 'returned', refuse: 'refused', withdraw: 'withdrawn' },
  'with-committee': { agree: 'agreed', revise: 'returned', refuse: 'refused', withdraw: 'withdrawn' },
  agreed: { takeIntoRevision: 'in-revision' },
  'in-revision': { leaveRevision: 'agreed', putOnMap: 'on-map' },
  'on-map': {},
  refused: {},
  withdrawn: {},
  lapsed: { reopen: 'returned', withdraw: 'withdrawn' },
};

/** The stage at which a proposal is in each state; a state that is an end has none. */
export const stageOfState: Readonly<Record<ProposalState, Stage | null>> = {
  draft: 'draft',
  returned: 'draft',
  lapsed: 'draft',
  submitted: 'officer-check',
  'peer-review': 'peer-review',
  'with-panel': 'panel',
  'with-committee': 'committee',
  agreed: 'map-revision',
  'in-revision': 'map-revision',
  'on-map': 'map',
  refused: null,
  withdrawn: null,
};

/**
 * The life of one request: the same table without the stages that its way leaves out. A step that would lead into one of
 * these leads to the next stage that it has: a correction that the officer accepts is agreed. Nothing is sent to a review
 * that its way has not.
 */
export function lifecycleOf(way: Way): Lifecycle<ProposalState, ProposalAction> {
  const kept = stagesOf(way);
  const has = (state: ProposalState): boolean => {
    const stage = stageOfState[state];
    return stage === null || kept.includes(stage);
  };
  const onward = (state: ProposalState): ProposalState => (has(state) ? state : onward(entryOf(nextStage(state))));
  const steps = proposalStates.map((state) => {
    const leading = Object.entries(has(state) ? proposalLifecycle[state] : {}).filter(
      ([action, to]) => action !== 'review' || has(to),
    );
    return [state, Object.fromEntries(leading.map(([action, to]) => [action, onward(to)]))];
  });
  return Object.fromEntries(steps) as Lifecycle<ProposalState, ProposalAction>;
}

const nextStage = (state: ProposalState): Stage => stages[stages.indexOf(stageOfState[state] ?? 'draft') + 1] ?? 'map';
const entryOf = (stage: Stage): ProposalState =>
  proposalStates.find((state) => stageOfState[state] === stage) ?? 'draft';

/** What the clock makes of the stored state: what was returned and not submitted again in time has lapsed. */
export function standingOf(proposal: { state: ProposalState; lapsesAt: Date | null }, now: Date): ProposalState {
  const { state, lapsesAt } = proposal;
  return state === 'returned' && lapsesAt !== null && lapsesAt <= now ? 'lapsed' : state;
}

/** The instant at which a request that was returned lapses: so many weeks after the day on which an answer is due. */
export function lapseAfter(due: Date, weeks: number): Date {
  return new Date(due.getTime() + weeks * 7 * 86_400_000);
}
