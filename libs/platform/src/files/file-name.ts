import { type FileKind, fileKinds } from './file-kind';

const longest = 100;

/**
 * The name that a file is kept and served under: no path, no character that hides or turns the text (control, format,
 * bidi), none that a file system refuses, at most 100 characters, and one ending, which fits the content.
 */
export function cleanFileName(given: string, kind: FileKind): string {
  const name = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const printable = name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '');
  const [, stem = printable, ending = ''] = /^(.*)\.([a-z0-9]{1,5})$/iu.exec(printable.trim()) ?? [];
  const words = stem
    .replaceAll(/[.<>:"|?*]/g, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  const short = [...words].slice(0, longest).join('').trim();
  const fitting = fileKinds[kind].endings.find((one) => one === ending.toLowerCase()) ?? fileKinds[kind].endings[0];
  return `${short === '' ? 'file' : short}.${fitting}`;
}

/**
 * `content-disposition: attachment` with the name in full (RFC 8187), and in ASCII for what does not read that.
 */
export function attachment(name: string): string {
  const ascii = name.replaceAll(/[^ -~]|["\\%]/gu, '_');
  const full = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${full}`;
}
