import { crc32, deflateRawSync } from 'node:zlib';

/** A zip of these entries, as programs write them: heads, data, list, end. */
export function aZip(entries: Readonly<Record<string, string>>, compress = true): Buffer {
  const heads: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(entries)) {
    const [raw, title] = [Buffer.from(text), Buffer.from(name)];
    const stored = !compress || name === 'mimetype';
    const data = stored ? raw : deflateRawSync(raw);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(stored ? 0 : 8, 4);
    about.writeUInt32LE(crc32(raw), 10);
    about.writeUInt32LE(data.length, 14);
    about.writeUInt32LE(raw.length, 18);
    about.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    heads.push(Buffer.from('PK\x03\x04'), about, title, data);
    list.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, place, title);
    at += 30 + title.length + data.length;
  }
  const end = Buffer.alloc(18);
  const count = Object.keys(entries).length;
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(Buffer.concat(list).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...heads, ...list, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
/** The list in a DOCX that says what its parts are. */
export const contentTypes = `<Types><Override PartName="/word/document.xml" ContentType="${word}"/></Types>`;

/** The least that is a file of its kind. */
export const aFile = {
  pdf: (more = ''): Buffer =>
    Buffer.from(`%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R${more}>>\n%%EOF\n`),
  png: (): Buffer =>
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  jpeg: (): Buffer => Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
  docx: (more: Record<string, string> = {}): Buffer =>
    aZip({
      '[Content_Types].xml': contentTypes,
      'word/document.xml': '<w:document/>',
      ...more,
    }),
  odt: (more: Record<string, string> = {}): Buffer =>
    aZip({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': '<office/>', ...more }),
  exe: (): Buffer => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(600), Buffer.from('PE\0\0')]),
};
