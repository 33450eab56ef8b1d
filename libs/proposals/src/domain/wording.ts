import { foldText } from '@app/kernel';

/**
 * Whether two lists of texts say the same but for spelling, punctuation, capitals and white space. Precisely: there are
 * as many texts; and of each pair either the letters and digits are the same, once everything between them and all
 * accents and capitals are left out, or both have the same number of words and each pair of words is the same or a slip.
 * Numbers stay as they are.
 */
export function sameWording(before: readonly string[], after: readonly string[]): boolean {
  return before.length === after.length && before.every((text, at) => sameText(text, after[at] ?? ''));
}

function sameText(before: string, after: string): boolean {
  if (numbersOf(before) !== numbersOf(after)) return false;
  const [one, other] = [wordsOf(before), wordsOf(after)];
  if (one.join('') === other.join('')) return true;
  return one.length === other.length && one.every((word, at) => word === other[at] || isSlip(word, other[at] ?? ''));
}

/** Runs of letters and digits, in small letters without accents; apostrophes are no letters. */
function wordsOf(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** The numbers in a text as they are written: 1.5 is not 15, and 1 2 is not 12. */
const numbersOf = (text: string): string => (text.match(/\p{N}+(?:[.,:/]\p{N}+)*/gu) ?? []).join(' ');

/** Shorter words are too close to each other: form and from, now and not. */
const shortestMisspelt = 5;

/**
 * A slip of the pen: one letter added, dropped, changed, or swapped with the next, behind the first letter of a word of
 * five letters or more. A first letter makes another word (typical, atypical), and so does a digit. Where a slip makes
 * another word all the same, the officer raises the change.
 */
function isSlip(one: string, other: string): boolean {
  if (Math.min(one.length, other.length) < shortestMisspelt || one[0] !== other[0]) return false;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const [a, b] = [one.slice(same), other.slice(same)];
  const swapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return swapped || a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1);
}
