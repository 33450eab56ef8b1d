import { capacities, individualRoles, organisationSizes, organisationTypes, regions } from '@app/consultations';
import { formatLondon } from '@app/kernel';
import { cameBy, type Turnout } from '@app/responses';

const headings = {
  type: 'Who answered',
  size: 'Size of the organisation',
  region: 'Where',
  day: 'Day by day',
  entered: 'Entered by staff, of all of these',
} as const;
const words: Readonly<Record<string, string>> = {
  ...capacities,
  ...individualRoles,
  ...organisationTypes,
  ...organisationSizes,
  ...regions,
  ...cameBy,
};

/** How wide the longest bar is. */
const widest = 200;

/** How many responses came, table by table, each row with a bar as long as its number says; nothing of what they say. */
export function turnoutShown(turnout: readonly Turnout[]) {
  const tables = (Object.keys(headings) as Turnout['by'][]).map((by) => {
    const rows = turnout.filter((one) => one.by === by);
    const most = Math.max(1, ...rows.map(({ count }) => count));
    return {
      heading: headings[by],
      column: by === 'day' ? 'Day' : 'Kind',
      rows: rows.map(({ key, count }) => ({ name: nameOf(by, key), count, bar: Math.round((count / most) * widest) })),
    };
  });
  const responses = turnout.filter(({ by }) => by === 'type').reduce((sum, { count }) => sum + count, 0);
  return { responses, tables: tables.filter(({ rows }) => rows.length > 0) };
}

function nameOf(by: Turnout['by'], key: string): string {
  return by === 'day' ? formatLondon(new Date(`${key}T12:00:00Z`)) : (words[key] ?? key);
}
