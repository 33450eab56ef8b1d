import { CsvRows } from './taken-files';

function rowsOf(text: string, size = 1): number {
  const rows = new CsvRows();
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) rows.read(bytes.subarray(at, at + size));
  return rows.rows;
}

describe('the rows of a CSV that is sent', () => {
  it.each([
    ['nothing', '', 0],
    ['a header', 'a,b\r\n', 0],
    ['a header without its end', 'a,b', 0],
    ['two rows', 'a,b\r\n1,2\r\n3,4\r\n', 2],
    ['two rows, the last without its end', 'a,b\n1,2\n3,4', 2],
    ['line ends and quotes within a field', 'a,b\r\n"one\r\ntwo ""three\n""",2\r\n', 1],
    ['letters beyond ASCII', 'ä\r\n"„zwei“\nü"\r\n', 1],
  ])('are counted: %s', (_, text, rows) => {
    for (const size of [1, 3, 1000]) expect(rowsOf(text, size)).toBe(rows);
  });
});
