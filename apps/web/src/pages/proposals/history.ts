import type { AuditRow } from '@app/audit';

/** One line of a history: what somebody did, and how often in a row. */
export type HistoryLine = AuditRow & { times: number };

/** What happened, the newest first. A draft that saves itself is one line for each run of changes to a part. */
export function historyOf(rows: readonly AuditRow[]): HistoryLine[] {
  const lines: HistoryLine[] = [];
  for (const row of rows) {
    const last = lines.at(-1);
    const isSame = last?.type === 'proposal.amended' && last.who === row.who && last.sentence === row.sentence;
    if (isSame) last.times += 1;
    else lines.push({ ...row, times: 1 });
  }
  return lines;
}
