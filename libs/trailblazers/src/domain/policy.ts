import { type Actor, groupRoles, groupScope, holds, type Policy } from '@app/kernel';
import type { GroupGround } from './ground';

export type TrailblazerAction = 'create' | 'see' | 'manage' | 'support' | 'leave' | 'answer' | 'interest';

const inGroup = (actor: Actor, group: { id: string }): boolean => holds(actor, groupRoles, groupScope(group.id));

const sees = (actor: Actor, group: { id: string }): boolean =>
  holds(actor, ['product-manager']) || inGroup(actor, group);

/** What the policy looks at; a group that is only to be made has the empty id. */
export type GroupFacts = { id: string; ground?: GroupGround | null };

const ofOfficers = ({ ground = null }: GroupFacts): string | null =>
  ground === null ? null : 'Officers prepare this request without a trailblazer group: there is none to keep';

/**
 * Who may do what with trailblazer groups: the officer makes them, their owners (chair and deputy) keep them. Where officers
 * prepare a request without one, nobody joins them: another officer takes the request over.
 * `answer` is for whom an invitation or the chair was offered to: which one that is, the verb checks.
 */
export const trailblazerPolicy: Policy<TrailblazerAction, GroupFacts> = {
  create: { roles: ['product-manager'] },
  support: { roles: ['product-manager'], when: (_actor, group) => ofOfficers(group) },
  interest: { roles: ['product-manager'] },
  answer: { roles: 'anyone' },
  see: {
    roles: ['product-manager', ...groupRoles],
    when: (actor, group) => (sees(actor, group) ? null : 'You are not a member of this trailblazer group'),
    // A group that is only to be made has no id yet.
    hides: (actor, group) => group.id !== '' && !sees(actor, group),
  },
  leave: {
    roles: groupRoles,
    when: (actor, group) => (inGroup(actor, group) ? null : 'You are not a member of this trailblazer group'),
  },
  manage: {
    roles: ['product-manager', 'group-chair'],
    when: (actor, group) =>
      holds(actor, ['product-manager']) || holds(actor, ['group-chair'], groupScope(group.id))
        ? ofOfficers(group)
        : 'Only the chair and the deputy change a trailblazer group',
  },
};
