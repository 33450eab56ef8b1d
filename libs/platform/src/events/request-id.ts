import { AsyncLocalStorage } from 'node:async_hooks';

const underWay = new AsyncLocalStorage<string>();

/**
 * Runs `work`, and whatever it awaits, as part of a request: its events and log lines bear the id. The one thing that is
 * ambient: who acts stays an argument. `null` (an event of no request, in the worker) runs it as it is.
 */
export function withinRequest<T>(id: string | null, work: () => T): T {
  return id === null ? work() : underWay.run(id, work);
}

/** The id of the request under way, as its answer says it in `X-Request-Id`; null outside of one. */
export function requestUnderWay(): string | null {
  return underWay.getStore() ?? null;
}
