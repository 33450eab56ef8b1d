import { Marks } from './marks';
import { meaningsOf, type Question } from './question';
import type { Searchable, Segment } from './segment';
import { errorsIn } from './spelling';
import { rootOf } from './word-forms';

/** How much a word counts that is not the one that was typed, by how it was come by. */
const closeness = {
  same: 1,
  joined: 0.95,
  apart: 0.94,
  typed: 0.9,
  meaning: 0.85,
  initials: 0.84,
  form: 0.8,
  beside: 0.65,
  beginning: 0.6,
  error: 0.55,
} as const;
/** How many words of a text one that is found so closely tells: two that were typed as one, one that was typed as two. */
export const coveredBy = (how: number): number => (how === closeness.joined ? 0.5 : how === closeness.apart ? 2 : 1);

/** Where one word of the question is found in a segment: by short text, and by thing in its long texts, how closely. */
type Evidence = { short: Marks; long: Marks };
const evidenceIn = ({ short, things }: Segment): Evidence => ({
  short: new Marks(short.length),
  long: new Marks(things.length),
});
const isNothing = ({ short, long }: Evidence): boolean => short.places.length + long.places.length === 0;
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
  for (const unit of units.filter(({ evidence }) => evidence.every(isNothing))) {
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
  const counts = [0, 0, 0];
  for (const [at, { short, long }] of evidence.entries()) {
    const things = new Marks(segments[at].things.length);
    for (const thing of long.places) things.raise(thing, long.at(thing));
    for (const position of short.places) things.raise(segments[at].short[position].thing, short.at(position));
    for (const thing of things.places) {
      const how = things.at(thing);
      counts[how >= closeness.apart ? 0 : how >= closeness.form ? 1 : 2] += 1;
    }
  }
  return counts[0] || counts[1] || counts[2];
}

/** Where the word at this place is found: itself, its forms, what is meant by it, also together with its neighbours. */
function evidenceOf(segment: Segment, words: readonly string[], at: number, typing: boolean): Evidence {
  const evidence = evidenceIn(segment);
  const { short, long } = evidence;
  const word = words[at];
  add(segment, evidence, word, closeness.same);
  for (const form of segment.byRoot.get(rootOf(word)) ?? [])
    if (form !== word) add(segment, evidence, form, closeness.form);
  if (typing && word.length >= 2) {
    // What has been typed of it is the beginning of whichever word it becomes.
    for (const longer of segment.beginning(word)) add(segment, evidence, longer, closeness.typed);
  }
  for (const position of segment.inJoined.get(word) ?? []) short.raise(position, closeness.apart);
  // What else is meant by a word that stands there itself comes after it.
  const meaningHow = short.places.length > 0 ? closeness.beside : closeness.meaning;
  for (const phrase of phrasesAround(words, at)) {
    if (phrase.length > 1) add(segment, evidence, phrase.join(''), closeness.joined);
    for (const meaning of meaningsOf(phrase.join(' '))) addAll(segment, evidence, meaning, meaningHow);
  }
  if (short.places.length === 0) addOthers(segment, evidence, word);
  if (short.places.length === 0) {
    for (const parts of halvesOf(segment, word)) addAll(segment, evidence, parts, closeness.apart);
    if (long.places.length === 0 && short.places.length === 0 && word.length >= 4) {
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
  for (const position of inShort.get(word) ?? []) short.raise(position, how);
  for (const thing of inLong.get(word) ?? []) long.raise(thing, how);
}

/** Who does something: the "man" of "policeman". */
const someone = /^(.{3,}?)s?(?:man|men|woman|women|maid|lady|ladies|person|boy|girl)$/;

/** What a word that names nothing here may say: who works there, or with what; or first letters. */
function addOthers(segment: Segment, evidence: Evidence, word: string): void {
  const [, work] = someone.exec(word) ?? [];
  if (work !== undefined) addAll(segment, evidence, [work], closeness.meaning);
  for (const position of segment.inInitials.get(word) ?? []) evidence.short.raise(position, closeness.initials);
}

/** Where all of these words, or forms of them, stand in one text. */
function addAll(segment: Segment, evidence: Evidence, words: readonly string[], how: number): void {
  const addForms = (one: Evidence, word: string): void => {
    add(segment, one, word, how);
    for (const form of segment.byRoot.get(rootOf(word)) ?? [])
      if (form !== word) add(segment, one, form, how * closeness.form);
  };
  if (words.length === 1) return addForms(evidence, words[0]);
  const [first, ...rest] = words.map((word) => {
    const one = evidenceIn(segment);
    addForms(one, word);
    return one;
  });
  for (const kind of ['short', 'long'] as const) {
    for (const place of first[kind].places) {
      const least = rest.reduce((how, one) => Math.min(how, one[kind].at(place)), first[kind].at(place));
      if (least > 0) evidence[kind].raise(place, least);
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
