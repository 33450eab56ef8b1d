/** How many letters may be wrong in a word of this length. */
const allowedIn = (word: string): number => (word.length >= 8 ? 2 : word.length >= 5 ? 1 : 0);

/**
 * How many letters were added, dropped, changed or swapped with the next, from one word to the other; null for more than a
 * word of this length is forgiven. An error in the first letter counts where the rest is long enough to tell.
 */
export function errorsIn(word: string, meant: string): number | null {
  const allowed = allowedIn(word);
  if (allowed === 0 || Math.abs(word.length - meant.length) > allowed || /\d/.test(word)) return null;
  const beginsAlike = word[0] === meant[0];
  if (!beginsAlike && word.length < 6) return null;
  return edits(word, meant, beginsAlike ? allowed : 1);
}

function edits(a: string, b: string, most: number): number | null {
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
    if (Math.min(...row) > most) return null;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] <= most ? last[b.length] : null;
}
