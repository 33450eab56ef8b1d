import { type FileKind, fileKinds } from './file-kind';

const mostLetters = 100;
const mostBytes = 200;
/** What Windows keeps for devices, with any ending. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
/** Control, format and bidi characters, and fillers that print nothing. */
const unseen = /[\p{C}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2800\u3164\uFFA0\uFE00-\uFE0F]/gu;

/** Endings of other kinds, which say what a file is not: one that stands where the ending stands is left out. */
const documents = 'txt|doc|dotx?|xlsx?|xlsm|docm|ppt|pptx|ods|odp|rtf|html?|xml|zip|gif|bmp|webp|heic|tiff?|svg|pages';
const programs = 'exe|com|bat|cmd|scr|msi|pif|js|vbs|wsf|ps1|hta|lnk|jar|app|sh|dll';
const kinds = Object.values(fileKinds).flatMap(({ endings }) => endings);
const knownEnding = new RegExp(`(?<=.)\\.(${kinds.join('|')}|${documents}|${programs})$`, 'i');
const programEndings = new RegExp(`(?<=.)(\\.(${programs}))+$`, 'i');

/**
 * The name that a file is kept and served under: as it was given, in one form of each letter (NFC), without a path, what
 * hides or turns the text, or what a file system refuses; at most 100 letters and 200 bytes; and with one ending, which
 * fits the content. Dots inside a name ("v1.2") are part of it.
 */
export function cleanFileName(given: string, kind: FileKind): string {
  const endings: readonly string[] = fileKinds[kind].endings;
  const name = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  let stem = tidied(name.replaceAll(unseen, '').replaceAll(/[<>:"|?*]/g, ' '));
  let fitting: string | undefined;
  for (let found = knownEnding.exec(stem); fitting === undefined && found !== null; found = knownEnding.exec(stem)) {
    stem = tidied(stem.slice(0, found.index));
    fitting = endings.find((one) => one === found?.[1]?.toLowerCase());
  }
  const kept = tidied(shortened(stem.replace(programEndings, ''))).replace(device, '$1_');
  return `${kept === '' ? 'file' : kept}.${fitting ?? endings[0]}`;
}

const tidied = (name: string): string => name.replaceAll(/\s+/gu, ' ').replaceAll(/^[. ]+|[. ]+$/g, '');

/** As much of a name as may be kept; no letter of it is cut in half. */
function shortened(name: string): string {
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en').segment(name)) {
    const longer = kept + segment;
    if ([...longer].length > mostLetters || Buffer.byteLength(longer) > mostBytes) return kept;
    kept = longer;
  }
  return kept;
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
