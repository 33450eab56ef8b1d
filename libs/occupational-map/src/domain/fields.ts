import type { DifferenceKind } from './differences';
import type { Occupation } from './occupation';

/** What of an occupation answered a search. */
export type SearchedBy = 'title' | 'job-title' | 'keyword' | 'statement';

/**
 * A text of an occupation, and how many characters it, or each of its items, may have: a line, prose, a list with an item
 * on each line (`item` is what one is called, `most` how many a request may name), or coded statements.
 */
export type TextOfOccupation =
  | { kind: 'line' | 'prose' | 'statements'; longest: number }
  | { kind: 'lines'; longest: number; most: number; item: string };

/** A column in the table of occupations of an edition. */
type ColumnOfOccupation = {
  name: string;
  description: string;
  datatype?: 'integer' | 'boolean';
  required?: true;
};

/** What everything about one field of an occupation is read from. */
export type FieldOfOccupation = {
  /** Its name above what it says: in forms, tables and pages. */
  label: string;
  /** Its name within a sentence. */
  name: string;
  /** What changes it: an amendment; as to its wording alone a correction, too; or that the occupation is retired. */
  changedBy: 'amendment' | 'correction' | 'retirement';
  /** As what a change of it is told, between two maps. */
  told: DifferenceKind;
  text?: TextOfOccupation;
  /** As what its words answer a search; those of other fields are not looked at. */
  searchedBy?: SearchedBy;
  /** How much its words count where texts of occupations are compared; those of other fields do not. */
  likeness?: number;
  column?: ColumnOfOccupation;
  /** What it is as a member of a SKOS concept; the context of the file knows it. */
  skos?: 'prefLabel' | 'altLabel' | 'definition' | 'note';
  /** The heading above it on the page of the occupation, of texts that stand there as they are. */
  heading?: string;
};

const amendment = { changedBy: 'amendment', told: 'amended' } as const;
const correction = { changedBy: 'correction', told: 'amended' } as const;
const retirement = { changedBy: 'retirement', told: 'amended' } as const;

/**
 * The fields of an occupation, each told once: its name, how long its text may be, what may change it, and its place in
 * the table, in SKOS, on its page, in the search, in likeness and in differences. Whoever reads an occupation field by
 * field reads this. A field that comes later is optional in `occupationSchema` and absent where it says nothing: editions
 * are known by the hash of what they say. "How to add a field" in README has the steps.
 */
export const fieldsOfOccupations = {
  title: {
    label: 'Title',
    name: 'title',
    ...amendment,
    told: 'retitled',
    text: { kind: 'line', longest: 200 },
    searchedBy: 'title',
    likeness: 3,
    column: { name: 'title', description: 'Title of the occupation', required: true },
    skos: 'prefLabel',
  },
  level: {
    label: 'Level',
    name: 'level',
    ...amendment,
    told: 'level',
    column: { name: 'level', description: 'Level, 2 to 7', datatype: 'integer', required: true },
  },
  status: {
    label: 'Status',
    name: 'status',
    ...amendment,
    column: {
      name: 'status',
      description: 'approved, in-development, proposal-in-development, awaiting-interest or retired',
      required: true,
    },
  },
  overview: {
    label: 'Overview',
    name: 'overview',
    ...correction,
    text: { kind: 'prose', longest: 4000 },
    likeness: 2,
    column: { name: 'overview', description: 'What people in it do' },
    skos: 'definition',
    heading: 'Occupation profile',
  },
  typicalJobTitles: {
    label: 'Typical job titles',
    name: 'typical job titles',
    ...correction,
    text: { kind: 'lines', longest: 200, most: 50, item: 'job title' },
    searchedBy: 'job-title',
    likeness: 1.5,
    column: { name: 'typical_job_titles', description: 'Titles of jobs in it' },
    skos: 'altLabel',
    heading: 'Typical job titles',
  },
  keywords: {
    label: 'Keywords',
    name: 'keywords',
    ...correction,
    text: { kind: 'lines', longest: 100, most: 100, item: 'keyword' },
    searchedBy: 'keyword',
    likeness: 1.5,
    column: { name: 'keywords', description: 'Words that it is found by' },
  },
  banner: { label: 'Banner', name: 'banner', ...correction, text: { kind: 'prose', longest: 4000 } },
  duties: {
    label: 'Duties',
    name: 'duties',
    ...correction,
    told: 'duties',
    text: { kind: 'statements', longest: 1000 },
    searchedBy: 'statement',
    likeness: 0.7,
  },
  ksbs: {
    label: 'Knowledge, skills and behaviours',
    name: 'knowledge, skills and behaviours',
    ...correction,
    told: 'ksbs',
    text: { kind: 'statements', longest: 1000 },
    searchedBy: 'statement',
    likeness: 0.7,
  },
  soc2020: { label: 'SOC 2020 code', name: 'SOC 2020 code', ...amendment, told: 'soc' },
  soc2010: { label: 'SOC 2010 code', name: 'SOC 2010 code', ...amendment, told: 'soc' },
  apprenticeshipOnly: {
    label: 'Apprenticeship only',
    name: 'apprenticeship-only flag',
    ...amendment,
    column: {
      name: 'apprenticeship_only',
      description: 'Whether an apprenticeship is the only way into it',
      datatype: 'boolean',
    },
  },
  apprenticeshipOnlySource: {
    label: 'Source of apprenticeship only',
    name: 'source of the apprenticeship-only flag',
    ...amendment,
  },
  standard: { label: 'Occupational standard', name: 'occupational standard', ...amendment },
  pausedForStarts: {
    label: 'Paused for starts',
    name: 'pause for starts',
    ...amendment,
    column: {
      name: 'paused_for_starts',
      description: 'Whether its apprenticeship takes no new starts',
      datatype: 'boolean',
    },
  },
  option: { label: 'Option', name: 'option', ...amendment },
  products: { label: 'Products', name: 'products', ...amendment },
  successor: { label: 'Successor', name: 'successor', ...retirement },
  successors: { label: 'Successors', name: 'successors', ...retirement },
  retiredFrom: { label: 'Retired from', name: 'route it was retired from', ...retirement },
} as const satisfies Readonly<Record<string, FieldOfOccupation>>;

type Fields = typeof fieldsOfOccupations;
export type FieldName = keyof Fields;

/** The fields of which this is said: `FieldsWith<'text'>` are the texts. */
export type FieldsWith<K extends keyof FieldOfOccupation, V = unknown> = {
  [F in FieldName]: Fields[F] extends Record<K, V> ? F : never;
}[FieldName];

/** The texts that people read and write as they are: a line, prose, lines. Statements have codes beside them. */
export type PlainText = FieldsWith<'text', { kind: 'line' | 'prose' | 'lines' }>;

/** What is told of a field, whichever it is: the table leaves none out. */
export const fieldOf = (field: Exclude<keyof Occupation, 'reference'>): FieldOfOccupation => fieldsOfOccupations[field];
export const fieldNames = Object.keys(fieldsOfOccupations) as FieldName[];

/** The fields of which this is said, in the order of the table. */
export function fieldsWith<K extends keyof FieldOfOccupation>(key: K): FieldsWith<K>[] {
  return fieldNames.filter((name) => fieldOf(name)[key] !== undefined) as FieldsWith<K>[];
}

/** The plain texts, in the order of the table. */
export const plainTexts = fieldsWith('text').filter((name) => fieldOf(name).text?.kind !== 'statements') as PlainText[];

/** Whether a field is a plain text; what is told of it reads as one then. */
export const isPlainText = (field: FieldName | null): field is PlainText => plainTexts.some((name) => name === field);

/** What a correction may touch: wording, and nothing that places, names or grades an occupation. */
export const wordingFields = fieldNames.filter((name) => fieldOf(name).changedBy === 'correction') as FieldsWith<
  'changedBy',
  'correction'
>[];

type Text = string | readonly (string | { readonly text: string })[] | null | undefined;

/** The texts that stand in one field, one by one: none where it says nothing. */
export function textsIn<F extends FieldsWith<'text'>>(said: Readonly<Partial<Record<F, Text>>>, field: F): string[] {
  const value = said[field];
  if (value === undefined || value === null || value === '') return [];
  return typeof value === 'string' ? [value] : value.map((one) => (typeof one === 'string' ? one : one.text));
}
