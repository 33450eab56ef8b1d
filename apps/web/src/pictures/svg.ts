import { widthOf } from './letters';

/** A rectangle of the picture, in the units of its view box. */
export type Box = { x: number; y: number; width: number; height: number };

/** Words as they may stand in SVG. */
export const escape = (words: string): string => words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Breaks a text into lines of at most this width; a word longer than a line is cut. A dash stays with what is before it. */
export function wrap(text: string, width: number, size: number): string[] {
  const words = text.split(/\s+(?!-\s)/).flatMap((word) => cut(word, width, size));
  const space = widthOf(' ', size);
  const lines: string[] = [];
  let filled = 0;
  for (const word of words) {
    const own = widthOf(word, size);
    const fits = lines.length > 0 && filled + space + own <= width;
    if (fits) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
    filled = fits ? filled + space + own : own;
  }
  return lines;
}

function cut(word: string, width: number, size: number): string[] {
  if (widthOf(word, size) <= width) return [word];
  const parts = [''];
  for (const letter of word) {
    const longer = `${parts[parts.length - 1]}${letter}`;
    if (widthOf(longer, size) <= width) parts[parts.length - 1] = longer;
    else parts.push(letter);
  }
  return parts;
}
