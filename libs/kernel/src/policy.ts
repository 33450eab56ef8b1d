import { type Actor, holds, type Role } from './actor';
import { Forbidden } from './errors';

/** Who may do one action: a role anywhere, and a reason against for this very subject (null: nothing against). */
export type Rule<S> = {
  roles: readonly Role[] | 'anyone';
  when?: (actor: Actor, subject: S) => string | null;
};

/** The rules of one kind of thing, by action. */
export type Policy<A extends string, S> = Record<A, Rule<S>>;

/** Whether somebody with these grants could ever do this: the check at the route, before the record is read. */
export function mayAtAll(rule: Rule<never>, actor: Actor): boolean {
  return rule.roles === 'anyone' || actor.kind === 'system' || holds(actor, rule.roles);
}

/** Throws `Forbidden`, with the reason, unless the actor may do the action to the subject. */
export function permit<A extends string, S>(policy: Policy<A, S>, actor: Actor, action: A, subject: S): void {
  const why = whyNot(policy, actor, action, subject);
  if (why !== null) throw new Forbidden(why, { policy, action });
}

/** The same question for a page: whether to show the button. */
export function may<A extends string, S>(policy: Policy<A, S>, actor: Actor, action: A, subject: S): boolean {
  return whyNot(policy, actor, action, subject) === null;
}

function whyNot<A extends string, S>(policy: Policy<A, S>, actor: Actor, action: A, subject: S): string | null {
  const rule = policy[action];
  if (!mayAtAll(rule, actor)) return 'You do not have the role that this needs';
  return rule.when?.(actor, subject) ?? null;
}
