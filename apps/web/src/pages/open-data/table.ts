import type { PublishedMap } from '@app/occupational-map';
import { type CsvFor, csvText } from '../../http/csv';
import { licence } from './licence';

type Cell = string | number | boolean | readonly string[] | null | undefined;

/** A column of a table: what is said about it, and what stands in it. A list has the separator between its values. */
export type Column<Row> = {
  name: string;
  title: string;
  description: string;
  of: (row: Row) => Cell;
  datatype?: 'string' | 'integer' | 'boolean' | 'dateTime' | 'anyURI';
  separator?: string;
  required?: boolean;
};

/** A table of an edition. Its CSV and its metadata are made from the same columns, so that they cannot disagree. */
export type Table<Row> = {
  name: string;
  title: string;
  description: string;
  primaryKey: readonly string[];
  columns: readonly Column<Row>[];
  rows: (map: PublishedMap) => readonly Row[];
};

/** What stands at the end of each row: a file that was passed on still says where it is from. */
const origin: readonly Column<PublishedMap>[] = [
  {
    name: 'edition',
    title: 'Edition',
    datatype: 'integer',
    description: 'Number of the edition of the maps',
    required: true,
    of: ({ edition }) => edition.no,
  },
  {
    name: 'published',
    title: 'Published',
    datatype: 'dateTime',
    description: 'When that edition was published, in UTC',
    required: true,
    of: ({ edition }) => edition.publishedAt.toISOString(),
  },
  {
    name: 'licence',
    title: 'Licence',
    datatype: 'anyURI',
    description: licence.name,
    required: true,
    of: () => licence.url,
  },
];

/** The table as CSV; its header only while there is no map. */
export function csvOf<Row>(whom: CsvFor, table: Table<Row>, map: PublishedMap | null): string {
  const header = [...table.columns, ...origin].map(({ name }) => name);
  const rows = map === null ? [] : table.rows(map).map((row) => cellsOf(table, map, row));
  return csvText(whom, header, rows);
}

function cellsOf<Row>({ columns }: Table<Row>, map: PublishedMap, row: Row): string[] {
  return [
    ...columns.map(({ of, separator }) => written(of(row), separator)),
    ...origin.map(({ of }) => written(of(map))),
  ];
}

/** CSVW has no way to write the separator inside a value: there it becomes a slash. */
function written(cell: Cell, separator = ''): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'object') return String(cell);
  return cell.map((value) => value.replaceAll(separator, '/')).join(separator);
}

/** What the file holds, after "CSV on the Web" (W3C). Its address is relative: the same for every copy of the two files. */
export function metadataOf<Row>(table: Table<Row>, map: PublishedMap | null): string {
  const { columns, primaryKey } = table;
  const metadata = {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: `${table.name}.csv`,
    'dc:title': map ? `${table.title}, edition ${map.edition.no} of the occupational maps` : table.title,
    'dc:description': table.description,
    'dc:publisher': 'Waymark',
    'dc:license': { '@id': licence.url },
    'dc:rights': licence.name,
    ...(map && {
      'dc:issued': { '@value': map.edition.publishedAt.toISOString(), '@type': 'xsd:dateTime' },
      'dc:hasVersion': String(map.edition.no),
    }),
    dialect: { header: true, encoding: 'utf-8' },
    tableSchema: { columns: [...columns.map(describe), ...origin.map(describe)], primaryKey },
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}

const describe = <Row>({ name, title, description, datatype, separator, required }: Column<Row>) => ({
  name,
  titles: [name, title],
  datatype: datatype ?? 'string',
  'dc:description': description,
  separator,
  required: required ?? false,
});
