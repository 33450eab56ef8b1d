const notText = /[\0-\x08\x0b\x0e-\x1f\x7f]/;

/**
 * The text that a file is, without its byte order mark; null for what is none. Text that every program reads alike is
 * UTF-8, or UTF-16 that says so by its mark (what Excel saves as "Unicode text"), and has no control characters but tabs
 * and line ends.
 */
export function textIn(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder(markOf(bytes) ?? 'utf-8', { fatal: true }).decode(bytes);
    return notText.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** What a byte order mark at the beginning says of the encoding, where it is not UTF-8. */
export function markOf([first, second]: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

/** Whether these bytes are text in one of the old encodings of one byte a letter, as Excel's plain "CSV" is. */
export const isEightBitText = (bytes: Buffer): boolean => !notText.test(bytes.toString('latin1'));

/** What markup a text is, in words; null where it is none: a first cell such as "<5 people" is not. */
export function markupIn(text: string): string | null {
  const start = text.trimStart().slice(0, 2_000).toLowerCase();
  if (!/^<[a-z!?]/.test(start)) return null;
  if (/<(!doctype html|html|head|body|script|meta|table|p|div)\b/.test(start)) return 'a web page (HTML)';
  return start.includes('<svg') ? 'a picture (SVG)' : 'an XML file';
}
