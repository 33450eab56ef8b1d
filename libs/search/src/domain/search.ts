import { meaningsOf, type Question, readQuestion } from './question';
import type { FoundBy, Searchable, SearchText, Segment } from './segment';
import { errorsIn } from './spelling';
import { rootOf } from './word-forms';
import { wordsOf } from './words';

/** What was found, by what, and how well it answers: 1 is a title that says all of the question and nothing else. */
export type Hit<T extends Searchable = Searchable> = { thing: T; by: FoundBy; text: string; score: number };
/** The same with the share of what the question tells that is found in the thing. */
type Told<T extends Searchable> = Hit<T> & { share: number };

/**
 * What a search found, best first, all of it. `corrected`: the question as it was understood, where a word of it stands
 * nowhere and is close to one that does; `aside`: its words that were left aside.
 */
export type Answer<T extends Searchable = Searchable> = {
  hits: readonly Hit<T>[];
  corrected: string | null;
  aside: readonly string[];
};

type Asked<T> = {
  /** What may be found: who asks may see it, and wants it. */
  keep?: (thing: T) => boolean;
  /** The last word is still being typed. */
  typing?: boolean;
};

/** How much a text counts by what it is. */
const weights: Readonly<Record<FoundBy, number>> = {
  code: 1,
  title: 1,
  'job-title': 0.85,
  keyword: 0.6,
  'soc-title': 0.6,
  part: 0.5,
  statement: 0.25,
};
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
/** How far ahead what has the level comes that the question names. */
const ofLevel = 0.25;
/** So much of what a question tells has to be found in one thing: by its short texts, and where its long texts help. */
const least = { short: 0.5, long: 0.8 } as const;
/** Beside things that tell more of it, those count that tell at least this share of the most. */
const besideBest = 0.75;

/** Where one word of the question is found in a segment: by short text, and by thing in its long texts, how closely. */
type Evidence = { short: Map<number, number>; long: Map<number, number> };
type Unit = { word: string; said: string; weight: number; evidence: Evidence[] };

/** Asks these segments together. The same question always gives the same order. */
export function search<T extends Searchable>(
  segments: readonly Segment<T>[],
  text: string,
  { keep = () => true, typing = false }: Asked<T> = {},
): Answer<T> {
  const question = readQuestion(text);
  if (question.words.length === 0) return { hits: [], corrected: null, aside: [] };
  const units = unitsOf(segments, question, typing);
  const told = segments.flatMap((segment, at) => byWords(segment, { units, level: question.level }, at, keep));
  const most = told.reduce((share, hit) => Math.max(share, hit.share), 0);
  const hits: Hit<T>[] = [
    ...segments.flatMap((segment) => byCode(segment, question, keep)),
    ...told.filter(({ share }) => share >= most * besideBest).map(({ share: _, ...hit }) => hit),
  ];
  const best = new Map<string, Hit<T>>();
  for (const hit of hits) {
    const key = `${hit.thing.kind} ${hit.thing.id}`;
    const known = best.get(key);
    if (!known || known.score < hit.score) best.set(key, hit);
  }
  const said = units.map((unit) => unit.said).join(' ');
  return {
    hits: [...best.values()].sort((a, b) => b.score - a.score || inOrder(a.thing, b.thing)),
    corrected: best.size > 0 && said !== question.words.join(' ') ? said : null,
    aside: question.aside,
  };
}

const inOrder = (a: Searchable, b: Searchable): number =>
  a.title === b.title ? (a.id < b.id ? -1 : 1) : a.title < b.title ? -1 : 1;

function byCode<T extends Searchable>(
  { byCode, things }: Segment<T>,
  { codes }: Question,
  keep: (thing: T) => boolean,
): Hit<T>[] {
  // "SOC 6135" names the unit group; "6135" alone whatever bears that number.
  const named = codes.filter((code) => /^[a-z]/.test(code) && byCode.has(code));
  return (named.length > 0 ? named : codes).flatMap((code) =>
    (byCode.get(code) ?? []).flatMap(({ thing: at, code: text }) => {
      const thing = things[at];
      return keep(thing) ? [{ thing, by: 'code' as const, text, score: 2 - (thing.behind ?? 0) }] : [];
    }),
  );
}

function unitsOf<T extends Searchable>(segments: readonly Segment<T>[], { words }: Question, typing: boolean): Unit[] {
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

function byWords<T extends Searchable>(
  segment: Segment<T>,
  { units, level }: { units: readonly Unit[]; level: number | null },
  at: number,
  keep: (thing: T) => boolean,
): Told<T>[] {
  const all = units.reduce((sum, { weight }) => sum + weight, 0);
  const texts = new Map<number, { told: number; words: number }>();
  const things = new Map<number, { told: number; found: number }>();
  for (const { weight, evidence } of units) {
    const { short, long } = evidence[at];
    const best = new Map<number, number>();
    for (const [position, how] of short) {
      const text = texts.get(position) ?? { told: 0, words: 0 };
      texts.set(position, { told: text.told + weight * how, words: text.words + how });
      const { thing, by } = segment.short[position];
      const counts = how * Math.max(weights[by], 0.5);
      if ((best.get(thing) ?? 0) < counts) best.set(thing, counts);
    }
    for (const [thing, how] of long) if (!best.has(thing)) best.set(thing, how * weights.statement);
    for (const [thing, counts] of best) {
      const one = things.get(thing) ?? { told: 0, found: 0 };
      things.set(thing, { told: one.told + weight * counts, found: one.found + weight });
    }
  }
  const hits = new Map<number, Hit<T>>();
  for (const [position, { told, words }] of texts) {
    const { thing: which, by, text, length } = segment.short[position];
    const thing = segment.things[which];
    const answers = told / all;
    const saysOnly = Math.min(1, words / Math.max(1, length));
    const score = weights[by] * answers ** 2 * (0.6 + 0.4 * saysOnly);
    const known = hits.get(which);
    if ((known && known.score >= score) || !keep(thing)) continue;
    hits.set(which, { thing, by, text, score });
  }
  const found: Told<T>[] = [];
  for (const [which, one] of things) {
    const thing = segment.things[which];
    const short = hits.get(which);
    const share = one.found / all;
    if (share < least.short || (!short && share < least.long) || !keep(thing)) continue;
    const hit = short ?? { thing, by: 'statement' as const, text: '', score: 0 };
    const wished = level !== null && thing.level === level ? ofLevel : 0;
    const score = (hit.score + 0.2 * (one.told / all)) / 1.2 - (thing.behind ?? 0) * 0.3 + wished;
    found.push({ ...hit, score, share });
  }
  return found.map((hit) => (hit.by === 'statement' ? { ...hit, text: statementIn(hit.thing.texts, units) } : hit));
}

/** The statement of a thing that says most of the question. */
function statementIn(texts: readonly SearchText[], units: readonly Unit[]): string {
  const roots = new Set(units.map(({ said }) => rootOf(said)));
  const said = (text: string): number =>
    new Set(
      wordsOf(text)
        .map(rootOf)
        .filter((root) => roots.has(root)),
    ).size;
  const statements = texts.filter(({ by }) => by === 'statement').map(({ text }) => ({ text, words: said(text) }));
  return statements.sort((a, b) => b.words - a.words)[0]?.text ?? '';
}
