import { canonicalJson, type Reason } from '@app/kernel';
import { coverageProblems, coveredBy, type Occupation, whyNotCovered } from '@app/occupational-map';
import { type Draft, no, type Of } from './draft';

/** Why an occupation that T Levels cover cannot become this (another level, flag or status); empty where it can. */
export function coverageLost(draft: Draft, occupation: Occupation): Reason[] {
  const why = whyNotCovered(occupation);
  return why === null ? [] : stillCovered(draft, occupation.reference, ` and then ${occupation.reference} ${why}`);
}

/** Which T Levels cover an occupation that is to leave the maps, or to become `what`: each a reason against it. */
export function stillCovered(draft: Draft, reference: string, what = ''): Reason[] {
  return Object.values(draft.tLevels)
    .filter((tLevel) => coveredBy(tLevel).includes(reference))
    .map(({ title }) => ({ field: reference, text: `${title} covers ${reference}${what}: take it out there first.` }));
}

/** Sets a T Level and what its specialisms cover. */
export function setTLevel(draft: Draft, { before, tLevel }: Of<'set-t-level'>): Reason[] {
  if (canonicalJson(draft.tLevels[tLevel.reference] ?? null) !== canonicalJson(before)) {
    return no(tLevel.reference, `${tLevel.title} has changed since this operation was written.`);
  }
  if (tLevel.route && !draft.routes[tLevel.route]) return no(tLevel.reference, `There is no route ${tLevel.route}.`);
  const wrong = coverageProblems(tLevel, draft.occupations);
  if (wrong.length > 0) return wrong;
  draft.put('tLevels', tLevel.reference, tLevel);
  return [];
}

/** Takes a T Level off the map. */
export function removeTLevel(draft: Draft, { tLevel }: Of<'remove-t-level'>): Reason[] {
  if (canonicalJson(draft.tLevels[tLevel.reference] ?? null) !== canonicalJson(tLevel)) {
    return no(tLevel.reference, `${tLevel.title} has changed since this operation was written.`);
  }
  draft.drop('tLevels', tLevel.reference);
  return [];
}
