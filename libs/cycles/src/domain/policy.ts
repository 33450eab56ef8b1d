import type { Policy } from '@app/kernel';

export type CycleAction = 'plan' | 'see';

/** Who may do what with approvals cycles. Booking a slot is a matter of the proposal's own policy. */
export const cyclePolicy: Policy<CycleAction, null> = {
  plan: { roles: ['administrator', 'product-manager'] },
  see: { roles: ['administrator', 'product-manager'] },
};
