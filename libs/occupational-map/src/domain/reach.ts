import type { Occupation } from './occupation';
import type { PublishedMap } from './published-map';

/** Onwards to what an occupation leads to, or back to what leads to it. */
export type Direction = 'onward' | 'back';

/** One occupation within reach: the steps that it takes at the least, and the occupations one step before it on such a way. */
export type Reached = { occupation: Occupation; steps: number; after: readonly Occupation[] };

/**
 * Everything that progression reaches from these occupations, themselves left out, the nearest first; circles end where they
 * close. References that the map does not know reach nothing.
 * @param most the steps to go at most: 1 is the direct ones
 */
export function reachOf(
  map: PublishedMap,
  starts: readonly string[],
  direction: Direction = 'onward',
  most = Infinity,
): readonly Reached[] {
  const next = (reference: string) => (direction === 'onward' ? map.leadsTo(reference) : map.comesFrom(reference));
  const reached = new Map<string, { occupation: Occupation; steps: number; after: Occupation[] }>();
  const begun = new Set(starts);
  let edge = starts.flatMap((reference) => map.occupation(reference)?.occupation ?? []);
  for (let steps = 1; edge.length > 0 && steps <= most; steps += 1) {
    const found: Occupation[] = [];
    for (const before of edge) {
      for (const occupation of next(before.reference)) {
        if (begun.has(occupation.reference)) continue;
        const known = reached.get(occupation.reference);
        if (!known) {
          reached.set(occupation.reference, { occupation, steps, after: [before] });
          found.push(occupation);
        } else if (known.steps === steps) known.after.push(before);
      }
    }
    edge = found;
  }
  return [...reached.values()];
}
