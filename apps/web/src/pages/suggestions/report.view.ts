import { paths } from '@app/kernel';
import { parts, sortings, standingWords, type SuggestionRow } from '@app/suggestions';

/** A suggestion as the report prints it: nothing of what was sent. */
export function reportLine(row: SuggestionRow) {
  return {
    ...row,
    href: paths.occupation(row.occupation),
    partText: parts.find(({ key }) => key === row.part)?.text ?? row.part,
    kindText: sortings.find(({ key }) => key === row.sorting)?.text ?? null,
    standingText: row.edition === null ? standingWords[row.standing] : `${standingWords.done}, edition ${row.edition}`,
  };
}

/** The columns of the report's file, by their names in its first line. */
export const reportColumns: Readonly<Record<string, (row: SuggestionRow) => string>> = {
  reference: (row) => row.reference,
  occupation: (row) => row.occupation,
  title: (row) => row.title,
  part: (row) => reportLine(row).partText,
  received: (row) => row.receivedAt.toISOString(),
  answer_due: (row) => row.due.toISOString(),
  answered: (row) => row.answeredAt?.toISOString() ?? '',
  kind: (row) => row.sorting ?? '',
  standing: (row) => row.standing,
  summary: (row) => row.summary ?? '',
  reason: (row) => row.reason ?? '',
  edition: (row) => (row.edition === null ? '' : String(row.edition)),
};
