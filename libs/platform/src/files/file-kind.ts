import { isUtf8 } from 'node:buffer';
import { refuse } from '@app/kernel';
import { fileTypeFromBuffer } from 'file-type/core';
import { endsAsZip, zipEntries } from './zip';

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

const allowed = 'The selected file must be a PDF, DOCX, ODT, CSV, PNG or JPEG';
const withMacros = /(^|\/)(vbaProject\.bin$|Basic\/|Scripts\/)/i;
const main: Partial<Record<FileKind, string>> = { docx: 'word/document.xml', odt: 'content.xml' };

/**
 * The kind of a file by what is in it: its name only tells a CSV from other text. A zip is looked into; what is two
 * files in one, and a document with macros, are nothing that is taken.
 * @throws Refused with one sentence for the field `file`
 */
export async function kindOfFile(name: string, bytes: Buffer): Promise<FileKind> {
  if (bytes.length === 0) refuse('The selected file is empty', 'file');
  const found = await fileTypeFromBuffer(bytes).catch(() => ({ mime: 'unreadable' }));
  if (found === undefined) return kindOfText(name, bytes);
  const kind = (Object.keys(fileKinds) as FileKind[]).find((one) => fileKinds[one].mime === found.mime);
  if (kind === undefined || kind === 'csv') refuse(allowed, 'file');
  const needs = main[kind];
  if (needs === undefined) {
    if (endsAsZip(bytes)) refuse('The selected file has a second file inside it', 'file');
    return kind;
  }
  const entries = zipEntries(bytes);
  if (entries === null || !entries.includes(needs)) refuse('The selected file is damaged: it cannot be opened', 'file');
  if (entries.some((entry) => withMacros.test(entry))) refuse('The selected file must not have macros', 'file');
  return kind;
}

/** A CSV is text that every program reads alike: UTF-8, no control characters but tabs and line ends. */
function kindOfText(name: string, bytes: Buffer): FileKind {
  if (!/\.csv$/i.test(name)) refuse(allowed, 'file');
  if (!isUtf8(bytes)) refuse('The selected CSV must be saved as text in UTF-8', 'file');
  if (/[\0-\x08\x0b\x0e-\x1f\x7f]/.test(bytes.toString('latin1'))) refuse(allowed, 'file');
  return 'csv';
}
