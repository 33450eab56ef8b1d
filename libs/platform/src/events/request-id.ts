import { AsyncLocalStorage } from 'node:async_hooks';

type UnderWay = { readonly id: string; shownBecause: string | null };

const underWay = new AsyncLocalStorage<UnderWay>();

/** What would have been written by a request that is only shown. */
export class OnlyShown extends Error {
  constructor(readonly because: string) {
    super('This request is only shown: nothing is written');
  }
}

/**
 * Runs `work`, and whatever it awaits, as part of a request: its events and log lines bear the id. That, and
 * whether it is only shown, is all that is ambient: who acts stays an argument. `null` (an event of no request, in the worker) runs it as it is.
 */
export function withinRequest<T>(id: string | null, work: () => T): T {
  return id === null ? work() : underWay.run({ id, shownBecause: null }, work);
}

/** The id of the request under way, as its answer says it in `X-Request-Id`; null outside of one. */
export function requestUnderWay(): string | null {
  return underWay.getStore()?.id ?? null;
}

/**
 * From here on the request under way is only shown: the form comes back with what was typed, and `Db.write` refuses, so
 * that nothing is done whichever way the form is answered. @throws Error outside of a request
 */
export function showOnly(because: string): void {
  const request = underWay.getStore();
  if (request === undefined) throw new Error('There is no request under way');
  request.shownBecause = because;
}

/** Why the request under way is only shown, as the person reads it; null: it is done. */
export function shownBecause(): string | null {
  return underWay.getStore()?.shownBecause ?? null;
}
