import type { PublishedMap } from '@app/occupational-map';
import { csvType } from '../../http/csv';
import { mapJson } from './map-json';
import { occupationsTable } from './occupations.table';
import { skosOf } from './skos';
import { socCodesTable } from './soc-codes.table';
import { statementsTable } from './statements.table';
import { csvOf, metadataOf, type Table } from './table';

/** A file that every edition has: its media type, what to say about it, and its text from an edition. */
export type DataFile = {
  name: string;
  type: string;
  about: string;
  /** The name of the file that describes it. */
  describedBy?: string;
  text: (map: PublishedMap, baseUrl: string) => string;
};

/** A table as two files: CSV, and its metadata at the address where CSVW looks for it. */
function filesOf<Row>(table: Table<Row>, about: string): [DataFile, DataFile] {
  const name = `${table.name}.csv`;
  const describedBy = `${name}-metadata.json`;
  return [
    { name, type: csvType, about, describedBy, text: (map) => csvOf('machines', table, map) },
    {
      name: describedBy,
      type: metadataType,
      about: `What ${name} holds (CSV on the Web)`,
      text: (map) => metadataOf(table, map),
    },
  ];
}

export const metadataType = 'application/csvm+json; charset=utf-8';

/** The files of an edition, in the order in which they are shown. */
export const dataFiles: readonly DataFile[] = [
  ...filesOf(occupationsTable, 'Every occupation and where it stands, as a spreadsheet (CSV)'),
  ...filesOf(statementsTable, 'Duties, knowledge, skills and behaviours, as a spreadsheet (CSV)'),
  ...filesOf(socCodesTable, 'SOC codes, as a spreadsheet (CSV)'),
  {
    name: 'map.json',
    type: 'application/json; charset=utf-8',
    about: 'The whole map, with progression and T Levels (JSON)',
    text: mapJson,
  },
  {
    name: 'skos.jsonld',
    type: 'application/ld+json; charset=utf-8',
    about: 'Routes, pathways, clusters and occupations as concepts (SKOS, JSON-LD)',
    text: skosOf,
  },
];
