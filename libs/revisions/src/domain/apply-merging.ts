import { canonicalJson, type Reason } from '@app/kernel';
import {
  coveredBy,
  isLive,
  newOccupation,
  type Occupation,
  progressionKey,
  whyNotCovered,
} from '@app/occupational-map';
import { stillCovered } from './apply-t-levels';
import { type Draft, no, type Of, placementReasons } from './draft';

/** Takes an occupation off its map onto the retired list; the progression links that end at it fall. */
export function takeOff(
  draft: Draft,
  occupation: Occupation,
  replacedBy: Pick<Occupation, 'successor' | 'successors'>,
): void {
  const { reference } = occupation;
  const retiredFrom = draft.placements[reference].route;
  draft.put('occupations', reference, { ...occupation, status: 'retired', ...replacedBy, retiredFrom });
  draft.drop('placements', reference);
  for (const [key, { from, to }] of Object.entries(draft.progression)) {
    if (from === reference || to === reference) draft.drop('progression', key);
  }
}

/** Merges occupations into another one: they retire in its favour, and it takes over their links and T Levels. */
export function merge(draft: Draft, { references, into }: Of<'merge-occupations'>): Reason[] {
  if (references.includes(into)) return no(into, `${into} cannot be merged into itself.`);
  const absent = [...references, into].filter((reference) => !draft.placements[reference]);
  if (absent.length > 0) return absent.map((reference) => notOnMap(reference));
  const why = whyNotCovered(draft.occupations[into]);
  const uncovered = references.flatMap((one) => (why ? stillCovered(draft, one, ` and ${into} ${why}`) : []));
  if (uncovered.length > 0) return uncovered;
  for (const reference of references) {
    takeOverLinks(draft, reference, into);
    takeOverCoverage(draft, reference, into);
    takeOff(draft, draft.occupations[reference], { successor: into });
  }
  return [];
}

/** Splits an occupation into new ones: it retires, replaced by all of them. */
export function split(draft: Draft, { reference, into }: Of<'split-occupation'>): Reason[] {
  const occupation = draft.occupations[reference];
  if (!draft.placements[reference]) return [notOnMap(reference)];
  const successors = into.map((part) => part.occupation.reference);
  const taken = successors.filter((one, at) => draft.occupations[one] || successors.indexOf(one) !== at);
  if (taken.length > 0) return taken.map((one) => ({ field: one, text: `${one} already exists.` }));
  if (into.some((part) => !isLive(part.occupation)))
    return no(reference, `${reference} can be split into live ones only.`);
  const nowhere = into.flatMap((part) => placementReasons(draft, part.occupation.reference, part.placement));
  if (nowhere.length > 0) return nowhere;
  const covered = stillCovered(draft, reference);
  if (covered.length > 0) return covered;
  for (const part of into) {
    draft.put('occupations', part.occupation.reference, newOccupation(part.occupation));
    draft.put('placements', part.occupation.reference, { ...part.placement });
  }
  takeOff(draft, occupation, { successor: successors[0], successors });
  return [];
}

/** Takes an occupation off the maps as if it had never been on them; nothing may hang on it. */
export function removeOccupation(draft: Draft, { occupation, placement }: Of<'remove-occupation'>): Reason[] {
  const { reference } = occupation;
  const now = { occupation: draft.occupations[reference] ?? null, placement: draft.placements[reference] ?? null };
  if (canonicalJson(now) !== canonicalJson({ occupation, placement })) {
    return no(reference, `${reference} has changed since this operation was written.`);
  }
  const named = Object.values(draft.occupations).some(
    (other) => other.successor === reference || other.successors?.includes(reference),
  );
  const linked = Object.values(draft.progression).some(({ from, to }) => from === reference || to === reference);
  const covered = Object.values(draft.tLevels).some((one) => coveredBy(one).includes(reference));
  if (named || linked || covered) return no(reference, `Something else on the maps refers to ${reference}.`);
  draft.drop('occupations', reference);
  draft.drop('placements', reference);
  return [];
}

function takeOverLinks(draft: Draft, reference: string, into: string): void {
  for (const { from, to } of Object.values(draft.progression)) {
    if (from !== reference && to !== reference) continue;
    const link = { from: from === reference ? into : from, to: to === reference ? into : to };
    if (link.from !== link.to) draft.put('progression', progressionKey(link), link);
  }
}

function takeOverCoverage(draft: Draft, reference: string, into: string): void {
  for (const tLevel of Object.values(draft.tLevels)) {
    if (!coveredBy(tLevel).includes(reference)) continue;
    const specialisms = tLevel.specialisms.map((one) => ({
      ...one,
      covers: [...new Set(one.covers.map((covered) => (covered === reference ? into : covered)))],
    }));
    draft.put('tLevels', tLevel.reference, { ...tLevel, specialisms });
  }
}

const notOnMap = (reference: string): Reason => ({ field: reference, text: `${reference} is not on the map.` });
