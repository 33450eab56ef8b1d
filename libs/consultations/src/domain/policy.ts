import type { Policy } from '@app/kernel';

/** What signed-in people do with consultations; responding is for everybody and needs no account. */
export type ConsultationAction = 'create' | 'read-responses' | 'moderate';

/** What the rules look at: who wrote the response, when it is known (never, today). */
export type ConsultationSubject = null;

/** Who may do what with consultations and their responses. */
export const consultationPolicy: Policy<ConsultationAction, ConsultationSubject> = {
  create: { roles: ['product-manager'] },
  'read-responses': { roles: ['moderator', 'product-manager'] },
  moderate: { roles: ['moderator'] },
};
