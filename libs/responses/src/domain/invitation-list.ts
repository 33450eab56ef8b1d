import { cleanText, emailAddress, normalEmail, oneLine, personName, type Reason, refuse, refuseIf } from '@app/kernel';
import { parse } from 'csv-parse/sync';

/** So many organisations are invited by one list at most. */
export const mostInvited = 500;
/** So many wrong lines are named; the rest is counted. */
const mostNamed = 30;

/** An organisation to invite, and on which line of the list it stands. */
export type ToInvite = { line: number; organisation: string; email: string; contact: string };

/** A list that could be read: each address once, and the lines that name one again. */
export type InvitationList = { invited: ToInvite[]; doubles: { line: number; of: number }[] };

type Line = { line: number; cells: string[] };
type Columns = { organisation: number; email: number; contact: number };

const organisation = oneLine(200, 'there is no name of an organisation', 'the name is longer than 200 characters');
const contact = personName();

/**
 * Reads a list of organisations as it was pasted, or as a program saved it: a line each with the organisation, its email
 * address and perhaps a contact, apart by commas, semicolons or tabs. A first line may name the columns.
 * @throws Refused with every line that is wrong, and what is wrong with it, beside `list`
 */
export function readInvitationList(text: string): InvitationList {
  const lines = linesOf(text);
  const named = columnsIn(lines[0]?.cells ?? []);
  const columns = named ?? { organisation: 0, email: 1, contact: 2 };
  const rows = named === null ? lines : lines.slice(1);
  if (rows.length === 0) refuse('Enter at least one organisation with its email address', 'list');
  if (rows.length > mostInvited) {
    refuse(`The list has ${rows.length} lines: invite at most ${mostInvited} organisations at once`, 'list');
  }
  const read = rows.map((row) => ({ ...row, ...rowIn(row, columns) }));
  refuseIf(namedOnes(read.flatMap(({ line, faults }) => faults.map((fault) => `Line ${line}: ${fault}`))));
  return onceEach(read.map(({ line, row }) => ({ line, ...row })));
}

function linesOf(text: string): Line[] {
  const [first = ''] = text
    .replace(/^\uFEFF/, '')
    .trimStart()
    .split('\n');
  const count = (mark: string): number => first.split(mark).length;
  const delimiter = [',', ';', '\t'].reduce((most, mark) => (count(mark) > count(most) ? mark : most));
  try {
    const options = { bom: true, delimiter, info: true, relax_column_count: true, relax_quotes: true };
    const records = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return records
      .map(({ record, info }) => ({ line: info.lines, cells: record.map(plainCell) }))
      .filter(({ cells }) => cells.some((cell) => cell !== ''));
  } catch (error) {
    const { lines } = error as { lines?: number };
    const where = lines === undefined ? 'The list' : `Line ${lines}`;
    return refuse(`${where}: a quotation mark is opened and not closed`, 'list');
  }
}

/** A cell without what spreadsheets and our own files put around a text so that it is no formula. */
function plainCell(given: string): string {
  const text = cleanText(given, 'one-line');
  const [, quoted] = /^="(.*)"$/.exec(text) ?? [];
  return quoted ?? text.replace(/^'(?=[=+\-@＝＋－＠﹦﹢﹣﹫])/u, '');
}

/** Where the columns are, if the first line names them: no address stands in it. */
function columnsIn(cells: readonly string[]): Columns | null {
  if (cells.some((cell) => cell.includes('@'))) return null;
  const at = (pattern: RegExp): number => cells.findIndex((cell) => pattern.test(cell));
  const email = at(/e-?mail|address/i);
  if (email === -1) return null;
  const found = at(/organi[sz]ation|company|employer/i);
  return {
    email,
    organisation: found === -1 ? (email === 0 ? 1 : 0) : found,
    contact: at(/contact|person|full name/i),
  };
}

function rowIn({ cells }: Line, columns: Columns): { row: Omit<ToInvite, 'line'>; faults: string[] } {
  const cell = (at: number): string => cells[at] ?? '';
  const row = { organisation: cell(columns.organisation), email: cell(columns.email), contact: cell(columns.contact) };
  if (cells.length < 2)
    return { row, faults: ['the organisation and its address must be apart by a comma or semicolon'] };
  const formula = Object.values(row).find((text) => /^[=＝﹦]/.test(text));
  if (formula !== undefined) return { row, faults: [`“${short(formula)}” is a formula: write its words`] };
  const [name, address, person] = [organisation, emailAddress, contact].map((field, at) =>
    field.safeParse([row.organisation, row.email, row.contact][at]),
  );
  const faults = [
    ...(name?.success === false ? [name.error.issues[0]?.message ?? ''] : []),
    ...(address?.success === false
      ? [row.email === '' ? 'there is no email address' : `“${short(row.email)}” is no email address`]
      : []),
    ...(person?.success === false ? [`“${short(row.contact)}” is no name of a person`] : []),
  ];
  return { row: { ...row, email: typeof address?.data === 'string' ? address.data : row.email }, faults };
}

/** A list of hundreds of wrong lines helps nobody: it is the wrong file. */
function namedOnes(faults: readonly string[]): Reason[] {
  const rest = faults.length - mostNamed;
  const texts = rest > 0 ? [...faults.slice(0, mostNamed), `${rest} more lines are wrong`] : faults;
  return texts.map((text) => ({ field: 'list', text }));
}

function onceEach(rows: readonly ToInvite[]): InvitationList {
  const first = new Map<string, ToInvite>();
  const doubles: InvitationList['doubles'] = [];
  for (const row of rows) {
    const known = first.get(normalEmail(row.email));
    if (known === undefined) first.set(normalEmail(row.email), row);
    else doubles.push({ line: row.line, of: known.line });
  }
  return { invited: [...first.values()], doubles };
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
