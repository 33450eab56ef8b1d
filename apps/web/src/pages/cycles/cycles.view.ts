import { type CycleRow, decisionDue } from '@app/cycles';

/** A cycle as tables print it: its dates, when its decisions are due, and how many were kept. */
export function cycleView(row: CycleRow) {
  const answered = row.inTime + row.late;
  return {
    ...row,
    due: decisionDue(row.submissionDeadline, 6),
    standing: row.cancelled ? 'Cancelled' : row.passed ? 'Closed to submissions' : 'Open to submissions',
    free: row.cancelled || row.passed ? null : row.slots - row.taken,
    kept: answered === 0 ? null : `${row.inTime} of ${answered} in time`,
  };
}
