import { foldText } from '@app/kernel';
import { blocksOf, type OccupationText } from './features';
import { type Known, ridge } from './ranking';
import { inverseOf, leaveOut } from './ridge';
import type { SocIndex } from './soc';
import { VectorIndex } from './vectors';

/** What the ranking would have said of a thing that it did not know. */
export type LeftOut = { key: string; right: string; ranked: readonly string[]; margin: number };

/** A known thing for the evaluation; things of one `group` never teach each other. */
export type Grouped = Known & { group: string };

/**
 * Ranks each known thing as if it and its group were unknown: exactly what learning anew without them would say, but
 * for the frequencies of words, which are counted over all texts (without their labels).
 */
export function leaveOneOut(known: readonly Grouped[], soc: SocIndex | null): LeftOut[] {
  const { index, labels, groups } = prepared(known, soc);
  const similarities = index.vectors.map((vector) => index.similarities(vector));
  const wanted = labels.map((label) => Float64Array.from(known, (one) => (one.label === label ? 1 : 0)));
  const told = leaveOut(inverseOf(similarities, ridge), wanted, groups);
  return known.map(({ key, label }, at) => {
    const scores = labels.map((name, column) => ({ name, score: told[column][at] })).sort((a, b) => b.score - a.score);
    const margin = scores[0].score - (scores[1]?.score ?? 0);
    return { key, right: label, ranked: scores.map(({ name }) => name), margin };
  });
}

/** How many of the nearest texts of a label speak for it in the baseline. */
const spokesmen = 5;

/**
 * The baseline: nearest neighbours by plain TF-IDF over the words as they are, with nothing learnt. A label scores the
 * cosines of its five nearest texts together. It is the stronger one of the plain ways that were tried on the official
 * standards: the single nearest text and undamped counts of words come to 0.73 and 0.92 there, this to 0.81 and 0.96.
 */
export function nearestNeighbours(known: readonly Grouped[]): LeftOut[] {
  const vectors = plainVectors(known.map(({ text }) => text));
  const labels = [...new Set(known.map(({ label }) => label))].sort();
  return known.map(({ key, label, group }, at) => {
    const near = new Map(labels.map((name): [string, number[]] => [name, []]));
    vectors.forEach((vector, other) => {
      if (known[other].group !== group) near.get(known[other].label)?.push(plainDot(vectors[at], vector));
    });
    const scores = labels
      .map((name) => ({ name, score: sumOfHighest(near.get(name) ?? []) }))
      .sort((a, b) => b.score - a.score);
    return { key, right: label, ranked: scores.map(({ name }) => name), margin: 0 };
  });
}

const sumOfHighest = (scores: readonly number[]): number =>
  [...scores]
    .sort((a, b) => b - a)
    .slice(0, spokesmen)
    .reduce((sum, score) => sum + score, 0);

function plainVectors(texts: readonly OccupationText[]): Map<string, number>[] {
  const counts = texts.map(({ title, typicalJobTitles, overview }) => {
    const found = new Map<string, number>();
    for (const word of foldText([title, ...typicalJobTitles, overview].join(' ')).match(/[a-z0-9]{2,}/g) ?? []) {
      found.set(word, (found.get(word) ?? 0) + 1);
    }
    return found;
  });
  const frequency = new Map<string, number>();
  for (const one of counts) for (const word of one.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const idf = (word: string) => Math.log((1 + texts.length) / (1 + (frequency.get(word) ?? 0))) + 1;
  return counts.map((one) => {
    const weighed = new Map(
      [...one].map(([word, times]): [string, number] => [word, (1 + Math.log(times)) * idf(word)]),
    );
    const length = Math.sqrt([...weighed.values()].reduce((sum, value) => sum + value * value, 0)) || 1;
    return new Map([...weighed].map(([word, value]): [string, number] => [word, value / length]));
  });
}

function plainDot(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [word, value] of one) sum += value * (other.get(word) ?? 0);
  return sum;
}

/** The share of things whose right label is among the first `top`. */
export const shareWithin = (rows: readonly LeftOut[], top: number): number =>
  rows.filter(({ right, ranked }) => ranked.slice(0, top).includes(right)).length / rows.length;

/**
 * Which rows the margin calls sure, each by a threshold that is found on the other rows alone: the smallest margin from
 * which on at least `precision` of them are right.
 */
export function sureRows(rows: readonly LeftOut[], precision: number): LeftOut[] {
  const sorted = [...rows].sort((a, b) => b.margin - a.margin);
  const isRight = sorted.map(({ right, ranked }) => right === ranked[0]);
  return sorted.filter((row, at) => row.margin >= thresholdWithout(sorted, isRight, at, precision));
}

function thresholdWithout(
  sorted: readonly LeftOut[],
  isRight: readonly boolean[],
  left: number,
  precision: number,
): number {
  let [seen, right, threshold] = [0, 0, Infinity];
  sorted.forEach(({ margin }, at) => {
    if (at === left) return;
    seen += 1;
    if (isRight[at]) right += 1;
    if (right / seen >= precision) threshold = margin;
  });
  return threshold;
}

function prepared(known: readonly Grouped[], soc: SocIndex | null) {
  const index = new VectorIndex(known.map(({ text }) => blocksOf(text, soc)));
  const labels = [...new Set(known.map(({ label }) => label))].sort();
  const groups = new Map<string, number[]>();
  known.forEach(({ group }, at) => {
    const members = groups.get(group);
    if (members) members.push(at);
    else groups.set(group, [at]);
  });
  return { index, labels, groups: [...groups.values()] };
}
