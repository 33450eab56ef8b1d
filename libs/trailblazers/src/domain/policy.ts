import { type Actor, groupScope, holds, type Policy } from '@app/kernel';

export type TrailblazerAction = 'create' | 'see' | 'manage' | 'support';

const ownGroup = (actor: Actor, group: { id: string }): string | null =>
  holds(actor, ['product-manager']) || holds(actor, ['group-chair', 'group-member'], groupScope(group.id))
    ? null
    : 'You are not a member of this trailblazer group';

/** Who may do what with trailblazer groups: the officer makes them, their chair keeps them. */
export const trailblazerPolicy: Policy<TrailblazerAction, { id: string }> = {
  create: { roles: ['product-manager'] },
  support: { roles: ['product-manager'] },
  see: { roles: ['product-manager', 'group-chair', 'group-member'], when: ownGroup },
  manage: {
    roles: ['product-manager', 'group-chair'],
    when: (actor, group) =>
      holds(actor, ['product-manager']) || holds(actor, ['group-chair'], groupScope(group.id))
        ? null
        : 'Only the chair changes a trailblazer group',
  },
};
