import { canonicalJson, type Reason } from '@app/kernel';
import { type Draft, no, type Of } from './draft';

/** Sets a T Level and what its specialisms cover. */
export function setTLevel(draft: Draft, { before, tLevel }: Of<'set-t-level'>): Reason[] {
  if (canonicalJson(draft.tLevels[tLevel.reference] ?? null) !== canonicalJson(before)) {
    return no(tLevel.reference, `${tLevel.title} has changed since this operation was written.`);
  }
  if (tLevel.route && !draft.routes[tLevel.route]) return no(tLevel.reference, `There is no route ${tLevel.route}.`);
  const absent = tLevel.specialisms.flatMap((one) => one.covers).filter((reference) => !draft.placements[reference]);
  if (absent.length > 0)
    return no(tLevel.reference, `${tLevel.title} cannot cover ${absent.join(', ')}: not on the map.`);
  draft.tLevels[tLevel.reference] = tLevel;
  return [];
}

/** Takes a T Level off the map. */
export function removeTLevel(draft: Draft, { tLevel }: Of<'remove-t-level'>): Reason[] {
  if (canonicalJson(draft.tLevels[tLevel.reference] ?? null) !== canonicalJson(tLevel)) {
    return no(tLevel.reference, `${tLevel.title} has changed since this operation was written.`);
  }
  delete draft.tLevels[tLevel.reference];
  return [];
}
