import type { Outcome } from './carrying';

/** What one route panel recommended on the version that is before it. */
export type Recommendation = { route: string; panelName: string; outcome: Outcome; reasons: string };

/** What the panel stage came to: one outcome with its reasons, or that its two panels differ. */
export type PanelStage = { outcome: Outcome; reasons: string } | 'differ';

/**
 * What the panels of these routes came to; null while one of them has yet to recommend. A request that moves an
 * occupation is before the panels of both routes. Where both approve, with conditions or without, that is the
 * recommendation; where both ask for a revision, or both reject, that is what happens. Everything else is for the
 * committee, with both recommendations before it. That is our own rule: the public record has none.
 */
export function panelStageOf(routes: readonly string[], given: readonly Recommendation[]): PanelStage | null {
  const found = routes.flatMap((route) => given.find((one) => one.route === route) ?? []);
  const [first, second] = found;
  if (first === undefined || found.length < routes.length) return null;
  if (second === undefined) return { outcome: first.outcome, reasons: first.reasons };
  const outcome = together(first.outcome, second.outcome);
  if (outcome === null) return 'differ';
  return { outcome, reasons: found.map(({ panelName, reasons }) => `${panelName}: ${reasons}`).join('\n\n') };
}

/** The routes whose panels have yet to recommend. One panel alone is asked as long as the request is before it. */
export function awaited(routes: readonly string[], given: readonly Pick<Recommendation, 'route'>[]): string[] {
  return routes.length < 2 ? [...routes] : routes.filter((route) => !given.some((one) => one.route === route));
}

function together(one: Outcome, other: Outcome): Outcome | null {
  if (one === other) return one;
  return one.startsWith('approve') && other.startsWith('approve') ? 'approve-with-conditions' : null;
}
