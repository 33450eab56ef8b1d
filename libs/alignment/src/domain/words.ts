import { foldText } from '@app/kernel';

/** Words that say nothing about what an occupation is. */
const stopWords = new Set(
  `a an and any are as at be by can do for from has have how in into is it its may of on or other own such that the their
   them they this those to up use used using various we what when where which who will with within you your including
   include includes e g ie etc across all also both through different range between ensure ensuring provide providing
   support supporting work working role roles`.split(/\s+/),
);

/** The endings that are taken off a word, longest first, and how short what is left may be. */
const endings: readonly (readonly [string, number, string])[] = [
  ['ational', 4, 'ate'],
  ['ization', 4, 'ize'],
  ['isation', 4, 'ize'],
  ['ising', 4, 'ize'],
  ['izing', 4, 'ize'],
  ['ement', 4, ''],
  ['ments', 4, ''],
  ['ations', 4, ''],
  ['ation', 4, ''],
  ['ment', 4, ''],
  ['ings', 4, ''],
  ['tions', 3, ''],
  ['tion', 3, ''],
  ['ists', 4, ''],
  ['ist', 4, ''],
  ['ers', 4, ''],
  ['ors', 4, ''],
  ['ing', 3, ''],
  ['ies', 3, 'y'],
  ['ied', 3, 'y'],
  ['er', 4, ''],
  ['or', 4, ''],
  ['ed', 3, ''],
  ['es', 4, ''],
  ['e', 4, ''],
  ['s', 3, ''],
];

/** A word without its ending, so that "welder", "welding" and "welds" are one. Light and deterministic, not a dictionary. */
export function stem(word: string): string {
  for (const [ending, shortest, instead] of endings) {
    if (word.endsWith(ending) && word.length - ending.length >= shortest && !word.endsWith('ss')) {
      return word.slice(0, -ending.length) + instead;
    }
  }
  return word;
}

/** The words of a text in order: small letters, no accents, no stop words, stems. */
export function wordsOf(text: string): string[] {
  return foldText(text)
    .split(/[^a-z0-9+#]+/)
    .filter((word) => word.length > 1 && !stopWords.has(word))
    .map(stem);
}

/** The character trigrams of a short text, its word boundaries marked: they forgive spelling and endings. */
export function trigramsOf(text: string): string[] {
  return foldText(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .flatMap((word) => {
      const marked = ` ${word} `;
      return Array.from({ length: marked.length - 2 }, (_, at) => marked.slice(at, at + 3));
    });
}
