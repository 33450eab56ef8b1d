import { rootOf } from './word-forms';
import { codeOf, wordsOf } from './words';

/** In what a word was found, from what says most to what says least about the thing. */
export const foundBys = ['code', 'title', 'job-title', 'keyword', 'soc-title', 'part', 'statement'] as const;
export type FoundBy = (typeof foundBys)[number];

/** A text of a thing by which it is found. */
export type SearchText = { by: FoundBy; text: string };

/**
 * Something that can be found. `texts` hold its title, too. `behind`: by how much it stands behind others that answer as
 * well, from 0 to 1.
 */
export type Searchable = {
  kind: string;
  id: string;
  title: string;
  texts: readonly SearchText[];
  codes?: readonly string[];
  level?: number;
  behind?: number;
  /** What things like this are called, by who asks for one of them: "t level". */
  called?: readonly string[];
};

/** Texts that are long, or many, count by the thing that they belong to; the others each for itself. */
const isLong = (by: FoundBy): boolean => by === 'statement';

type ShortText = SearchText & { thing: number; length: number };

/** Things and the words that they are found by, made once and never changed: a search goes over one or several. */
export class Segment<T extends Searchable = Searchable> {
  readonly short: ShortText[] = [];
  /** By word: the short texts that it stands in, and the things in whose long texts it stands. */
  readonly inShort = new Map<string, number[]>();
  readonly inLong = new Map<string, number[]>();
  /** By two words that stand side by side, as one: "health care" is found as "healthcare", too. */
  readonly inJoined = new Map<string, number[]>();
  /** By a code in one spelling: the things that bear it, and how they write it. */
  readonly byCode = new Map<string, { thing: number; code: string }[]>();
  /** By the first letters of words that stand side by side: "pcso", and with the "and" between them "l&d". */
  readonly inInitials = new Map<string, number[]>();
  /** By what things of a kind are called: that kind. */
  readonly byCalled = new Map<string, string>();
  /** The words that have a root in common. */
  readonly byRoot = new Map<string, string[]>();
  private sorted: readonly string[] | null = null;

  constructor(readonly things: readonly T[]) {
    things.forEach((thing, at) => this.take(thing, at));
    for (const word of this.words()) push(this.byRoot, rootOf(word), word);
    for (const [position, { text }] of this.short.entries()) {
      const words = wordsOf(text);
      const letters = [...initials(words), ...initials(words.flatMap((word) => this.partsOf(word)))];
      for (const one of new Set(letters)) push(this.inInitials, one, position);
    }
  }

  has(word: string): boolean {
    return this.inShort.has(word) || this.inLong.has(word);
  }

  /** All words, in the order of their letters. */
  words(): readonly string[] {
    this.sorted ??= [...new Set([...this.inShort.keys(), ...this.inLong.keys()])].sort();
    return this.sorted;
  }

  /** The words that begin so. */
  beginning(letters: string): readonly string[] {
    const words = this.words();
    let [from, to] = [0, words.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (words[middle] < letters) from = middle + 1;
      else to = middle;
    }
    let end = from;
    while (end < words.length && words[end].startsWith(letters)) end += 1;
    return words.slice(from, end);
  }

  /** The two words that a word is made of, where they stand side by side somewhere: "healthcare" is "health care". */
  private partsOf(word: string): string[] {
    if (!this.inJoined.has(word)) return [word];
    for (let cut = 3; cut <= word.length - 3; cut += 1) {
      const parts = [word.slice(0, cut), word.slice(cut)];
      if (parts.every((part) => this.inShort.has(part))) return parts;
    }
    return [word];
  }

  private take({ kind, texts, codes = [], called = [] }: T, at: number): void {
    for (const name of called) this.byCalled.set(name, kind);
    for (const code of new Set(codes)) push(this.byCode, codeOf(code) ?? code, { thing: at, code });
    const long = new Set<string>();
    for (const { by, text } of texts) {
      const words = wordsOf(text);
      if (isLong(by)) words.forEach((word) => long.add(word));
      else {
        // What stands in brackets behind a title says of which kind it is: it is found, and makes the title no longer.
        const { length } = by === 'title' && text.endsWith(')') ? wordsOf(text.replace(/\([^)]*\)$/, '')) : words;
        const position = this.short.push({ by, text, thing: at, length }) - 1;
        for (const word of new Set(words)) push(this.inShort, word, position);
        for (const word of new Set(joined(words))) push(this.inJoined, word, position);
      }
    }
    for (const word of long) push(this.inLong, word, at);
  }
}

const joined = (words: readonly string[]): string[] => words.slice(1).map((word, at) => `${words[at]}${word}`);

/** Words that initials leave out. */
const little = new Set(['and', 'of', 'the', 'in', 'for', 'to', 'with']);
const [fewest, most] = [4, 6];

/**
 * The first letters of four to six words side by side, of all words where they are three, and "l&d" for two with an "and"
 * between them: three of many would be any word of three letters.
 */
function initials(words: readonly string[]): string[] {
  const pairs = words.slice(2).flatMap((word, at) => (words[at + 1] === 'and' ? [`${words[at][0]}&${word[0]}`] : []));
  const letters = words.flatMap((word) => (little.has(word) ? [] : word[0])).join('');
  if (letters.length === 3) return [...pairs, letters];
  const starts = Array.from({ length: Math.max(0, letters.length - fewest + 1) }, (_, at) => at);
  const lengths = Array.from({ length: most - fewest + 1 }, (_, at) => fewest + at);
  return [...pairs, ...starts.flatMap((from) => lengths.map((length) => letters.slice(from, from + length)))];
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
