import { aFile, aZip, contentTypes } from '@test/support';
import { kindOfFile } from './file-kind';

const kindOr = (name: string, bytes: Buffer): Promise<string> =>
  kindOfFile(name, bytes).catch((error: Error) => error.message);

const sheetTypes =
  '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>';

/** The least of a file of the old Office programs (MS-CFB) with a stream of this name. */
const compound = (stream: string): Buffer =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(600),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(90),
  ]);

/** A zip whose list says that its entries have a password. */
function withPasswordFlag(zip: Buffer): Buffer {
  for (let at = zip.indexOf('PK\x01\x02'); at !== -1; at = zip.indexOf('PK\x01\x02', at + 1))
    zip.writeUInt16LE(1, at + 8);
  return zip;
}

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

  it('is CSV for text that is named so, and for no other text', async () => {
    expect(await kindOr('Umfrage.CSV', Buffer.from('\ufeffcafé,2\r\n'))).toBe('csv');
    expect(await kindOr('few.csv', Buffer.from('<5 employees,2\r\n'))).toBe('csv');
    expect(await kindOr('notes.txt', Buffer.from('BMW Group'))).toMatch('is plain text that is not named .csv');
    expect(await kindOr('latin.csv', Buffer.from('BMW Zürich,2', 'latin1'))).toMatch('CSV that is not text in UTF-8');
    expect(await kindOr('nul.csv', Buffer.from('a,\0b'))).toMatch('CSV that is not text in UTF-8');
    expect(await kindOr('blank.csv', Buffer.from('\ufeff\r\n \r\n'))).toMatch('is empty');
  });

  it.each(['BMW Group', 'GIF89a', 'MZ', 'ID3', 'RIFF', 'PK', 'OggS', '8BPS', 'FLV', '%PDF-free week', 'Rar!', 'wOFF'])(
    'is CSV for a text that begins with %s, as files of another kind do',
    async (start) =>
      expect(await kindOr('a.csv', Buffer.from(`${start},employer\r\n${'Acme,1\r\n'.repeat(9)}`))).toBe('csv'),
  );

  it('is CSV for text in UTF-16 that says so', async () => {
    const little = Buffer.from('\ufeffBMW Group,Zoë\r\n', 'utf16le');
    expect(await kindOr('a.csv', little)).toBe('csv');
    expect(await kindOr('a.csv', Buffer.from(little).swap16())).toBe('csv');
    expect(await kindOr('a.csv', little.subarray(2))).toMatch('CSV that is not text in UTF-8');
    expect(await kindOr('a.csv', little.subarray(0, -1))).toMatch('CSV that is not text in UTF-8');
  });

  it.each([['\r\n'], ['\0\0\0'], ['\ufeff'], ['\ufeff \r\n\0'], [' '.repeat(900)]])(
    'is PDF with %j before its beginning',
    async (blank) => expect(await kindOr('a.pdf', Buffer.concat([Buffer.from(blank), aFile.pdf()]))).toBe('pdf'),
  );

  it.each([
    ['a picture (GIF)', 'a.pdf', Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(40)])],
    ['a picture (SVG)', 'a.csv', Buffer.from('\n<?xml version="1.0"?>\n<svg/>')],
    ['a web page (HTML)', 'a.csv', Buffer.from('<!DOCTYPE html><p>Hello</p>')],
    ['an XML file', 'a.csv', Buffer.from('<?xml version="1.0"?><rows/>')],
    ['a zip file', 'a.docx', aZip({ 'readme.txt': 'hello' })],
    ['a zip file', 'a.zip', aZip({ 'letter.pdf': aFile.pdf().toString() }, false)],
    ['an Excel workbook (XLSX)', 'a.csv', aZip({ '[Content_Types].xml': sheetTypes, 'xl/workbook.xml': '<x/>' })],
    [
      'an OpenDocument spreadsheet (ODS)',
      'a.ods',
      aZip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }),
    ],
    ['a Word document in the old format (DOC)', 'a.doc', compound('WordDocument')],
    ['a document (RTF)', 'a.docx', Buffer.from('{\\rtf1 Hello}')],
    ['a program', 'a.pdf', aFile.exe()],
    ['a sound (MP3)', 'a.mp3', Buffer.concat([Buffer.from('ID3\x03\0\0\0\0\0\0'), Buffer.from('fffb9000', 'hex')])],
    ['of a kind that we do not know', 'a.bin', Buffer.from([1, 2, 3, 4, 0, 250])],
  ])('is told as %s', async (what, name, bytes) => {
    expect(await kindOr(name, bytes)).toBe(
      `The selected file is ${what}. It must be a PDF, DOCX, ODT, CSV, PNG or JPEG`,
    );
  });

  it('is none for what has a password, whichever program put it there', async () => {
    const locked = [
      aFile.pdf('/Encrypt 5 0 R'),
      compound('EncryptedPackage'),
      aFile.odt({ 'META-INF/manifest.xml': '<manifest:encryption-data/>' }),
      withPasswordFlag(aFile.docx()),
    ];
    for (const bytes of locked) expect(await kindOr('a.pdf', bytes)).toMatch('is protected by a password');
  });

  it('is that of a document whose main part Word has numbered', async () => {
    expect(await kindOr('a.docx', aZip({ '[Content_Types].xml': contentTypes, 'word/document2.xml': 'x' }))).toBe(
      'docx',
    );
  });

  it.each(['letter.pdf', 'table.csv', 'photo.jpg'])('is none for a program that calls itself %s', async (name) => {
    expect(await kindOr(name, aFile.exe())).toMatch('is a program. It must be a PDF');
  });

  it('is none for a zip that is no document, or only begins as one', async () => {
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
    const before = Buffer.concat([Buffer.from([0, 1, 250, 2]), aFile.pdf()]);
    expect(await kindOr('a.pdf', before)).toMatch('PDF with something else before its beginning');
    expect(await kindOr('a.pdf', Buffer.concat([Buffer.from('<html></html>\n'), aFile.pdf()]))).toMatch('web page');
  });

  it('is none for nothing', async () => {
    expect(await kindOr('a.pdf', Buffer.alloc(0))).toMatch('is empty');
  });
});
