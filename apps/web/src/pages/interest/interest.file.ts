import type { InterestRow } from '@app/trailblazers';
import { csvParts } from '../../http/csv';

const columns = 'about,title,organisation,size,sector,region,name,email,needs,received,group'.split(',');

/** All interest as CSV, for the officer: part after part, so that it does not matter how much there is. */
export function interestCsv(after: (last: InterestRow | null) => Promise<InterestRow[]>): AsyncGenerator<string> {
  return csvParts('people', columns, batchesOf(after));
}

async function* batchesOf(after: (last: InterestRow | null) => Promise<InterestRow[]>): AsyncGenerator<string[][]> {
  for (let rows = await after(null); rows.length > 0; rows = await after(rows.at(-1) ?? null)) yield rows.map(lineOf);
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
