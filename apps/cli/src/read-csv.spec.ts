import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCsv } from './read-csv';

const folder = mkdtempSync(join(tmpdir(), 'waymark-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, bytes: Buffer): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

describe('a CSV file to be imported', () => {
  it('is read in UTF-8, and in UTF-16 with its mark, as Excel saves both', () => {
    expect(readCsv(written('a.csv', Buffer.from('\ufeffcode,title\r\n1,Zoë')))).toBe('code,title\r\n1,Zoë');
    expect(readCsv(written('b.csv', Buffer.from('\ufeffcode,title\r\n1,Zoë', 'utf16le')))).toBe('code,title\r\n1,Zoë');
  });

  it('is told with its name when it is no such text, or is not there', () => {
    expect(() => readCsv(written('c.csv', Buffer.from('Zoë', 'latin1')))).toThrow('c.csv is not text in UTF-8');
    expect(() => readCsv(join(folder, 'none.csv'))).toThrow('There is no file');
  });
});
