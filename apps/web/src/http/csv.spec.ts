import { Readable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import csvParser from 'csv-parser';
import fc from 'fast-check';
import Papa from 'papaparse';
import { type CsvCell, type CsvFor, csvParts, csvText } from './csv';

type Rows = readonly (readonly CsvCell[])[];
const columns = ['one', 'two', 'three'];

/** Three readers that share no code. One takes no byte order mark, so it is given text. */
const readers: Readonly<Record<string, (bytes: Buffer) => Promise<string[][]>>> = {
  'csv-parse': async (bytes) => parse(bytes, { bom: true }),
  papaparse: async (bytes) => Papa.parse<string[]>(bytes.toString(), { skipEmptyLines: true }).data,
  'csv-parser': async (bytes) => {
    const records: string[][] = [];
    const parser = csvParser().on('headers', (header: string[]) => records.push(header));
    for await (const record of Readable.from([new TextDecoder().decode(bytes)]).pipe(parser)) {
      records.push(Object.values(record as Record<string, string>));
    }
    return records;
  },
};

const lineEnd = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/;
const cellStart = { people: /[\n;]/, machines: lineEnd } as const;
const begins = /^(?:[\p{C}\p{Z}\p{M}\u115F\u1160\u2800\u3164\uFFA0](?<![\t\r]))*[=+\-@\t＝＋－＠﹦﹢﹣﹫]/u;
const formulas = (whom: CsvFor, cell: string): string[] =>
  cell.split(cellStart[whom]).filter((line) => begins.test(line) || cell.startsWith('\r'));

/** What the writer says of itself: take one apostrophe away before each formula, and the text is as it was. */
const undone = (whom: CsvFor, cell: string): string =>
  cell
    .split(new RegExp(`(${cellStart[whom].source})`))
    .map((part) => (part.startsWith("'") && begins.test(part.replace(/^'+/, '')) ? part.slice(1) : part))
    .join('')
    .replace(/^'(?='*\r)/, '');
const asMeant = (whom: CsvFor, cell: CsvCell): string =>
  whom === 'people' ? String(cell).split(lineEnd).join('\n') : String(cell);

const awkward = fc.constantFrom(
  ...['\r\n', '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029', '"', '""', ',', ';', '\t', "'", ' ', '\u00a0'],
  ...['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u200b', '\ufeff', '\u202e', '\u3164', '\0', '\\', '|'],
  ...["=cmd|' /C calc'!A0", '@SUM(1+1)*cmd', '-2+3', 'Zoë’s – 40 %', 'שלום', '👩🏽‍💻', 'Acme', '5', '-5'],
);
const someText = fc
  .array(fc.oneof({ weight: 4, arbitrary: awkward }, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 7 })
  .map((parts) => parts.join(''));
const someRows = fc.array(fc.tuple(someText, fc.oneof(someText, fc.integer(), fc.double({ noNaN: true })), someText));

describe.each<CsvFor>(['people', 'machines'])('a file for %s', (whom) => {
  it.each(Object.entries(readers))('is read back by %s, cell by cell, and no line is a formula', async (_, read) => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows: Rows) => {
        const [header, ...found] = await read(Buffer.from(csvText(whom, columns, rows)));
        expect(header).toEqual(columns);
        expect(found.map((cells) => cells.length)).toEqual(rows.map(() => columns.length));
        for (const [row, cells] of found.entries()) {
          for (const [column, cell] of cells.entries()) {
            const given = rows[row][column];
            if (typeof given === 'number') expect(cell).toBe(String(given));
            else {
              expect(formulas(whom, cell)).toEqual([]);
              expect(undone(whom, cell)).toBe(asMeant(whom, given));
            }
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is the same in parts', async () => {
    const rows: Rows = [
      ['a', 1, '=b'],
      ['"', 2, 'x\n=y'],
    ];
    const parts = csvParts(whom, columns, Readable.from(rows.map((row) => [row])));
    expect(await textOf(Readable.from(parts))).toBe(csvText(whom, columns, rows));
  });
});

it('says to people what they see, with a mark for Excel', () => {
  const rows = [
    ['Acme\r\n=cmd', 'Zoë’s – 40 %', 'one\u2028two'],
    ['x; =1', -5, '-5'],
    ["'=", ' ＝1', "it's - fine"],
  ];
  expect(csvText('people', columns, rows)).toBe(
    `\uFEFFone,two,three\r\n"Acme\n'=cmd",Zoë’s – 40 %,"one\ntwo"\r\nx;' =1,-5,'-5\r\n''=,' ＝1,it's - fine\r\n`,
  );
});

it('gives machines what was said, without a mark', () => {
  const rows = [
    ['Acme\r\n=cmd', 'Zoë’s – 40 %', 'one\u2028two'],
    ['x; =1', -5, 'a\r\n\r\nb'],
    ['\rx', '', 'plain'],
  ];
  expect(csvText('machines', columns, rows)).toBe(
    `one,two,three\r\n"Acme\r\n'=cmd",Zoë’s – 40 %,"one\u2028two"\r\nx; =1,-5,"a\r\n\r\nb"\r\n"'\rx",,plain\r\n`,
  );
});
