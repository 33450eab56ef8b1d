import { cleanText, refuse } from '@app/kernel';
import { parse } from 'csv-parse/sync';

/** The two official-looking files that Waymark reads: one row per map occupation, or one per standard. */
export type ImportLayout = 'occupations' | 'standards';

/** A row as it stands in the file: its first line there, and its cells by column. */
export type SourceRow = { line: number; cells: Record<string, string> };

/** A file that could be read: its layout, its rows, and the lines whose number of cells does not fit the header. */
export type SourceFile = { layout: ImportLayout; rows: SourceRow[] };

/** The column that holds cells beyond the header, so that nothing of a broken row is lost. */
export const excessColumn = '(more cells than columns)';
/** The column that marks a row with fewer cells than the header. */
export const missingColumn = '(fewer cells than columns)';

const columns: Record<ImportLayout, readonly string[]> = {
  occupations: [
    'occupation_code',
    'title',
    'core_standard_reference',
    'option',
    'level',
    'route',
    'occupation_status',
    'product_status',
    'version',
    'typical_job_titles',
    'overview',
  ],
  standards: [
    'reference',
    'title',
    'version',
    'status',
    'route',
    'level',
    'core_and_options',
    'options',
    'typical_job_titles',
    'overview_of_role',
  ],
};

/**
 * Reads a CSV file of one of the two layouts.
 * @throws Refused when it is no CSV, is empty, or lacks a column, with the columns named
 */
export function readImportFile(text: string): SourceFile {
  if (text.includes('\0')) refuse('The file is not text: save it as CSV in UTF-8');
  const [header, ...records] = parsed(text);
  if (header === undefined) refuse('The file is empty');
  const names = header.record.map((name) => cleanText(name, 'one-line'));
  const layout = layoutOf(names);
  const starts = [header, ...records].map(({ end }) => end + 1);
  return { layout, rows: records.map(({ record }, index) => ({ line: starts[index], cells: cellsOf(names, record) })) };
}

type ParsedRecord = { record: string[]; end: number };

function parsed(text: string): ParsedRecord[] {
  try {
    const rows = parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    return rows.map(({ record, info }) => ({ record, end: info.lines }));
  } catch (error) {
    return refuse(`The file is not readable as CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function layoutOf(names: readonly string[]): ImportLayout {
  const missing = (layout: ImportLayout) => columns[layout].filter((column) => !names.includes(column));
  for (const layout of ['occupations', 'standards'] as const) if (missing(layout).length === 0) return layout;
  const nearest: ImportLayout = names.includes('occupation_code') ? 'occupations' : 'standards';
  return refuse(`The file lacks the columns ${missing(nearest).join(', ')}`);
}

function cellsOf(names: readonly string[], record: readonly string[]): Record<string, string> {
  const cells = Object.fromEntries(names.map((name, index) => [name, record[index] ?? '']));
  if (record.length < names.length) cells[missingColumn] = `${record.length} of ${names.length}`;
  if (record.length > names.length) cells[excessColumn] = record.slice(names.length).join(';');
  return cells;
}
