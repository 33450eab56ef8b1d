import type { Actor, Policy } from '@app/kernel';

/** What signed-in people do with consultations; responding is for everybody and needs no account. */
export type ConsultationAction = 'prepare' | 'agree' | 'run';

/** What the rules look at: who wrote in the draft, and who asked for agreement; null for what is no draft. */
export type Drafted = { authors: readonly string[]; askedBy: string | null } | null;

const isSecond = (actor: Actor, drafted: Drafted): string | null =>
  drafted !== null && actor.id !== null && (drafted.authors.includes(actor.id) || drafted.askedBy === actor.id)
    ? 'You wrote in this draft or asked for agreement: somebody else agrees to it'
    : null;

/** Who may agree, whoever wrote: the roles, for lists of people. */
export const agreeingRoles = ['product-manager', 'administrator'] as const;

/** Who may do what with consultations. */
export const consultationPolicy: Policy<ConsultationAction, Drafted> = {
  prepare: { roles: ['product-manager', 'administrator'] },
  agree: { roles: agreeingRoles, when: isSecond },
  run: { roles: ['product-manager', 'administrator'] },
};
