import { type Actor, groupRoles, groupScope, holds, type Policy } from '@app/kernel';

export type TrailblazerAction = 'create' | 'see' | 'manage' | 'support' | 'leave' | 'answer' | 'interest';

const inGroup = (actor: Actor, group: { id: string }): boolean => holds(actor, groupRoles, groupScope(group.id));

const sees = (actor: Actor, group: { id: string }): boolean =>
  holds(actor, ['product-manager']) || inGroup(actor, group);

/**
 * Who may do what with trailblazer groups: the officer makes them, their owners (chair and deputy) keep them.
 * `answer` is for whom an invitation or the chair was offered to: which one that is, the verb checks.
 */
export const trailblazerPolicy: Policy<TrailblazerAction, { id: string }> = {
  create: { roles: ['product-manager'] },
  support: { roles: ['product-manager'] },
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
        ? null
        : 'Only the chair and the deputy change a trailblazer group',
  },
};
