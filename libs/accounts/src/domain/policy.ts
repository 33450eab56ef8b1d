import type { Policy } from '@app/kernel';

/** Actions on accounts: `use` is for anybody signed in, `manage` for administrators. */
export type AccountAction = 'use' | 'manage';

/** Who may do what with accounts. */
export const accountPolicy: Policy<AccountAction, null> = {
  use: { roles: 'anyone' },
  manage: { roles: ['administrator'] },
};
