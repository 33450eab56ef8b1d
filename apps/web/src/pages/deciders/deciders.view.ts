import { dayWords, decidedKindWords, deciderName, type DeciderRow } from '@app/deciders';
import type { Outcome } from '@app/panels';

/** What a decision-maker chooses from. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  approve: 'Approve',
  'approve-with-conditions': 'Approve with conditions',
  revise: 'Ask to revise and resubmit',
  reject: 'Reject',
};

/** A rule as a line of a table. */
export function ruleLines<R extends DeciderRow>(rows: readonly R[]) {
  return rows.map((row) => ({
    ...row,
    kindText: decidedKindWords[row.kind],
    stageText: row.stage === 'decision' ? 'Decides' : 'Recommends',
    who: deciderName(row),
    days:
      (row.from === null ? 'From the beginning' : `From ${dayWords(row.from)}`) +
      (row.until === null ? '' : `, until the day before ${dayWords(row.until)}`),
  }));
}
