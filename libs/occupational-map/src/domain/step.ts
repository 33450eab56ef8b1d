import type { MapState, Placement } from './map';

/** From one state to the next, with what is not the same in them: work on a step costs what it changes. */
export type Step = {
  before: MapState;
  after: MapState;
  /** The occupations that come, go, move or are another value than before, by reference. */
  references: readonly string[];
  /** Do the progression links, and the places that they begin at, stand as they were? */
  linksStand: boolean;
};

/** The step that each state was made by, for as long as the state lives. */
const madeBy = new WeakMap<MapState, Step>();

/** Notes the step that a state was made by, so that nobody has to look for what is not the same. */
export function noteStep(step: Step): void {
  madeBy.set(step.after, step);
}

/**
 * The step between two states, as it was noted or as it is found. Values that both states share are the same (a state is never changed in place), so
 * nothing is read but the keys of those records that are not shared.
 */
export function stepBetween(before: MapState, after: MapState): Step {
  const noted = madeBy.get(after);
  if (noted?.before === before) return noted;
  const moved = differing(before.placements, after.placements, isSamePlace);
  const changed = differing(before.occupations, after.occupations, (a, b) => a === b);
  const linksStand = before.progression === after.progression && moved.length === 0;
  return { before, after, references: [...new Set([...changed, ...moved])], linksStand };
}

/** Is this the same place on the maps? */
export const isSamePlace = (a: Placement | undefined, b: Placement | undefined): boolean =>
  a === b || (a?.route === b?.route && a?.pathway === b?.pathway && a?.cluster === b?.cluster);

/** The keys under which two records hold not the same. */
function differing<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  isSame: (a: T | undefined, b: T | undefined) => boolean,
): string[] {
  if (before === after) return [];
  const now = Object.keys(after);
  const come = now.filter((key) => !isSame(before[key], after[key]));
  const then = Object.keys(before);
  const added = come.filter((key) => before[key] === undefined).length;
  if (then.length + added === now.length) return come;
  const gone = then.filter((key) => after[key] === undefined);
  return [...come, ...gone];
}
