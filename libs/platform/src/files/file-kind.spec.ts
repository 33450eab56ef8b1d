import { aFile, aZip, contentTypes } from '@test/support';
import { kindOfFile } from './file-kind';

const kindOr = (name: string, bytes: Buffer): Promise<string> =>
  kindOfFile(name, bytes).catch((error: Error) => error.message);

describe('the kind of a file', () => {
  it.each([
    ['pdf', aFile.pdf()],
    ['png', aFile.png()],
    ['jpeg', aFile.jpeg()],
    ['docx', aFile.docx()],
    ['odt', aFile.odt()],
  ])('is %s by what is in it, whatever its name says', async (kind, bytes) => {
    expect(await kindOr('letter.exe', bytes)).toBe(kind);
  });

  it('is CSV for text in UTF-8 that is named so, and for no other text', async () => {
    expect(await kindOr('Umfrage.CSV', Buffer.from('\ufeffcafé,2\r\n'))).toBe('csv');
    expect(await kindOr('page.html', Buffer.from('<p>Hello</p>'))).toMatch('must be a PDF');
    expect(await kindOr('latin.csv', Buffer.from('café', 'latin1'))).toMatch('UTF-8');
    expect(await kindOr('nul.csv', Buffer.from('a,\0b'))).toMatch('must be a PDF');
    expect(await kindOr('page.csv', Buffer.from('<?xml version="1.0"?><svg/>'))).toMatch('must be a PDF');
  });

  it.each(['letter.pdf', 'table.csv', 'photo.jpg'])('is none for a program that calls itself %s', async (name) => {
    expect(await kindOr(name, aFile.exe())).toMatch(/must be a PDF|UTF-8/);
  });

  it('is none for a zip that is no document, or only begins as one', async () => {
    expect(await kindOr('a.docx', aZip({ 'readme.txt': 'hello' }))).toMatch('must be a PDF');
    expect(await kindOr('a.docx', aFile.docx().subarray(0, -30))).toMatch('damaged');
    const headless = { 'word/other.xml': 'x', '[Content_Types].xml': contentTypes };
    expect(await kindOr('a.docx', aZip(headless, false))).toMatch('damaged');
  });

  it('is none for a document with macros, however it is named inside', async () => {
    expect(await kindOr('a.docx', aFile.docx({ 'word/vbaProject.bin': 'x' }))).toMatch('macros');
    const odt = { mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': 'x', 'Basic/script.xml': 'x' };
    expect(await kindOr('a.odt', aZip(odt))).toMatch('macros');
  });

  it('is none for two files in one', async () => {
    const zip = aZip({ 'run.class': 'x' });
    for (const first of [aFile.pdf(), aFile.png(), aFile.jpeg()]) {
      expect(await kindOr('a.pdf', Buffer.concat([first, zip]))).toMatch('second file');
    }
    expect(await kindOr('a.docx', Buffer.concat([aFile.docx(), aFile.docx()]))).toMatch('damaged');
  });

  it('is none for nothing', async () => {
    expect(await kindOr('a.pdf', Buffer.alloc(0))).toMatch('is empty');
  });
});
