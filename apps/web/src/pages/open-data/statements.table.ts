import type { Occupation } from '@app/occupational-map';
import { occupationsOf } from './occupations.table';
import type { Table } from './table';

type Row = { occupation: Occupation; kind: string; code: string; text: string; mapped: readonly string[] };

/** The duties, knowledge, skills and behaviours of every occupation, and which of them belong together. */
export const statementsTable: Table<Row> = {
  name: 'statements',
  title: 'Duties, knowledge, skills and behaviours',
  description: 'One row for each duty and each statement of every occupation, and what it is mapped to.',
  primaryKey: ['reference', 'code'],
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
    {
      name: 'kind',
      title: 'Kind',
      description: 'duty, knowledge, skill or behaviour',
      required: true,
      of: ({ kind }) => kind,
    },
    { name: 'code', title: 'Code', description: 'D1, K1, S1 or B1', required: true, of: ({ code }) => code },
    { name: 'text', title: 'Text', description: 'What it says', required: true, of: ({ text }) => text },
    {
      name: 'mapped_to',
      title: 'Mapped to',
      description: 'Of a duty the statements that it needs; of a statement the duties that need it',
      separator: ' ',
      of: ({ mapped }) => mapped,
    },
  ],
  rows: (map) => occupationsOf(map).flatMap(rowsOf),
};

function rowsOf(occupation: Occupation): Row[] {
  const { duties, ksbs } = occupation;
  return [
    ...duties.map(({ code, text, ksbs: mapped }) => ({ occupation, kind: 'duty', code, text, mapped })),
    ...ksbs.map(({ kind, code, text }) => {
      const mapped = duties.filter((duty) => duty.ksbs.includes(code)).map((duty) => duty.code);
      return { occupation, kind, code, text, mapped };
    }),
  ];
}
