import { canonicalJson, type Reason } from '@app/kernel';
import {
  checkOccupation,
  isLive,
  type MapState,
  newOccupation,
  type Occupation,
  progressionKey,
} from '@app/occupational-map';
import { Draft, no, type Of, placementReasons } from './draft';
import { merge, removeOccupation, split, takeOff } from './apply-merging';
import { changeStructure } from './apply-structure';
import { coverageLost, removeTLevel, setTLevel, stillCovered } from './apply-t-levels';
import { amendableFields, type FieldChange, type Operation } from './operations';

/** Whether `apply` or `fold` said no. */
export const isRefused = (result: MapState | Reason[]): result is Reason[] => Array.isArray(result);

/** The state after one operation, or why it does not fit this state. The state given is never changed. */
export function apply(state: MapState, operation: Operation): MapState | Reason[] {
  const draft = new Draft(state);
  const reasons = change(draft, operation);
  return reasons.length > 0 ? reasons : draft.finished();
}

/** The state after all operations, in order; or every reason of those that do not fit. */
export function fold(state: MapState, operations: readonly Operation[]): MapState | Reason[] {
  const draft = new Draft(state);
  const reasons = operations.flatMap((operation) => change(draft, operation));
  return reasons.length > 0 ? reasons : draft.finished();
}

/** The state after those operations that fit, in order: what the maps will be if all goes as it stands. */
export function foldWhatFits(state: MapState, operations: readonly Operation[]): MapState {
  const draft = new Draft(state);
  for (const operation of operations) change(draft, operation);
  return draft.finished();
}

/** Carries one operation out on a draft; or leaves the draft as it was and says why it does not fit. */
export function change(draft: Draft, operation: Operation): Reason[] {
  switch (operation.op) {
    case 'add-occupation':
      return addOccupation(draft, operation);
    case 'amend-occupation':
      return amend(draft, operation);
    case 'place-occupation':
      return place(draft, operation);
    case 'retire-occupation':
      return retire(draft, operation);
    case 'reinstate-occupation':
      return reinstate(draft, operation);
    case 'link-progression':
      return link(draft, operation);
    case 'unlink-progression':
      return unlink(draft, operation);
    case 'merge-occupations':
      return merge(draft, operation);
    case 'split-occupation':
      return split(draft, operation);
    case 'remove-occupation':
      return removeOccupation(draft, operation);
    case 'set-t-level':
      return setTLevel(draft, operation);
    case 'remove-t-level':
      return removeTLevel(draft, operation);
    default:
      return changeStructure(draft, operation);
  }
}

function addOccupation(draft: Draft, { occupation, placement }: Of<'add-occupation'>): Reason[] {
  const { reference } = occupation;
  if (draft.occupations[reference]) return no(reference, `${reference} already exists.`);
  if (isLive(occupation) !== (placement !== null)) {
    return no(reference, `${reference} needs a route, unless it is retired.`);
  }
  const wrong = placement ? placementReasons(draft, reference, placement) : [];
  if (wrong.length > 0) return wrong;
  draft.put('occupations', reference, newOccupation(occupation));
  if (placement) draft.put('placements', reference, { ...placement });
  return [];
}

function amend(draft: Draft, { reference, changes }: Of<'amend-occupation'>): Reason[] {
  const occupation = draft.occupations[reference];
  if (!occupation) return unknown(reference);
  const stale = changes.filter(
    ({ field, before }) => canonicalJson(occupation[field] ?? null) !== canonicalJson(before),
  );
  if (stale.length > 0) {
    return stale.map(({ field }) => ({
      field: reference,
      text: `The ${fieldName(field)} of ${reference} has changed since this operation was written.`,
    }));
  }
  const retiring = changes.some(
    ({ field, after }) => field === 'status' && (after === 'retired') === isLive(occupation),
  );
  if (retiring) return no(reference, `${reference} is retired and reinstated by operations of their own.`);
  const onRetired = changes.some(({ field }) => !(amendableFields as readonly string[]).includes(field));
  if (onRetired && isLive(occupation)) return no(reference, `${reference} is not retired, so nothing replaces it.`);
  const amended = checkOccupation(withChanges(occupation, changes));
  if (!amended.success) {
    return amended.error.issues.map((issue) => ({ field: reference, text: `${reference}: ${issue.message}` }));
  }
  const lost = coverageLost(draft, amended.data);
  if (lost.length === 0) draft.put('occupations', reference, amended.data);
  return lost;
}

function place(draft: Draft, { reference, from, to }: Of<'place-occupation'>): Reason[] {
  const now = draft.placements[reference];
  if (!draft.occupations[reference]) return unknown(reference);
  if (!now) return no(reference, `${reference} is retired and cannot be moved.`);
  if (canonicalJson(now) !== canonicalJson(from)) {
    return no(reference, `${reference} has moved since this operation was written.`);
  }
  const wrong = placementReasons(draft, reference, to);
  if (wrong.length === 0) draft.put('placements', reference, { ...to });
  return wrong;
}

function retire(draft: Draft, { reference, successor }: Of<'retire-occupation'>): Reason[] {
  const occupation = draft.occupations[reference];
  if (!occupation) return unknown(reference);
  if (!isLive(occupation)) return no(reference, `${reference} is already retired.`);
  if (successor === reference) return no(reference, `${reference} cannot be its own successor.`);
  if (successor && !draft.occupations[successor]) return no(reference, `The successor ${successor} does not exist.`);
  const covered = stillCovered(draft, reference);
  if (covered.length > 0) return covered;
  takeOff(draft, occupation, { successor });
  return [];
}

function reinstate(draft: Draft, { reference, status, placement }: Of<'reinstate-occupation'>): Reason[] {
  const occupation = draft.occupations[reference];
  if (!occupation) return unknown(reference);
  if (isLive(occupation)) return no(reference, `${reference} is not retired.`);
  const wrong = placementReasons(draft, reference, placement);
  if (wrong.length > 0) return wrong;
  const { successors: _, ...rest } = occupation;
  draft.put('occupations', reference, { ...rest, status, successor: null, retiredFrom: null });
  draft.put('placements', reference, { ...placement });
  return [];
}

function link(draft: Draft, { from, to }: Of<'link-progression'>): Reason[] {
  if (from === to) return no(from, `${from} cannot lead to itself.`);
  const missing = [from, to].filter((end) => !draft.placements[end]);
  if (missing.length > 0) return missing.map((end) => ({ field: end, text: `${end} is not on the map.` }));
  const key = progressionKey({ from, to });
  if (draft.progression[key]) return no(from, `${from} already leads to ${to}.`);
  draft.put('progression', key, { from, to });
  return [];
}

function unlink(draft: Draft, { from, to }: Of<'unlink-progression'>): Reason[] {
  const key = progressionKey({ from, to });
  if (!draft.progression[key]) return no(from, `${from} does not lead to ${to}.`);
  draft.drop('progression', key);
  return [];
}

function withChanges(occupation: Occupation, changes: readonly FieldChange[]): Record<string, unknown> {
  return { ...occupation, ...Object.fromEntries(changes.map(({ field, after }) => [field, after])) };
}

export const unknown = (reference: string): Reason[] => no(reference, `There is no occupation ${reference}.`);
const fieldName = (field: string): string => field.replace(/([A-Z])/g, ' $1').toLowerCase();
