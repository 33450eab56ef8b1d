import { foldText } from '@app/kernel';

/** The words of a text: small letters without accents, apostrophes dropped, other signs as spaces; "C++" and "C#" are words. */
export function wordsOf(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{M}\p{N}]+[+#]*/gu) ?? [];
}

/** A code in one spelling: "OCC 0118", "occ118" and "Occ-0118" are one. Null for what is none. */
export function codeOf(text: string): string | null {
  const [, letters = '', digits = '', option = ''] =
    /^([a-z]{0,4})[\s-]*0*(\d{2,})([a-z]{0,2})$/.exec(foldText(text)) ?? [];
  return digits === '' ? null : `${letters}${digits}${option}`;
}

/** Words of a question that tell nothing about what is looked for, beside others. */
export const stray = new Set(
  `a about am an and any are as at be become becoming being by can course courses do find for from get getting good
   have help how i in into is job jobs like looking love me my near need of on or other please role roles search
   some someone something somebody qualification qualifications that the their this to train training want what when where which who why with without work
   working would you your career careers people person`.split(/\s+/),
);
