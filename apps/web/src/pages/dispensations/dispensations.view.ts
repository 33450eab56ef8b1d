import { formatLondon, paths } from '@app/kernel';
import { dayInWords, type DispensationRow, type DispensationStanding, lastDay, periodInWords } from '@app/proposals';
import { csvText } from '../../http/csv';

/** Where one stands, and the sign that goes with it. */
export const standingWords: Readonly<Record<DispensationStanding, { text: string; kind: 'good' | 'ref' }>> = {
  coming: { text: 'Not yet in force', kind: 'ref' },
  'in-force': { text: 'In force', kind: 'good' },
  ended: { text: 'Ended', kind: 'ref' },
};

/** The affected parts by their codes, in words. */
export function affectedInWords(affected: readonly string[]): string {
  const whole: Readonly<Record<string, string>> = { mapping: 'the mapping', whole: 'the standard as a whole' };
  return affected.map((part) => whole[part] ?? part).join(', ');
}

/** From when until when, and whether it was ended early. */
export function whenOf(row: DispensationRow): string {
  if (row.endedAt === null) return periodInWords(row);
  return `${periodInWords(row)}; ended early on ${formatLondon(row.endedAt)}`;
}

/** The rows of the public list. */
export function dispensationRows(rows: readonly DispensationRow[]) {
  return rows.map((row) => ({
    reference: row.reference,
    title: row.title,
    occupation: row.occupation,
    href: paths.occupation(row.occupation),
    affected: affectedInWords(row.affected),
    instead: row.instead,
    when: whenOf(row),
    endedWhy: row.endedWhy,
    tag: standingWords[row.standing],
  }));
}

/** Those about an occupation that are in force or to come, as its page says them. */
export function dispensationsOf(reference: string, rows: readonly DispensationRow[]) {
  return rows
    .filter(({ occupation }) => occupation === reference)
    .map((row) => ({
      reference: row.reference,
      heading:
        row.standing === 'in-force'
          ? `Dispensation in force until ${dayInWords(lastDay(row))}`
          : `Dispensation agreed, not yet in force: ${periodInWords(row).replace('From', 'from')}`,
      instead: row.instead,
      affected: affectedInWords(row.affected),
    }));
}

const columns = {
  reference: ({ reference }) => reference,
  occupation: ({ occupation }) => occupation,
  title: ({ title }) => title,
  route: ({ route }) => route ?? '',
  standing: ({ standing }) => standing,
  first_day: ({ startsOn }) => startsOn,
  last_day: ({ endsOn }) => endsOn,
  agreed: ({ agreedAt }) => agreedAt.toISOString(),
  ended_early: ({ endedAt }) => endedAt?.toISOString() ?? '',
  ended_why: ({ endedWhy }) => endedWhy ?? '',
  affected: ({ affected }) => affected.join(' '),
  allowed_instead: ({ instead }) => instead,
} satisfies Readonly<Record<string, (row: DispensationRow) => string>>;

/** The list as a file. */
export function dispensationsCsv(rows: readonly DispensationRow[]): string {
  const lines = rows.map((row) => Object.values(columns).map((column) => column(row)));
  return csvText('people', Object.keys(columns), lines);
}
