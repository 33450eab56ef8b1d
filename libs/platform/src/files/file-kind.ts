import { refuse } from '@app/kernel';
import { fileTypeFromBuffer } from 'file-type/core';
import { isEightBitText, markOf, markupIn, textIn } from './file-text';
import { compoundInWords, fileInWords } from './file-words';
import { endsAsZip, type ZipEntry, zipEntries, zipText } from './zip';

/** The kinds of file that are taken: what each is served as, and the endings that fit it, the usual one first. */
export const fileKinds = {
  pdf: { mime: 'application/pdf', endings: ['pdf'] },
  docx: { mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
  odt: { mime: 'application/vnd.oasis.opendocument.text', endings: ['odt'] },
  csv: { mime: 'text/csv', endings: ['csv'] },
  png: { mime: 'image/png', endings: ['png'] },
  jpeg: { mime: 'image/jpeg', endings: ['jpg', 'jpeg'] },
} as const;
export type FileKind = keyof typeof fileKinds;

/** The most bytes that a file may have: 10 MB, as Windows counts. */
export const mostFileBytes = 10 * 1024 * 1024;

const withMacros = /(^|\/)(vbaProject\.bin$|Basic\/|Scripts\/)/i;
/** The part without which a document is none. Word itself numbers it at times (`word/document2.xml`). */
const main: Partial<Record<FileKind, RegExp>> = { docx: /^word\/document\d*\.xml$/, odt: /^content\.xml$/ };

const refuseFile = (reason: string): never => refuse(`The selected file ${reason}`, 'file');
const refuseAs = (what: string): never => refuseFile(`is ${what}. It must be a PDF, DOCX, ODT, CSV, PNG or JPEG`);
const refuseLocked = (): never =>
  refuseFile('is protected by a password. Remove the password, save it and select it again');
const isNamedCsv = (name: string): boolean => /\.csv$/i.test(name);
const damaged = 'is damaged: it cannot be opened';

/**
 * The kind of a file by what is in it: its name only tells a CSV from other text. What is text is looked at before any
 * first bytes are believed, since those of many kinds are letters ("BMW Group" is no BMP). What is two files in one, has
 * macros or a password is nothing that is taken.
 * @throws Refused with one sentence for the field `file`: what the file is
 */
export async function kindOfFile(name: string, bytes: Buffer): Promise<FileKind> {
  if (bytes.length === 0) refuseFile('is empty');
  if (isPdf(bytes)) return pdf(bytes);
  const text = textIn(bytes);
  if (text !== null) return kindOfText(name, text);
  if (isEightBitText(bytes) || (isNamedCsv(name) && markOf(bytes) !== null)) return refuseEncoding(name);
  const found = await fileTypeFromBuffer(bytes).catch(() => 'unreadable' as const);
  if (found === 'unreadable') return refuseFile(damaged);
  if (found === undefined) return refuseUnknown(name, bytes);
  if (found.mime === 'application/x-cfb') return refuseCompound(bytes);
  const mime = found.mime === 'image/apng' ? fileKinds.png.mime : found.mime;
  const kind = (Object.keys(fileKinds) as FileKind[]).find((one) => fileKinds[one].mime === mime);
  if (kind === undefined || kind === 'csv') return refuseAs(fileInWords(found));
  const needs = main[kind];
  if (needs !== undefined) lookInside(bytes, needs);
  else if (endsAsZip(bytes)) refuseFile('has a second file inside it');
  return kind;
}

/** PDF 32000-1, annex H.3.4.1: readers take what begins within the first 1,024 bytes. Here only blanks may stand before. */
function isPdf(bytes: Buffer): boolean {
  const head = bytes.toString('latin1', 0, 1_024);
  return /^(\xef\xbb\xbf|[\s\0])*%PDF-\d/.test(head) && bytes.includes(' obj');
}

function pdf(bytes: Buffer): FileKind {
  if (endsAsZip(bytes)) refuseFile('has a second file inside it');
  if (bytes.includes('/Encrypt') && /\/Encrypt\s*(\d+\s+\d+\s+R\b|<<)/.test(bytes.toString('latin1'))) refuseLocked();
  return 'pdf';
}

function kindOfText(name: string, text: string): FileKind {
  if (text.trim() === '') return refuseFile('is empty');
  const start = text.trimStart();
  const markup = markupIn(text);
  if (markup !== null) return refuseAs(markup);
  if (start.startsWith('{\\rtf')) return refuseAs('a document (RTF)');
  if (start.startsWith('%!PS-')) return refuseAs('a document (PostScript)');
  if (!isNamedCsv(name)) return refuseAs('plain text that is not named .csv');
  return 'csv';
}

function refuseEncoding(name: string): never {
  if (!isNamedCsv(name)) return refuseAs('plain text that is not named .csv');
  return refuseFile('is a CSV that is not text in UTF-8. Save it again, in Excel as “CSV UTF-8”, and select it again');
}

function refuseUnknown(name: string, bytes: Buffer): never {
  if (bytes.toString('latin1', 0, 1_024).includes('%PDF-')) {
    return refuseFile('is a PDF with something else before its beginning. Save it as a PDF again and select it again');
  }
  return isNamedCsv(name) ? refuseEncoding(name) : refuseAs('of a kind that we do not know');
}

function refuseCompound(bytes: Buffer): never {
  const what = compoundInWords(bytes);
  return what === null ? refuseLocked() : refuseAs(what);
}

/** Looks into a document that is a zip. @throws Refused for one that is damaged, or has macros or a password */
function lookInside(bytes: Buffer, needs: RegExp): void {
  const entries = zipEntries(bytes);
  if (entries === null || !entries.some(({ name }) => needs.test(name))) return refuseFile(damaged);
  if (entries.some(({ name }) => withMacros.test(name))) refuseFile('must not have macros');
  if (entries.some(({ hasPassword }) => hasPassword) || hasLockedParts(bytes, entries)) refuseLocked();
}

/** OpenDocument 1.2, part 3, 4.8.1: an encrypted part is one whose entry in the manifest says how. */
function hasLockedParts(bytes: Buffer, entries: readonly ZipEntry[]): boolean {
  const manifest = entries.find(({ name }) => name === 'META-INF/manifest.xml');
  return manifest !== undefined && (zipText(bytes, manifest) ?? '').includes('encryption-data');
}
