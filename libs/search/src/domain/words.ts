import { foldText } from '@app/kernel';

const word = /(?<!\p{L})\p{L} ?& ?\p{L}(?!\p{L})|[\p{L}\p{M}\p{N}]+[+#]*/gu;

/**
 * The words of a text: small letters without accents, apostrophes dropped, other signs as spaces; "C++", "C#" and "R&D" are
 * words.
 */
export function wordsOf(text: string): string[] {
  return (foldText(text).match(word) ?? []).map((one) => (one.includes('&') ? one.replaceAll(' ', '') : one));
}

/** A code in one spelling: "OCC 0118", "occ118" and "Occ-0118" are one. Null for what is none. */
export function codeOf(text: string): string | null {
  const [, letters = '', digits = '', option = ''] =
    /^([a-z]{0,4})[\s-]*0*(\d{2,})([a-z]{0,2})$/.exec(foldText(text)) ?? [];
  return digits === '' ? null : `${letters}${digits}${option}`;
}

/** What somebody does with what they name after it: at the beginning it tells nothing. "Making games", but "dress making". */
export const leading = new Set(['make', 'makes', 'making', 'using', 'handling']);

/** Words of a question that tell nothing about what is looked for, beside others. */
export const stray = new Set(
  `a about after am an and any anybody anyone are as at be become becoming being by can course courses do does doing find for
   from get getting good have help how i if in into is job jobs like looking love me my near need of on or other our
   out over own people person place please role roles search some someone something somebody qualification qualifications
   that the their them they this to train training up want what when where which who whose why with without work
   working would you your career careers`.split(/\s+/),
);
