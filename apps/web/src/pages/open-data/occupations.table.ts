import {
  type FieldOfOccupation,
  fieldsOfOccupations,
  fieldsWith,
  isLive,
  type Occupation,
  type PublishedMap,
  technicalLevelOf,
} from '@app/occupational-map';
import { levelWords } from '../maps/words';
import type { Column, Table } from './table';

type Row = { map: PublishedMap; occupation: Occupation };

const separator = '|';
const many = { separator };

/** All occupations of an edition in order of reference, retired ones too. */
export const occupationsOf = ({ state }: PublishedMap): Occupation[] =>
  Object.keys(state.occupations)
    .sort()
    .map((reference) => state.occupations[reference]);

/** The references of what replaces an occupation; none unless it is retired. */
export const replacedBy = ({ successor, successors }: Occupation): readonly string[] =>
  successors ?? (successor === null ? [] : [successor]);

const placeOf = ({ map, occupation }: Row) => map.occupation(occupation.reference)?.placement;

const column = (
  name: string,
  title: string,
  description: string,
  of: Column<Row>['of'],
  rest: Partial<Column<Row>> = {},
): Column<Row> => ({ name, title, description, of, ...rest });

/** The columns of fields that stand in the table as they are. */
const plain = fieldsWith('column').map((field): Column<Row> => {
  const { label, column, text }: FieldOfOccupation = fieldsOfOccupations[field];
  return {
    title: label,
    ...column,
    ...(text?.kind === 'lines' ? many : {}),
    of: ({ occupation }) => occupation[field],
  };
});
const isRequired = ({ required }: Column<Row>): boolean => required === true;

const whatItIs: readonly Column<Row>[] = [
  column('reference', 'Reference', 'Reference of the occupation', (row) => row.occupation.reference, {
    required: true,
  }),
  ...plain.filter(isRequired),
];

const whereItStands: readonly Column<Row>[] = [
  column('route', 'Route', 'The route whose map it is on; blank where it is retired', (row) => {
    const place = placeOf(row);
    return place && row.map.route(place.route)?.name;
  }),
  column('pathway', 'Pathway', 'Its pathway; blank where it awaits one', (row) => {
    const slug = placeOf(row)?.pathway;
    return slug && row.map.pathway(slug)?.name;
  }),
  column('cluster', 'Cluster', 'Its cluster; blank where it awaits one', (row) => {
    const slug = placeOf(row)?.cluster;
    return slug && row.map.cluster(slug)?.name;
  }),
  column(
    'technical_level',
    'Technical level',
    'Technical, Higher Technical or Professional',
    ({ occupation }) => levelWords[technicalLevelOf(occupation.level)].name,
  ),
];

const whatIsSaid = plain.filter((one) => !isRequired(one));

const whatLeadsToIt: readonly Column<Row>[] = [
  column('standard', 'Standard', 'Reference of its standard', (row) => row.occupation.standard?.reference),
  column('standard_version', 'Version', 'Version of its standard', (row) => row.occupation.standard?.version),
  column(
    't_levels',
    'T Levels',
    'References of the T Levels that cover it',
    ({ map, occupation }) => [
      ...new Set(map.tLevelsCovering(occupation.reference).map(({ tLevel }) => tLevel.reference)),
    ],
    many,
  ),
  column('soc_2020_code', 'SOC 2020 code', 'Closest unit group of SOC 2020', (row) => row.occupation.soc2020?.code),
  column('soc_2010_code', 'SOC 2010 code', 'Closest unit group of SOC 2010', (row) => row.occupation.soc2010?.code),
  column(
    'replaced_by',
    'Replaced by',
    'References of the occupations that replace a retired one',
    ({ occupation }) => (isLive(occupation) ? [] : replacedBy(occupation)),
    many,
  ),
];

/** Every occupation of an edition once, retired ones too. */
export const occupationsTable: Table<Row> = {
  name: 'occupations',
  title: 'Occupations',
  description: 'Every occupation, where it stands on the maps, and what leads to it; retired ones too.',
  primaryKey: ['reference'],
  columns: [...whatItIs, ...whereItStands, ...whatIsSaid, ...whatLeadsToIt],
  rows: (map) => occupationsOf(map).map((occupation) => ({ map, occupation })),
};
