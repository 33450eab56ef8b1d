import type { Policy } from '@app/kernel';

/** What was looked for and not found is a source for gaps: officers and administrators read it. */
export const unfoundPolicy: Policy<'see', null> = { see: { roles: ['product-manager', 'administrator'] } };
