/** Where a consultation stands on the clock: computed, never stored. */
export type Standing = 'upcoming' | 'open' | 'closed';

/** When a consultation takes responses: from the first instant, and no longer at the second. */
export type Window = { opensAt: Date; closesAt: Date };

/** Where the window stands at this instant. */
export function standingAt(window: Window, now: Date): Standing {
  if (now < window.opensAt) return 'upcoming';
  return now < window.closesAt ? 'open' : 'closed';
}

/** Whether a response can be given at this instant. */
export function isOpen(window: Window, now: Date): boolean {
  return standingAt(window, now) === 'open';
}
