import { dayWords, decidedKindWords, deciderName, type DeciderRow } from '@app/deciders';
import type { Outcome } from '@app/panels';

/** What a decision-maker chooses from. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  approve: 'Approve',
  'approve-with-conditions': 'Approve with conditions',
  revise: 'Ask to revise and resubmit',
  reject: 'Reject',
};

/** A text in pieces: the addresses in it lead to where they say. */
export function linked(text: string): { text: string; href?: string }[] {
  const pieces = text.split(/(https:\/\/[^\s<>"]*[^\s<>".,;:!?)])/);
  return pieces.map((piece, at) => (at % 2 === 1 ? { text: piece, href: piece } : { text: piece }));
}

/** A rule as a line of a table. */
export function ruleLines<R extends DeciderRow>(rows: readonly R[]) {
  return rows.map((row) => ({
    ...row,
    source: linked(row.source),
    kindText: decidedKindWords[row.kind],
    stageText: row.stage === 'decision' ? 'Decides' : 'Recommends',
    who: deciderName(row),
    days:
      (row.from === null ? 'From the beginning' : `From ${dayWords(row.from)}`) +
      (row.until === null ? '' : `, until the day before ${dayWords(row.until)}`),
  }));
}
