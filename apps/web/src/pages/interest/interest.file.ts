import type { InterestRow } from '@app/trailblazers';
import { stringify } from 'csv-stringify/sync';

const columns = 'about,title,organisation,size,sector,region,name,email,needs,received,group'.split(',');

/** All interest as CSV, for the officer: part after part, so that it does not matter how much there is. */
export async function* interestCsv(
  after: (last: InterestRow | null) => Promise<InterestRow[]>,
): AsyncGenerator<string> {
  yield linesOf([columns]);
  for (let rows = await after(null); rows.length > 0; rows = await after(rows.at(-1) ?? null)) {
    yield linesOf(rows.map(lineOf));
  }
}

const lineOf = (row: InterestRow): string[] => [
  row.key,
  row.title,
  row.organisation,
  row.size,
  row.sector,
  row.region,
  row.name ?? '',
  row.email ?? '',
  row.needs,
  row.receivedAt.toISOString(),
  row.groupName ?? '',
];

const linesOf = (lines: string[][]): string => stringify(lines, { escape_formulas: true, record_delimiter: '\r\n' });
