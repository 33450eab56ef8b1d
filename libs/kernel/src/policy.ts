import { type Actor, holds, type Role } from './actor';
import { Forbidden, NotFound } from './errors';

/** Who may do one action: a role anywhere, and a reason against for this very subject (null: nothing against). */
export type Rule<S> = {
  roles: readonly Role[] | 'anyone';
  when?: (actor: Actor, subject: S) => string | null;
  /**
   * Of the rule for reading (`see`): whether they may not even know that this subject exists. Then nothing can be done
   * to it either, and each try is answered as if it were not there.
   */
  hides?: (actor: Actor, subject: S) => boolean;
};

/** The rules of one kind of thing, by action. */
export type Policy<A extends string, S> = Record<A, Rule<S>>;

/** Whether somebody with these grants could ever do this: the check at the route, before the record is read. */
export function mayAtAll(rule: Rule<never>, actor: Actor): boolean {
  return rule.roles === 'anyone' || actor.kind === 'system' || holds(actor, rule.roles);
}

/**
 * Throws unless the actor may do the action to the subject: `NotFound` where they may not know of it, else `Forbidden`
 * with the reason.
 */
export function permit<A extends string, S>(policy: Policy<A, S>, actor: Actor, action: A, subject: S): void {
  const { see } = policy as Partial<Record<string, Rule<S>>>;
  if (actor.kind !== 'system' && see?.hides?.(actor, subject) === true) {
    throw new NotFound('What you asked for', { policy, action });
  }
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
