/** What a person may be in Waymark. The whole list: a new role is added here and in the README. */
export const roles = [
  'administrator',
  'product-manager',
  'moderator',
  'panel-chair',
  'panel-member',
  'panel-secretary',
  'committee-member',
  'committee-secretary',
  'decision-maker',
  'group-chair',
  'group-deputy',
  'group-member',
] as const;
export type Role = (typeof roles)[number];

/** The roles that decide on requests: nobody grants one to themselves. The function `is_deciding` in the database says the same. */
export const decidingRoles = [
  'administrator',
  'product-manager',
  'panel-chair',
  'panel-member',
  'committee-member',
  'decision-maker',
] as const satisfies readonly Role[];

/** Whether whoever holds this role decides on requests. */
export function isDeciding(role: Role): boolean {
  return decidingRoles.some((one) => one === role);
}

/** The roles in a trailblazer group: given by joining it, on the pages of the group alone. */
export const groupRoles = ['group-chair', 'group-deputy', 'group-member'] as const satisfies readonly Role[];
export type GroupRole = (typeof groupRoles)[number];

/** Who stands in for whom: the deputy of a group may do all that its chair may, wherever that is asked. */
const standsInFor: Readonly<Partial<Record<Role, Role>>> = { 'group-deputy': 'group-chair' };

/** A role, and where it holds: `route:<slug>` for a panel, `group:<id>` for a trailblazer group, else null. */
export type Grant = { role: Role; scope: string | null };

/** Who acts. Always an argument, never ambient; the system is an actor, too. */
export type Actor = {
  kind: 'person' | 'system' | 'public';
  id: string | null;
  name: string;
  grants: readonly Grant[];
};

/** The product itself, acting by a named part, e.g. `systemActor('revisions.publish')`. */
export function systemActor(name: string): Actor {
  return { kind: 'system', id: null, name, grants: [] };
}

/** Anybody, without an account. */
export const publicActor: Actor = { kind: 'public', id: null, name: 'A member of the public', grants: [] };

/** Whether the actor holds one of the roles, or stands in for one who does; with a scope, whether that is so there. */
export function holds(actor: Actor, wanted: readonly Role[], scope?: string): boolean {
  return actor.grants.some(
    ({ role, scope: at }) =>
      [role, standsInFor[role]].some((one) => one !== undefined && wanted.includes(one)) &&
      (scope === undefined || at === scope),
  );
}

/** The scope of a route panel's grants. */
export function routeScope(slug: string): string {
  return `route:${slug}`;
}

/** The scope of a trailblazer group's grants. */
export function groupScope(id: string): string {
  return `group:${id}`;
}
