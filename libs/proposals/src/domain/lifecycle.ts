import type { Lifecycle } from '@app/kernel';
import { type Stage, stages, stagesOf, type Way } from './kinds';

export const proposalStates = [
  'draft',
  'submitted',
  'returned',
  'peer-review',
  'with-panel',
  'with-committee',
  'conditions',
  'agreed',
  'in-revision',
  'on-map',
  'refused',
  'withdrawn',
  // Stored where a condition was not met in time; of what was returned it is computed from the clock, see `standingOf`.
  'lapsed',
] as const;
export type ProposalState = (typeof proposalStates)[number];

/** What a panel or the committee came to. */
export type BallotOutcome = 'approve' | 'approve-with-conditions' | 'revise' | 'reject';

export type ProposalAction =
  | 'amend'
  | 'submit'
  | 'return'
  | 'review'
  | 'accept'
  | 'recommend'
  | 'agree'
  | 'agreeWithConditions'
  | 'decideAfresh'
  | 'refuse'
  | 'revise'
  | 'takeIntoRevision'
  | 'leaveRevision'
  | 'putOnMap'
  | 'withdraw'
  | 'lapse'
  | 'reopen';

/**
 * The life of a proposal: drafted, checked by the officer, reviewed by peers, recommended by the panel, decided by the
 * committee; decided afresh as long as no map revision holds it.
 */
export const proposalLifecycle: Lifecycle<ProposalState, ProposalAction> = {
  draft: { amend: 'draft', submit: 'submitted', withdraw: 'withdrawn' },
  submitted: { return: 'returned', review: 'peer-review', accept: 'with-panel', withdraw: 'withdrawn' },
  returned: { amend: 'returned', submit: 'submitted', withdraw: 'withdrawn' },
  'peer-review': { return: 'returned', accept: 'with-panel', withdraw: 'withdrawn' },
  'with-panel': { recommend: 'with-committee', revise: 'returned', refuse: 'refused', withdraw: 'withdrawn' },
  'with-committee': {
    agree: 'agreed',
    agreeWithConditions: 'conditions',
    revise: 'returned',
    refuse: 'refused',
    withdraw: 'withdrawn',
  },
  conditions: { agree: 'agreed', lapse: 'lapsed', decideAfresh: 'with-committee', withdraw: 'withdrawn' },
  agreed: { takeIntoRevision: 'in-revision', decideAfresh: 'with-committee' },
  'in-revision': { leaveRevision: 'agreed', putOnMap: 'on-map' },
  'on-map': {},
  refused: { decideAfresh: 'with-committee' },
  withdrawn: {},
  lapsed: { reopen: 'returned', decideAfresh: 'with-committee', withdraw: 'withdrawn' },
};

/** The stage at which a proposal is in each state on its way to the map; a state that is an end has none. */
const stageOfState: Readonly<Record<ProposalState, Stage | null>> = {
  draft: 'draft',
  returned: 'draft',
  lapsed: 'draft',
  submitted: 'officer-check',
  'peer-review': 'peer-review',
  'with-panel': 'panel',
  'with-committee': 'committee',
  conditions: 'committee',
  agreed: 'map-revision',
  'in-revision': 'map-revision',
  'on-map': 'map',
  refused: null,
  withdrawn: null,
};

/** The stage at which a request is in this state: agreed, it waits for the map, or is in force where it never goes there. */
export function stageOf(way: Way, state: ProposalState): Stage | null {
  return state === 'agreed' && stagesOf(way).includes('in-force') ? 'in-force' : stageOfState[state];
}

/**
 * The life of one request: the same table without the stages that its way leaves out. A step that would lead into one of
 * these leads to the next stage that it has: a correction that the officer accepts is agreed. Nothing is sent to a review,
 * or into a map revision, that its way has not.
 */
export function lifecycleOf(way: Way): Lifecycle<ProposalState, ProposalAction> {
  const kept = stagesOf(way);
  const has = (state: ProposalState): boolean => {
    const stage = stageOf(way, state);
    return stage === null || kept.includes(stage);
  };
  const onward = (state: ProposalState): ProposalState => (has(state) ? state : onward(entryOf(nextStage(state))));
  // Decided afresh by those who decide: what no committee decides goes to the panel, and is never agreed by that alone.
  const leadsTo = (action: string, to: ProposalState): ProposalState =>
    action === 'decideAfresh' && !has(to) ? 'with-panel' : onward(to);
  const steps = proposalStates.map((state) => {
    const leading = Object.entries(has(state) ? proposalLifecycle[state] : {})
      .filter(([action, to]) => !['review', 'takeIntoRevision'].includes(action) || has(to))
      .map(([action, to]) => [action, leadsTo(action, to)] as const)
      .filter(([, to]) => has(to));
    return [state, Object.fromEntries(leading)];
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

/** Whether the proposal waits for the Institute: the clock of the promised answer runs. */
export function waitsForAnswer(state: ProposalState): boolean {
  return ['submitted', 'peer-review', 'with-panel', 'with-committee'].includes(state);
}

/** Whether a submitted request is still considered, or on its way to the map: people can be asked what they think of it. */
export function isOnItsWay(way: Way, standing: ProposalState): boolean {
  const ended = ['draft', 'withdrawn', 'refused', 'lapsed', 'on-map'].includes(standing);
  return !ended && stageOf(way, standing) !== 'in-force';
}

/**
 * Whether a procedural review of the decision can still have it taken afresh: until it is on the map. What a map revision
 * holds by then is taken out of it.
 */
export function mayBeReviewed(state: ProposalState): boolean {
  return mayDecideAfresh(state) || state === 'in-revision';
}

/** Whether what was decided can be decided afresh: as long as no map revision holds it. */
export function mayDecideAfresh(state: ProposalState): boolean {
  return 'decideAfresh' in proposalLifecycle[state];
}
