import type { Policy } from '@app/kernel';

export type DeciderAction = 'set' | 'see' | 'handOver';

/** Who may do what with the rules of who decides: everybody reads those in force, administrators set them. */
export const deciderPolicy: Policy<DeciderAction, null> = {
  see: { roles: ['administrator'] },
  set: { roles: ['administrator'] },
  handOver: { roles: ['administrator'] },
};
