import type { AllHeld } from '@app/accounts';
import { lawfulBases, type SettledKind } from '@app/platform';

/** "erased 730 days after the consultation closed", as the privacy notice and the administrator read it. */
export function keptInWords({ kept, days }: SettledKind): string {
  if ('record' in kept) return `For good. ${kept.record}.`;
  if ('until' in kept) return `Until ${kept.until}.`;
  return `For ${days} ${days === 1 ? 'day' : 'days'} after ${kept.after}.`;
}

/** One row of the privacy notice. */
export function noticeRow(kind: SettledKind) {
  const { key, what, whose, why, basis, seenBy } = kind;
  return { key, what, whose, why, basis: lawfulBases[basis], seenBy, kept: keptInWords(kind) };
}

/** What is held on somebody, by kind: what goes when it is erased, and what stays. */
export function heldView({ subject, held, count, withheld }: AllHeld) {
  const lines = held.map(({ kind, rows }) => ({
    what: kind.what,
    count: rows.length,
    stays: kind.erase === null,
    kept: keptInWords(kind),
  }));
  return {
    subject,
    count,
    withheld,
    lines,
    goes: lines.filter(({ stays }) => !stays),
    stays: lines.filter(({ stays }) => stays),
  };
}

/** What is held on somebody, as one file that they are given. */
export function subjectFile({ subject, held, withheld }: AllHeld, madeAt: Date) {
  return {
    about: subject,
    madeAt,
    withheld,
    notHere: 'What messages said, and what a declared interest was: who leads the panel hands out the latter',
    kinds: held.map(({ kind, rows }) => ({ ...noticeRow(kind), rows: rows.map(({ says }) => says) })),
  };
}
