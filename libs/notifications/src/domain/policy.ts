import type { Policy } from '@app/kernel';

/** Who sees what was sent: administrators. */
export const notificationPolicy: Policy<'manage', null> = { manage: { roles: ['administrator'] } };
