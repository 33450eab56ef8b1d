import type { Occupation, PublishedMap } from '@app/occupational-map';
import type { Table } from './table';

type Row = { map: PublishedMap; occupation: Occupation };

/** What is said wherever these codes are given out. */
const disclaimer =
  'A SOC code is the one unit group of the national statistics that is closest to an occupation; it does not say what ' +
  'the occupation is. The matches are this service’s own and not an official mapping. Where no match is known the ' +
  'code is left blank, never guessed.';

/** Every occupation on the maps with the SOC codes that it was matched with. */
export const socCodesTable: Table<Row> = {
  name: 'soc-codes',
  title: 'SOC codes of the occupations',
  description: disclaimer,
  primaryKey: ['reference'],
  columns: [
    {
      name: 'reference',
      title: 'Reference',
      description: 'Reference of the occupation',
      required: true,
      of: (row) => row.occupation.reference,
    },
    {
      name: 'title',
      title: 'Title',
      description: 'Title of the occupation',
      required: true,
      of: (row) => row.occupation.title,
    },
    { name: 'route', title: 'Route', description: 'The route whose map it is on', of: routeName },
    {
      name: 'level',
      title: 'Level',
      datatype: 'integer',
      description: 'Level, 2 to 7',
      required: true,
      of: (row) => row.occupation.level,
    },
    {
      name: 'soc_2020_code',
      title: 'SOC 2020 code',
      description: 'Closest unit group of SOC 2020; blank where unknown',
      of: (row) => row.occupation.soc2020?.code,
    },
    {
      name: 'soc_2020_title',
      title: 'SOC 2020 title',
      description: 'Title of that unit group',
      of: (row) => row.occupation.soc2020?.title,
    },
    {
      name: 'soc_2010_code',
      title: 'SOC 2010 code',
      description: 'Closest unit group of SOC 2010; blank where unknown',
      of: (row) => row.occupation.soc2010?.code,
    },
    {
      name: 'soc_2010_title',
      title: 'SOC 2010 title',
      description: 'Title of that unit group',
      of: (row) => row.occupation.soc2010?.title,
    },
    {
      name: 'confidence',
      title: 'Confidence',
      description: 'How close the match with SOC 2020 is: high, medium or low; blank where there is none',
      of: (row) => row.occupation.soc2020?.confidence,
    },
  ],
  rows: (map) => map.occupations.map((occupation) => ({ map, occupation })),
};

function routeName({ map, occupation }: Row): string | undefined {
  return map.routeOf(occupation)?.name;
}
