import type { DatabaseRefusal } from './database-refusal';
import type { Ready } from './public-pages';

/**
 * What a controller gives back: a page to render, or the address to go to next. `retryAfter`: how many seconds to wait
 * before sending it again (Retry-After); `fault`: a fault of ours that the page hides; `finish` has the last word on its
 * text.
 */
export type Page = {
  kind: 'page';
  template: string;
  view: object;
  status: number;
  retryAfter?: number;
  fault?: DatabaseRefusal['fault'];
  finish?: (html: string) => string;
};
export type Redirect = { kind: 'redirect'; to: string };
/** What a script of ours asked for. */
export type Told = { kind: 'told'; facts: object };
export type Answer = Page | Redirect | Told | Ready;

/** A page: the template's path below `pages/` without its ending, and what it prints. */
export function page(template: string, view: object = {}, status = 200): Page {
  return { kind: 'page', template, view, status };
}

/** After a POST that succeeded: 303 See Other. */
export function redirect(to: string): Redirect {
  return { kind: 'redirect', to };
}

/** To a script of ours, as JSON. */
export function told(facts: object): Told {
  return { kind: 'told', facts };
}

/** Whether a payload is one of ours. */
export function isAnswer(payload: unknown): payload is Answer {
  const kind = (payload as { kind?: unknown } | null)?.kind;
  return kind === 'page' || kind === 'redirect' || kind === 'told' || kind === 'ready';
}
