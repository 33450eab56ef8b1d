import { meaningsOf, type Question } from './question';
import type { Searchable, Segment } from './segment';
import { errorsIn } from './spelling';
import { rootOf } from './word-forms';

/** How much a word counts that is not the one that was typed, by how it was come by. */
const closeness = {
  same: 1,
  joined: 0.95,
  meaning: 0.85,
  form: 0.8,
  beside: 0.65,
  beginning: 0.6,
  error: 0.55,
} as const;
/** Where one word of the question is found in a segment: by short text, and by thing in its long texts, how closely. */
type Evidence = { short: Map<number, number>; long: Map<number, number> };
/** A word of the question: as what it was understood, how much it tells, and where it is found in each segment. */
export type Unit = { word: string; said: string; weight: number; evidence: Evidence[] };

/** The words of a question with where each is found. `typing`: the last one is still being typed. */
export function unitsOf<T extends Searchable>(
  segments: readonly Segment<T>[],
  { words }: Question,
  typing: boolean,
): Unit[] {
  const things = segments.reduce((sum, segment) => sum + segment.things.length, 0);
  const isTyped = (at: number): boolean => typing && at === words.length - 1;
  const units = words.map((word, at) => {
    const evidence = segments.map((segment) => evidenceOf(segment, words, at, isTyped(at)));
    return { word, said: word, weight: 0, evidence };
  });
  const isNowhere = ({ evidence }: Unit): boolean => evidence.every(({ short, long }) => short.size + long.size === 0);
  for (const unit of units.filter(isNowhere)) {
    const meant = meantBy(segments, unit.word);
    if (meant === null) continue;
    unit.said = meant;
    for (const [at, segment] of segments.entries()) add(segment, unit.evidence[at], meant, closeness.error);
  }
  for (const unit of units) {
    unit.weight = Math.log(1 + things / (1 + closelyFound(segments, unit)));
  }
  return units;
}

/** In how many things a word is found, as closely as it is found at all: what else may be meant by it makes it no less telling. */
function closelyFound(segments: readonly Segment[], { evidence }: Unit): number {
  const counts = [closeness.joined, closeness.form, 0].map((least) =>
    evidence.reduce((sum, { short, long }, at) => {
      const things = new Set<number>();
      for (const [thing, how] of long) if (how >= least) things.add(thing);
      for (const [position, how] of short) if (how >= least) things.add(segments[at].short[position].thing);
      return sum + things.size;
    }, 0),
  );
  return counts.find((count) => count > 0) ?? 0;
}

/** Where the word at this place is found: itself, its forms, what is meant by it, also together with its neighbours. */
function evidenceOf(segment: Segment, words: readonly string[], at: number, typing: boolean): Evidence {
  const evidence: Evidence = { short: new Map(), long: new Map() };
  const word = words[at];
  add(segment, evidence, word, closeness.same);
  for (const form of segment.byRoot.get(rootOf(word)) ?? [])
    if (form !== word) add(segment, evidence, form, closeness.form);
  if (typing && word.length >= 2) {
    for (const longer of segment.beginning(word)) add(segment, evidence, longer, closeness.beginning);
  }
  addJoined(segment, evidence, word);
  // What else is meant by a word that stands there itself comes after it.
  const meaningHow = evidence.short.size > 0 ? closeness.beside : closeness.meaning;
  for (const phrase of phrasesAround(words, at)) {
    if (phrase.length > 1) add(segment, evidence, phrase.join(''), closeness.joined);
    for (const meaning of meaningsOf(phrase.join(' '))) addAll(segment, evidence, meaning, meaningHow);
  }
  if (evidence.short.size === 0) {
    for (const parts of halvesOf(segment, word)) addAll(segment, evidence, parts, closeness.joined);
    if (evidence.short.size + evidence.long.size === 0 && word.length >= 4) {
      for (const longer of segment.beginning(word)) add(segment, evidence, longer, closeness.beginning);
    }
  }
  return evidence;
}

/** The word at this place with none, one or two of its neighbours. */
function phrasesAround(words: readonly string[], at: number): string[][] {
  const phrases = [[words[at]]];
  for (const length of [2, 3]) {
    for (let from = Math.max(0, at - length + 1); from <= at && from + length <= words.length; from += 1) {
      phrases.push(words.slice(from, from + length));
    }
  }
  return phrases;
}

/** The two words that a word is made of, where both are known: "healthcare" is "health care". */
function halvesOf(segment: Segment, word: string): string[][] {
  const cuts = Array.from({ length: Math.max(0, word.length - 5) }, (_, at) => at + 3);
  return cuts
    .map((cut) => [word.slice(0, cut), word.slice(cut)])
    .filter((halves) => halves.every((half) => segment.has(half)));
}

function add({ inShort, inLong }: Segment, { short, long }: Evidence, word: string, how: number): void {
  for (const at of inShort.get(word) ?? []) if ((short.get(at) ?? 0) < how) short.set(at, how);
  for (const at of inLong.get(word) ?? []) if ((long.get(at) ?? 0) < how) long.set(at, how);
}

function addJoined({ inJoined }: Segment, { short }: Evidence, word: string): void {
  for (const at of inJoined.get(word) ?? [])
    if ((short.get(at) ?? 0) < closeness.joined) short.set(at, closeness.joined);
}

/** Where all of these words, or forms of them, stand in one text. */
function addAll(segment: Segment, evidence: Evidence, words: readonly string[], how: number): void {
  const each = words.map((word) => {
    const one: Evidence = { short: new Map(), long: new Map() };
    add(segment, one, word, how);
    for (const form of segment.byRoot.get(rootOf(word)) ?? [])
      add(segment, one, form, form === word ? how : how * closeness.form);
    return one;
  });
  const [first, ...rest] = each;
  for (const kind of ['short', 'long'] as const) {
    for (const [at, closest] of first[kind]) {
      const all = rest.map((one) => one[kind].get(at) ?? 0);
      const least = Math.min(closest, ...all);
      if (least > (evidence[kind].get(at) ?? 0)) evidence[kind].set(at, least);
    }
  }
}

/** The known word that is closest to one that stands nowhere; the one that stands in more texts where several are. */
function meantBy(segments: readonly Segment[], word: string): string | null {
  let best: { meant: string; errors: number; uses: number } | null = null;
  for (const segment of segments) {
    for (const meant of segment.words()) {
      const errors = errorsIn(word, meant);
      if (errors === null) continue;
      const uses = (segment.inShort.get(meant)?.length ?? 0) + (segment.inLong.get(meant)?.length ?? 0) / 100;
      if (!best || errors < best.errors || (errors === best.errors && uses > best.uses)) best = { meant, errors, uses };
    }
  }
  return best?.meant ?? null;
}
