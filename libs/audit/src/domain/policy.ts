import type { Policy } from '@app/kernel';

/** Who reads the whole audit trail: administrators. Timelines stand on the pages of the things themselves. */
export const auditPolicy: Policy<'read', null> = { read: { roles: ['administrator'] } };
