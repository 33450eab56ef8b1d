import type { Reason } from '@app/kernel';
import { type MapState, mapProblems } from '@app/occupational-map';
import { fold, foldWhatFits, isRefused } from './apply';
import type { AuthorisedOperation, Operation } from './operations';
import { keyInWords } from './plan';
import { keysOf, touches } from './touches';

/** What a plan comes to on the map of today: the map after it, and what stands against publishing it. */
export type Rehearsal = { after: MapState; problems: Reason[] };

/** Plays the operations on a state, without writing anything. */
export function rehearse(state: MapState, operations: readonly Operation[]): Rehearsal {
  const folded = fold(state, operations);
  if (isRefused(folded)) return { after: foldWhatFits(state, operations), problems: folded };
  return { after: folded, problems: mapProblems(folded) };
}

/** What is still missing before somebody may approve, in sentences; the same for asking and for approving. */
export function approvalGaps(
  { note, minor }: { note: string; minor: boolean },
  operations: number,
  openHeldRows: number,
  problems: readonly Reason[],
): Reason[] {
  const gaps: Reason[] = [];
  if (note.trim() === '' && !minor) gaps.push({ text: 'Write the change note, or mark the change as minor' });
  if (operations === 0) gaps.push({ text: 'Add at least one operation' });
  if (openHeldRows > 0) {
    const rows = openHeldRows === 1 ? '1 held row' : `${openHeldRows} held rows`;
    gaps.push({ text: `Settle ${rows}, or leave them out` });
  }
  return [...gaps, ...problems];
}

/** Another map revision on its way to publication. */
export type OtherPlan = { no: number; title: string; scheduledFor: Date; operations: readonly Operation[] };

/**
 * Where two plans want the same: what one writes or claims, the other one touches. The one published second is stopped
 * then, so that nothing is lost in silence; this says so beforehand.
 */
export function conflictsWith(
  mine: readonly Operation[],
  others: readonly OtherPlan[],
): { no: number; title: string; scheduledFor: Date; on: string[] }[] {
  const [touched, changed] = [keysIn(mine, keysOf), keysIn(mine, changedBy)];
  return others.flatMap(({ no, title, scheduledFor, operations }) => {
    const theirs = keysIn(operations, keysOf);
    const theirChanges = keysIn(operations, changedBy);
    const shared = [...theirs].filter((key) => changed.has(key) || (touched.has(key) && theirChanges.has(key)));
    return shared.length === 0 ? [] : [{ no, title, scheduledFor, on: shared.sort().map(keyInWords) }];
  });
}

const keysIn = (operations: readonly Operation[], of: (operation: Operation) => readonly string[]): Set<string> =>
  new Set(operations.flatMap((operation) => [...of(operation)]));

function changedBy(operation: Operation): string[] {
  const { writes, claims } = touches(operation);
  return [...writes, ...claims];
}

/** Why a plan is not one that may go out before its approval: it holds more than corrections and an undoing. */
export function emergencyGaps(operations: readonly AuthorisedOperation[]): Reason[] {
  if (operations.every(({ authority }) => authority.by === 'correction' || authority.by === 'undo')) return [];
  return [
    {
      text: 'An emergency correction may hold corrections of wording and the undoing of a map revision only: everything else waits for approval',
    },
  ];
}
