import { type EditionChange, isSamePlace, type MapState } from '@app/occupational-map';
import { routesOf } from './routes';
import { describe } from './describe';
import type { Operation } from './operations';
import { touches } from './touches';

/**
 * The sentence of one operation in the change note, and what it is about: occupations, those that move along with their
 * pathway or cluster among them, and the routes that they are on or whose map it changes.
 */
export function changeOf(operation: Operation, before: MapState, after: MapState): EditionChange {
  const names = operation.op === 'retire-occupation' || operation.op === 'place-occupation' ? before : after;
  const { writes, refers, claims } = touches(operation);
  const references = [...writes, ...refers, ...claims]
    .filter((key) => key.startsWith('occupation:'))
    .map((key) => key.slice('occupation:'.length))
    .filter((reference) => after.occupations[reference] !== undefined)
    .concat(writes.flatMap((key) => movedWith(key, before, after)));
  const placed = references.flatMap((reference) => [before, after].map((state) => state.placements[reference]?.route));
  const changed = [before, after].flatMap((state) => routesOf(operation, state));
  const about = [...references, ...placed.filter((route) => route !== undefined), ...changed];
  return { text: describe(operation, names), about: [...new Set(about)] };
}

/** The occupations that stood in what a key names as changing with its contents, and stand somewhere else now. */
function movedWith(key: string, before: MapState, after: MapState): string[] {
  const [what, kind, slug] = key.split(':');
  if (what !== 'contents') return [];
  return Object.entries(before.placements)
    .filter(([, place]) => place[kind as keyof typeof place] === slug)
    .map(([reference]) => reference)
    .filter((reference) => !isSamePlace(before.placements[reference], after.placements[reference]));
}
