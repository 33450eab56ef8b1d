import { foldText } from '@app/kernel';

/** The words of a text: small letters without accents, apostrophes dropped, other signs as spaces. */
export function tokensOf(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{M}\p{N}+#]+/gu) ?? [];
}

/** 1 for the word itself, less for its beginning, less again for a typing error, 0 for another word. */
export function closenessOf(word: string, token: string): number {
  if (word === token) return 1;
  if (token.startsWith(word) && word.length >= 2) return 0.8;
  if (/\d/.test(word)) return 0;
  const allowed = word.length >= 9 ? 2 : word.length >= 5 ? 1 : 0;
  if (allowed === 0 || Math.abs(word.length - token.length) > allowed) return 0;
  const beginsAlike = word[0] === token[0];
  if (!beginsAlike && word.length < 6) return 0;
  if (!withinEdits(word, token, beginsAlike ? allowed : 1)) return 0;
  return beginsAlike ? typingError : typingError - 0.1;
}

/** How close a word with a typing error is. */
export const typingError = 0.5;

/** Is one word made from the other by at most so many letters added, dropped, changed or swapped with the next? */
function withinEdits(a: string, b: string, most: number): boolean {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    if (Math.min(...row) > most) return false;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] <= most;
}
