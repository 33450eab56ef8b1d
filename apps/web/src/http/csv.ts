import type { PublicFile } from './public-pages';

/**
 * Who a file is for. `people` open it in a spreadsheet: it begins with a byte order mark, without which Excel garbles
 * "Zoë", and every line end inside a cell is one LF. `machines` read it: no mark, and line ends as they were given.
 */
export type CsvFor = 'people' | 'machines';

export type CsvCell = string | number;

/** The media type of every CSV file: UTF-8, and the first record names the columns (RFC 4180). */
export const csvType = 'text/csv; charset=utf-8; header=present';

const lineEnds = '\\n\\r\\v\\f\\u0085\\u2028\\u2029';
/** What a spreadsheet skips before a formula: spaces, control and format characters, marks and fillers without a letter. */
const skipped = `(?:(?![${lineEnds}])[\\p{C}\\p{Z}\\p{M}\\u115F\\u1160\\u2800\\u3164\\uFFA0])*`;
const formula = `'*${skipped}[=+\\-@\\t＝＋－＠﹦﹢﹣﹫]`;
/** Where a cell may begin for a program: at each line, and for the spreadsheets of other countries after a `;`. */
const formulaStart: Readonly<Record<CsvFor, RegExp>> = {
  people: new RegExp(`(?<=^|[\\n;])(?=${formula})`, 'gu'),
  machines: new RegExp(`(?<=^|[${lineEnds}])(?=${formula})|^(?='*\\r)`, 'gu'),
};

/**
 * A text in which no line begins as a formula (OWASP, "CSV injection"): an apostrophe stands before each that did. One is
 * added as well where apostrophes stood before a formula, so whoever takes one away there has the text as it was.
 */
function defused(text: string, whom: CsvFor): string {
  const given = whom === 'people' ? text.replaceAll(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n') : text;
  return given.replaceAll(formulaStart[whom], "'");
}

const quoted = new RegExp(`[",${lineEnds}]`);

function written(whom: CsvFor, cell: CsvCell): string {
  if (typeof cell === 'number') return String(cell);
  const text = defused(cell, whom);
  return quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const records = (whom: CsvFor, rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map((cell) => written(whom, cell)).join(',')}\r\n`).join('');

/**
 * The one way to write CSV: a file from its columns and rows, as RFC 4180 has it (CRLF after each record). Numbers stay
 * numbers; text is never a formula.
 */
export function csvText(whom: CsvFor, columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return (whom === 'people' ? '\uFEFF' : '') + records(whom, [columns, ...rows]);
}

/** The same, part after part, for what is too much for one text. */
export async function* csvParts(
  whom: CsvFor,
  columns: readonly string[],
  batches: AsyncIterable<readonly (readonly CsvCell[])[]>,
): AsyncGenerator<string> {
  yield csvText(whom, columns, []);
  for await (const rows of batches) yield records(whom, rows);
}

/** A CSV file to be saved under this name. */
export function csvFile(name: string, text: string): Required<Pick<PublicFile, 'type' | 'headers' | 'text'>> {
  return { type: csvType, headers: { 'content-disposition': `attachment; filename="${name}"` }, text };
}
