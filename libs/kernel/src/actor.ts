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
  'group-chair',
  'group-member',
] as const;
export type Role = (typeof roles)[number];

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

/** Whether the actor holds one of the roles; with a scope, whether one of them holds there. */
export function holds(actor: Actor, wanted: readonly Role[], scope?: string): boolean {
  return actor.grants.some((grant) => wanted.includes(grant.role) && (scope === undefined || grant.scope === scope));
}

/** The scope of a route panel's grants. */
export function routeScope(slug: string): string {
  return `route:${slug}`;
}

/** The scope of a trailblazer group's grants. */
export function groupScope(id: string): string {
  return `group:${id}`;
}
