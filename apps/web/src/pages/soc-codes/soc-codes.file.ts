import { paths } from '@app/kernel';
import type { Edition, PublishedMap } from '@app/occupational-map';
import { stringify } from 'csv-stringify/sync';

type Column = { name: string; title: string; datatype: string; description: string };

const columns: readonly Column[] = [
  { name: 'reference', title: 'Reference', datatype: 'string', description: 'Reference of the occupation' },
  { name: 'title', title: 'Title', datatype: 'string', description: 'Title of the occupation' },
  { name: 'route', title: 'Route', datatype: 'string', description: 'The route whose map it is on' },
  { name: 'level', title: 'Level', datatype: 'integer', description: 'Level, 2 to 7' },
  {
    name: 'soc_2020_code',
    title: 'SOC 2020 code',
    datatype: 'string',
    description: 'Closest unit group of SOC 2020; blank where unknown',
  },
  { name: 'soc_2020_title', title: 'SOC 2020 title', datatype: 'string', description: 'Title of that unit group' },
  {
    name: 'soc_2010_code',
    title: 'SOC 2010 code',
    datatype: 'string',
    description: 'Closest unit group of SOC 2010; blank where unknown',
  },
  { name: 'soc_2010_title', title: 'SOC 2010 title', datatype: 'string', description: 'Title of that unit group' },
  {
    name: 'confidence',
    title: 'Confidence',
    datatype: 'string',
    description: 'How close the match with SOC 2020 is: high, medium or low; blank where there is none',
  },
  { name: 'edition', title: 'Edition', datatype: 'integer', description: 'Number of the edition of the maps' },
  {
    name: 'published',
    title: 'Published',
    datatype: 'dateTime',
    description: 'When that edition was published, in UTC',
  },
];

/** What is said wherever these codes are given out. */
const disclaimer =
  'A SOC code is the one unit group of the national statistics that is closest to an occupation; it does not say what ' +
  'the occupation is. The matches are this service’s own and not an official mapping. Where no match is known the ' +
  'code is left blank, never guessed.';

/** Every occupation on the maps with its codes. Cells that a spreadsheet would take for a formula are made plain text. */
export function csvOf(map: PublishedMap): string {
  const { no, publishedAt } = map.edition;
  const rows = map.occupations.map((occupation) => {
    const { reference, title, level, soc2020, soc2010 } = occupation;
    const slug = map.occupation(reference)?.placement?.route;
    return [
      reference,
      title,
      slug ? (map.route(slug)?.name ?? '') : '',
      level,
      soc2020?.code ?? '',
      soc2020?.title ?? '',
      soc2010?.code ?? '',
      soc2010?.title ?? '',
      soc2020?.confidence ?? '',
      no,
      publishedAt.toISOString(),
    ];
  });
  return write(rows);
}

/** The file while no edition has been published: its header only. */
export const emptyCsv = (): string => write([]);

const write = (rows: readonly unknown[][]): string =>
  stringify([columns.map((column) => column.name), ...rows], { escape_formulas: true, record_delimiter: '\r\n' });

/** What the file holds, after "CSV on the Web" (W3C). */
export function metadataOf(baseUrl: string, edition: Edition | null): object {
  const base = baseUrl.replace(/\/$/, '');
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url: `${base}${paths.socCodesFile()}`,
    'dc:title': edition
      ? `SOC codes of the occupations, edition ${edition.no} of the occupational maps`
      : 'SOC codes of the occupations',
    'dc:description': disclaimer,
    'dc:publisher': 'Waymark',
    ...(edition && {
      'dc:issued': { '@value': edition.publishedAt.toISOString(), '@type': 'xsd:dateTime' },
      'dc:hasVersion': String(edition.no),
    }),
    dialect: { header: true, encoding: 'utf-8' },
    tableSchema: {
      columns: columns.map(({ name, title, datatype, description }) => ({
        name,
        titles: [name, title],
        datatype,
        'dc:description': description,
        required: ['reference', 'title', 'level', 'edition', 'published'].includes(name),
      })),
      primaryKey: 'reference',
    },
  };
}
