import type { Lifecycle } from '@app/kernel';

export type ConditionState = 'proposed' | 'agreed' | 'met' | 'discharged' | 'lapsed';
export type ConditionAction = 'agree' | 'meet' | 'sendBack' | 'discharge' | 'extend' | 'close';

/**
 * The life of a condition: proposed in votes or by the panel, agreed with the decision, met by the group with evidence,
 * discharged by the officer. That its day has passed is computed; only a person makes it lapsed, or extends it.
 */
export const conditionLifecycle: Lifecycle<ConditionState, ConditionAction> = {
  proposed: { agree: 'agreed' },
  agreed: { meet: 'met', extend: 'agreed', close: 'lapsed' },
  met: { discharge: 'discharged', sendBack: 'agreed' },
  discharged: {},
  lapsed: {},
};

export type ReviewState = 'asked' | 'considered' | 'upheld' | 'not-upheld';
export type ReviewAction = 'consider' | 'uphold' | 'dismiss';

/** The life of a procedural review: asked for by the group, considered by one person, decided by another. */
export const reviewLifecycle: Lifecycle<ReviewState, ReviewAction> = {
  asked: { consider: 'considered' },
  considered: { uphold: 'upheld', dismiss: 'not-upheld' },
  upheld: {},
  'not-upheld': {},
};
