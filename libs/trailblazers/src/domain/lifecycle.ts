import type { Lifecycle } from '@app/kernel';

export const groupStates = ['recognised', 'support-withdrawn'] as const;
export type GroupState = (typeof groupStates)[number];

export const groupActions = ['withdrawSupport', 'recognise'] as const;
export type GroupAction = (typeof groupActions)[number];

/** A group is recognised when it is formed; the support for it may be withdrawn, and given again. */
export const groupLifecycle: Lifecycle<GroupState, GroupAction> = {
  recognised: { withdrawSupport: 'support-withdrawn' },
  'support-withdrawn': { recognise: 'recognised' },
};
