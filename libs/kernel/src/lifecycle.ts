import { Refused } from './errors';

/** What may be done in each state, and the state it leads to. The whole life of a thing, on one screen. */
export type Lifecycle<S extends string, A extends string> = Readonly<Record<S, Readonly<Partial<Record<A, S>>>>>;

/** The state that `action` leads to; `Refused` where the table has no such step. */
export function next<S extends string, A extends string>(table: Lifecycle<S, A>, state: S, action: A): S {
  const to = table[state][action];
  if (to === undefined) {
    throw new Refused([{ text: `This can't be done now: it is ${state.replaceAll('-', ' ')}` }]);
  }
  return to;
}

/** The actions that the table allows in a state: the buttons of a page before the policy filters them. */
export function allowed<S extends string, A extends string>(table: Lifecycle<S, A>, state: S): A[] {
  return Object.keys(table[state]) as A[];
}
