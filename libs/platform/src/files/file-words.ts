const old = 'in the old format';
const openDocument = 'application/vnd.oasis.opendocument.';
const office = 'application/vnd.openxmlformats-officedocument.';

/** What people call the files that they try to add, by media type. */
const words: Readonly<Record<string, string>> = {
  'application/zip': 'a zip file',
  'application/x-7z-compressed': 'an archive (7Z)',
  'application/x-rar-compressed': 'an archive (RAR)',
  'application/gzip': 'an archive (GZ)',
  'application/x-tar': 'an archive (TAR)',
  'application/x-msdownload': 'a program',
  'application/x-elf': 'a program',
  'application/x-mach-binary': 'a program',
  'application/java-archive': 'a program',
  'application/rtf': 'a document (RTF)',
  'application/postscript': 'a document (PostScript)',
  'application/eps': 'a picture (EPS)',
  'application/vnd.ms-outlook': 'a message of Outlook (MSG)',
  'application/vnd.visio': 'a drawing of Visio',
  'application/vnd.ms-asf': 'a film or a sound',
  [`${office}spreadsheetml.sheet`]: 'an Excel workbook (XLSX)',
  [`${office}spreadsheetml.template`]: 'an Excel template (XLTX)',
  [`${office}presentationml.presentation`]: 'a PowerPoint presentation (PPTX)',
  [`${office}wordprocessingml.template`]: 'a Word template (DOTX)',
  [`${openDocument}spreadsheet`]: 'an OpenDocument spreadsheet (ODS)',
  [`${openDocument}presentation`]: 'an OpenDocument presentation (ODP)',
  [`${openDocument}graphics`]: 'an OpenDocument drawing (ODG)',
};

const families: Readonly<Record<string, string>> = {
  image: 'a picture',
  audio: 'a sound',
  video: 'a film',
  font: 'a font',
};

/** What a file is, for who tried to add it, by its media type and usual ending. */
export function fileInWords({ mime, ext }: { mime: string; ext: string }): string {
  const known = words[mime];
  if (known !== undefined) return known;
  if (mime.includes('macroenabled')) return 'a document with macros';
  const family = families[mime.split('/')[0] ?? ''] ?? 'a file of another kind';
  return `${family} (${ext.toUpperCase()})`;
}

/** The streams inside a file of the old Office programs (MS-CFB) by which it is known. */
const streams: readonly (readonly [name: string, words: string])[] = [
  ['WordDocument', `a Word document ${old} (DOC)`],
  ['Workbook', `an Excel workbook ${old} (XLS)`],
  ['PowerPoint Document', `a PowerPoint presentation ${old} (PPT)`],
  ['__properties_version1.0', 'a message of Outlook (MSG)'],
];

/** What a compound file is: one of the old Office programs, or (null) a newer document that has a password. */
export function compoundInWords(bytes: Buffer): string | null {
  const has = (name: string): boolean => bytes.includes(Buffer.from(name, 'utf16le'));
  if (has('EncryptedPackage')) return null;
  return streams.find(([name]) => has(name))?.[1] ?? `a file of an Office program ${old}`;
}
