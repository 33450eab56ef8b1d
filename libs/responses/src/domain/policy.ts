import type { Policy } from '@app/kernel';

/** What signed-in people do with responses; responding is for everybody and needs no account. */
export type ResponseAction = 'moderate' | 'see-turnout' | 'invite' | 'enter' | 'record-evidence';

const officers = ['product-manager', 'administrator'] as const;

/** Who may do what with responses. */
export const responsePolicy: Policy<ResponseAction, null> = {
  moderate: { roles: ['moderator'] },
  'see-turnout': { roles: officers },
  invite: { roles: officers },
  enter: { roles: officers },
  'record-evidence': { roles: officers },
};
