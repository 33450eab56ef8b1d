import type { Lifecycle } from '@app/kernel';

export const proposalStates = [
  'draft',
  'submitted',
  'returned',
  'with-panel',
  'with-committee',
  'conditions',
  'agreed',
  'in-revision',
  'on-map',
  'refused',
  'withdrawn',
  'lapsed',
] as const;
export type ProposalState = (typeof proposalStates)[number];

/** What a panel or the committee came to. */
export type BallotOutcome = 'approve' | 'approve-with-conditions' | 'revise' | 'reject';

export type ProposalAction =
  | 'amend'
  | 'submit'
  | 'return'
  | 'accept'
  | 'recommend'
  | 'agree'
  | 'agreeWithConditions'
  | 'lapse'
  | 'reopen'
  | 'refuse'
  | 'revise'
  | 'takeIntoRevision'
  | 'leaveRevision'
  | 'putOnMap'
  | 'withdraw';

/** The life of a proposal: drafted, checked by the officer, recommended by the panel, decided by the committee; a decision is taken anew as long as no map revision holds it. */
export const proposalLifecycle: Lifecycle<ProposalState, ProposalAction> = {
  draft: { amend: 'draft', submit: 'submitted', withdraw: 'withdrawn' },
  submitted: { return: 'returned', accept: 'with-panel', withdraw: 'withdrawn' },
  returned: { amend: 'returned', submit: 'submitted', withdraw: 'withdrawn' },
  'with-panel': { recommend: 'with-committee', revise: 'returned', refuse: 'refused', withdraw: 'withdrawn' },
  'with-committee': {
    agree: 'agreed',
    agreeWithConditions: 'conditions',
    revise: 'returned',
    refuse: 'refused',
    withdraw: 'withdrawn',
  },
  conditions: { agree: 'agreed', lapse: 'lapsed', reopen: 'with-committee', withdraw: 'withdrawn' },
  agreed: { takeIntoRevision: 'in-revision', reopen: 'with-committee' },
  'in-revision': { leaveRevision: 'agreed', putOnMap: 'on-map' },
  'on-map': {},
  refused: { reopen: 'with-committee' },
  withdrawn: {},
  lapsed: { reopen: 'with-committee' },
};
