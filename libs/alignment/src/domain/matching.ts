import { wordsOf } from './words';

/** Two statements that say much the same, and how much, from 0 to 1. */
export type MatchedPair = { one: string; other: string; score: number };

/** How two occupations compare, statement by statement. */
export type Comparison = { pairs: MatchedPair[]; onlyOne: string[]; onlyOther: string[] };

/** Below this two statements only happen to share a word. */
const alike = 0.34;

/**
 * Pairs the statements (duties, knowledge, skills, behaviours) of two occupations, the most alike first, each in one
 * pair at most; and names what stands on one side only.
 */
export function compare(one: readonly string[], other: readonly string[]): Comparison {
  const [left, right] = [one.map(wordSet), other.map(wordSet)];
  const rarity = rarityOf([...left, ...right]);
  const scored: { i: number; j: number; score: number }[] = [];
  left.forEach((a, i) => {
    right.forEach((b, j) => {
      const score = overlap(a, b, rarity);
      if (score >= alike) scored.push({ i, j, score });
    });
  });
  scored.sort((a, b) => b.score - a.score || a.i - b.i || a.j - b.j);
  const [usedLeft, usedRight] = [new Set<number>(), new Set<number>()];
  const pairs: MatchedPair[] = [];
  for (const { i, j, score } of scored) {
    if (usedLeft.has(i) || usedRight.has(j)) continue;
    usedLeft.add(i);
    usedRight.add(j);
    pairs.push({ one: one[i], other: other[j], score });
  }
  return {
    pairs,
    onlyOne: one.filter((_, at) => !usedLeft.has(at)),
    onlyOther: other.filter((_, at) => !usedRight.has(at)),
  };
}

const wordSet = (text: string): Set<string> => new Set(wordsOf(text));

function rarityOf(sets: readonly Set<string>[]): (word: string) => number {
  const found = new Map<string, number>();
  for (const set of sets) for (const word of set) found.set(word, (found.get(word) ?? 0) + 1);
  return (word) => Math.log((1 + sets.length) / (found.get(word) ?? 1));
}

/** The weight of the shared words over the weight of all of them (weighted Jaccard). */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>, rarity: (word: string) => number): number {
  let [shared, all] = [0, 0];
  for (const word of a) {
    all += rarity(word);
    if (b.has(word)) shared += rarity(word);
  }
  for (const word of b) if (!a.has(word)) all += rarity(word);
  return all === 0 ? 0 : shared / all;
}
