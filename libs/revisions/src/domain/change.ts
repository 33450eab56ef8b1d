import type { EditionChange, MapState } from '@app/occupational-map';
import { describe } from './describe';
import type { Operation } from './operations';
import { touches } from './touches';

/** The sentence of one operation in the change note, and what it is about: occupations, and the routes they are on. */
export function changeOf(operation: Operation, before: MapState, after: MapState): EditionChange {
  const names = operation.op === 'retire-occupation' || operation.op === 'place-occupation' ? before : after;
  const { writes, refers, claims } = touches(operation);
  const references = [...writes, ...refers, ...claims]
    .filter((key) => key.startsWith('occupation:'))
    .map((key) => key.slice('occupation:'.length))
    .filter((reference) => after.occupations[reference] !== undefined);
  const routes = references.flatMap((reference) => [before, after].map((state) => state.placements[reference]?.route));
  const about = [...references, ...routes.filter((route) => route !== undefined)];
  return { text: describe(operation, names), about: [...new Set(about)] };
}
