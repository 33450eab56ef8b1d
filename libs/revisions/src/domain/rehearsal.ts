import type { Reason } from '@app/kernel';
import { type MapState, mapProblems } from '@app/occupational-map';
import { fold, foldWhatFits, isRefused } from './apply';
import type { Operation } from './operations';

/** What a plan comes to on the map of today: the map after it, and what stands against publishing it. */
export type Rehearsal = { after: MapState; problems: Reason[] };

/** Plays the operations on a state, without writing anything. */
export function rehearse(state: MapState, operations: readonly Operation[]): Rehearsal {
  const folded = fold(state, operations);
  if (isRefused(folded)) return { after: foldWhatFits(state, operations), problems: folded };
  return { after: folded, problems: mapProblems(folded) };
}

/** What is still missing before somebody may approve, in sentences; the same for asking and for approving. */
export function approvalGaps(operations: number, openHeldRows: number, problems: readonly Reason[]): Reason[] {
  const gaps: Reason[] = [];
  if (operations === 0) gaps.push({ text: 'Add at least one operation' });
  if (openHeldRows > 0) {
    const rows = openHeldRows === 1 ? '1 held row' : `${openHeldRows} held rows`;
    gaps.push({ text: `Settle ${rows}, or leave them out` });
  }
  return [...gaps, ...problems];
}
