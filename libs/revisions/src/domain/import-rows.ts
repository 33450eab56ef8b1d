import { foldText } from '@app/kernel';
import { checkOccupation, type Occupation, type OccupationStatus } from '@app/occupational-map';
import { excessColumn, type ImportLayout, missingColumn, type SourceRow } from './import-file';
import {
  clean,
  type Fault,
  type ImportWords,
  levelFault,
  markupFaults,
  routeFault,
  statusFault,
} from './import-faults';

/** One occupation that a row speaks of. `null` stands where the file says nothing, never for "erase". */
export type Candidate = {
  line: number;
  /** Where the letter of an option is not in the file: the reference of the core. */
  core: string;
  reference: string | null;
  title: string;
  level: number;
  status: OccupationStatus;
  route: string;
  pathway: string | null;
  standard: NonNullable<Occupation['standard']>;
  pausedForStarts: boolean;
  banner: string | null;
  typicalJobTitles: string[];
  overview: string;
  soc2020: Occupation['soc2020'];
  option: string | null;
};

/** What becomes of a row, before it is compared with the map. */
export type ClassifiedRow = { line: number; reference: string | null; title: string } & (
  | { kind: 'occupation'; candidates: Candidate[] }
  | { kind: 'product'; text: string }
  | { kind: 'skipped'; text: string }
  | { kind: 'held'; faults: Fault[] }
);

const statuses: Readonly<Record<string, OccupationStatus>> = {
  'Approved for delivery': 'approved',
  'Approved for delivery (paused for starts)': 'approved',
  'In development': 'in-development',
  'Proposal in development': 'proposal-in-development',
  Retired: 'retired',
};
export const knownStatuses: readonly string[] = Object.keys(statuses);
const paused = 'Approved for delivery (paused for starts)';

/** Sorts a whole file: each row by itself, and then against the rows before it that have the same reference. */
export function classifyRows(layout: ImportLayout, rows: readonly SourceRow[], words: ImportWords): ClassifiedRow[] {
  const firstLine = new Map<string, number>();
  return rows.map((row) => {
    const classified = classify(layout, row, words);
    const { reference } = classified;
    if (reference === null || classified.kind === 'product' || classified.kind === 'skipped') return classified;
    const first = firstLine.get(reference);
    if (first === undefined) firstLine.set(reference, row.line);
    return first === undefined ? classified : withFault(classified, duplicate(reference, first));
  });
}

/** Sorts one row by what it says, whatever stands in the other rows. */
export function classify(layout: ImportLayout, row: SourceRow, words: ImportWords): ClassifiedRow {
  const source = reading(layout, row);
  const { title } = source;
  const about = { line: row.line, reference: source.reference, title };
  if (/^(FA|AU)\d+/.test(source.code)) {
    return {
      ...about,
      reference: source.code,
      kind: 'product',
      text: `${source.code} ${title} is a product, not an occupation`,
    };
  }
  if (source.status === 'Withdrawn') return { ...about, kind: 'skipped', text: 'Withdrawn before it was delivered' };
  const faults = faultsOf(source, row, words);
  if (faults.length > 0) return { ...about, kind: 'held', faults };
  const candidates = candidatesOf(source, row, words);
  const invalid = candidates.flatMap((candidate) => invalidity(candidate));
  if (invalid.length > 0) return { ...about, kind: 'held', faults: invalid };
  return { ...about, kind: 'occupation', candidates };
}

/** The row with another fault: what was good before is held now. */
export function withFault(row: ClassifiedRow, fault: Fault): ClassifiedRow {
  const { line, reference, title } = row;
  return { line, reference, title, kind: 'held', faults: row.kind === 'held' ? [...row.faults, fault] : [fault] };
}

type Reading = {
  code: string;
  reference: string | null;
  title: string;
  status: string;
  version: string;
  overview: string;
  options: string[] | null;
  /** Cells that end on the map, and so must be plain text. */
  texts: Record<string, string>;
};

function reading(layout: ImportLayout, { cells }: SourceRow): Reading {
  const cell = (name: string) => clean(cells[name] ?? '');
  const derived = layout === 'occupations';
  const code = cell(derived ? 'occupation_code' : 'reference');
  const digits = /^(?:OCC|ST)(\d{4,5}[A-Z]{0,2})$/.exec(code)?.[1];
  const overviewColumn = derived ? 'overview' : 'overview_of_role';
  const plain = [
    'title',
    derived ? 'option' : 'options',
    'route',
    'version',
    'typical_job_titles',
    overviewColumn,
    'banner',
  ];
  return {
    code,
    reference: digits === undefined ? null : `OCC${digits}`,
    title: cell('title'),
    status: derived ? cell('product_status') || cell('occupation_status') : cell('status'),
    version: cell('version'),
    overview: cell(overviewColumn),
    options: !derived && cell('core_and_options') === 'Yes' ? optionNames(cells.options ?? '') : null,
    texts: Object.fromEntries(plain.filter((name) => cells[name] !== undefined).map((name) => [name, cells[name]])),
  };
}

function faultsOf(source: Reading, { cells }: SourceRow, words: ImportWords): Fault[] {
  const stop = (reason: Fault['reason'], text: string): Fault => ({ reason, text, field: null, choices: [] });
  const level = clean(cells.level ?? '');
  return [
    ...(cells[missingColumn] || cells[excessColumn]
      ? [stop('broken-row', 'The row has not as many cells as the header')]
      : []),
    ...(source.reference === null
      ? [stop('unknown-reference', `“${source.code}” is no reference of an occupation`)]
      : []),
    ...(source.title === '' ? [stop('blank-title', 'The row has no title')] : []),
    ...(source.options?.length === 0 ? [stop('no-options', 'It is marked core and options, but names no option')] : []),
    ...routeFault(clean(cells.route ?? ''), words),
    ...levelFault(level),
    ...(statuses[source.status] ? [] : statusFault(source.status, statusColumn(cells), knownStatuses)),
    ...markupFaults(source.texts),
  ];
}

const statusColumn = (cells: Record<string, string>): string => ('status' in cells ? 'status' : 'product_status');

function candidatesOf(source: Reading, row: SourceRow, words: ImportWords): Candidate[] {
  const reference = source.reference ?? '';
  const core = reference.replace(/[A-Z]+$/, '');
  const common = commonOf(source, row, words, core);
  if (source.options) {
    return source.options.map((option) => ({
      ...common,
      core,
      reference: null,
      title: `${source.title} - ${option}`,
      option,
    }));
  }
  const named = clean(source.texts.option ?? '');
  const option = reference === core ? null : named || source.title.split(' - ').slice(1).join(' - ') || source.title;
  return [{ ...common, core, reference, title: source.title, option }];
}

type Common = Omit<Candidate, 'core' | 'reference' | 'title' | 'option'>;

function commonOf(source: Reading, { line, cells }: SourceRow, words: ImportWords, core: string): Common {
  const status = statuses[source.status];
  const route = words.routeByName[foldText(cells.route)];
  const pathway = foldText(cells.pathway_if_certain ?? '');
  return {
    line,
    level: Number(clean(cells.level)),
    status,
    route,
    pathway: words.pathwayByName[`${route}/${pathway}`] ?? null,
    standard: { reference: core.replace('OCC', 'ST'), version: source.version || null, status: standardStatus(status) },
    pausedForStarts: source.status === paused,
    banner: clean(cells.banner ?? '') || null,
    typicalJobTitles: distinct((cells.typical_job_titles ?? '').split(';')),
    overview: source.overview,
    soc2020: socOf(clean(cells.derived_soc2020 ?? ''), clean(cells.derived_soc_confidence ?? ''), words),
  };
}

function standardStatus(status: OccupationStatus): 'approved' | 'in-development' | null {
  if (status === 'approved') return 'approved';
  return status === 'in-development' ? 'in-development' : null;
}

function socOf(code: string, confidence: string, { socTitles }: ImportWords): Occupation['soc2020'] {
  const title = socTitles[code];
  if (!title || !['high', 'medium', 'low'].includes(confidence)) return null;
  return { code, title, confidence: confidence as 'high' | 'medium' | 'low' };
}

/** Options in the order of the alphabet: the letters that the official map gives them follow it. */
function optionNames(cell: string): string[] {
  return distinct(cell.split(';')).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

function invalidity(candidate: Candidate): Fault[] {
  const { title, level, status, standard, banner, typicalJobTitles, overview } = candidate;
  const reference = candidate.reference ?? candidate.core;
  const given = { reference, title, level, status, standard, banner, typicalJobTitles, overview };
  const checked = checkOccupation(given);
  if (checked.success) return [];
  return checked.error.issues.map((issue) => ({
    reason: 'not-valid' as const,
    text: `${issue.path.join(' ')}: ${issue.message}`,
    field: null,
    choices: [],
  }));
}

function duplicate(reference: string, first: number): Fault {
  const text = `${reference} is already in line ${first}`;
  return {
    reason: 'duplicate-reference',
    text,
    field: 'reference',
    choices: [{ value: 'use', text: 'Use this row instead' }],
  };
}

function distinct(values: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const value of values.map(clean)) if (value && !seen.has(foldText(value))) seen.set(foldText(value), value);
  return [...seen.values()];
}
