import type { Lifecycle } from '@app/kernel';

export const proposalStates = [
  'draft',
  'submitted',
  'returned',
  'with-panel',
  'with-committee',
  'agreed',
  'in-revision',
  'on-map',
  'refused',
  'withdrawn',
] as const;
export type ProposalState = (typeof proposalStates)[number];

/** What a panel or the committee came to. */
export type BallotOutcome = 'approve' | 'reject' | 'revise';

export type ProposalAction =
  | 'amend'
  | 'submit'
  | 'return'
  | 'accept'
  | 'recommend'
  | 'agree'
  | 'refuse'
  | 'revise'
  | 'takeIntoRevision'
  | 'leaveRevision'
  | 'putOnMap'
  | 'withdraw';

/** The life of a proposal: drafted, checked by the officer, recommended by the panel, decided by the committee. */
export const proposalLifecycle: Lifecycle<ProposalState, ProposalAction> = {
  draft: { amend: 'draft', submit: 'submitted', withdraw: 'withdrawn' },
  submitted: { return: 'returned', accept: 'with-panel', withdraw: 'withdrawn' },
  returned: { amend: 'returned', submit: 'submitted', withdraw: 'withdrawn' },
  'with-panel': { recommend: 'with-committee', revise: 'returned', refuse: 'refused', withdraw: 'withdrawn' },
  'with-committee': { agree: 'agreed', revise: 'returned', refuse: 'refused', withdraw: 'withdrawn' },
  agreed: { takeIntoRevision: 'in-revision' },
  'in-revision': { leaveRevision: 'agreed', putOnMap: 'on-map' },
  'on-map': {},
  refused: {},
  withdrawn: {},
};

/** Whether the proposal waits for the Institute: the clock of the promised answer runs. */
export function waitsForAnswer(state: ProposalState): boolean {
  return ['submitted', 'peer-review', 'with-panel', 'with-committee'].includes(state);
}
