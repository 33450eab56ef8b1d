import { type Unit, unitsOf } from './evidence';
import { type Question, readQuestion } from './question';
import type { FoundBy, Searchable, SearchText, Segment } from './segment';
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
/** How far ahead what has the level comes that the question names. */
const ofLevel = 0.25;
/** So much of what a question tells has to be found in one thing: by its short texts, and where its long texts help. */
const least = { short: 0.5, long: 0.8 } as const;
/** Beside things that tell more of it, those count that tell at least this share of the most. */
const besideBest = 0.75;

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
    hits: [...best.values()]
      .sort((a, b) => b.score - a.score || inOrder(a.thing, b.thing))
      .map((hit) => (hit.by === 'statement' ? withStatement(hit, units) : hit)),
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

type Scored = {
  texts: Map<number, { told: number; words: number }>;
  things: Map<number, { told: number; found: number }>;
};

/** What each short text, and each thing as a whole, tells of the question. */
function tell(segment: Segment, units: readonly Unit[], at: number): Scored {
  const scored: Scored = { texts: new Map(), things: new Map() };
  for (const { weight, evidence } of units) {
    const { short, long } = evidence[at];
    const best = new Map<number, number>();
    for (const [position, how] of short) {
      const text = scored.texts.get(position) ?? { told: 0, words: 0 };
      scored.texts.set(position, { told: text.told + weight * how, words: text.words + how });
      const { thing, by } = segment.short[position];
      const counts = how * Math.max(weights[by], 0.5);
      if ((best.get(thing) ?? 0) < counts) best.set(thing, counts);
    }
    for (const [thing, how] of long) if (!best.has(thing)) best.set(thing, how * weights.statement);
    for (const [thing, counts] of best) {
      const one = scored.things.get(thing) ?? { told: 0, found: 0 };
      scored.things.set(thing, { told: one.told + weight * counts, found: one.found + weight });
    }
  }
  return scored;
}

/** The best short text of each thing. */
function bestTexts<T extends Searchable>(segment: Segment<T>, { texts }: Scored, all: number): Map<number, Hit<T>> {
  const hits = new Map<number, Hit<T>>();
  for (const [position, { told, words }] of texts) {
    const { thing: which, by, text, length } = segment.short[position];
    const saysOnly = Math.min(1, words / Math.max(1, length));
    const score = weights[by] * (told / all) ** 2 * (0.6 + 0.4 * saysOnly);
    const known = hits.get(which);
    if (!known || known.score < score) hits.set(which, { thing: segment.things[which], by, text, score });
  }
  return hits;
}

function byWords<T extends Searchable>(
  segment: Segment<T>,
  { units, level }: { units: readonly Unit[]; level: number | null },
  at: number,
  keep: (thing: T) => boolean,
): Told<T>[] {
  const all = units.reduce((sum, { weight }) => sum + weight, 0);
  const scored = tell(segment, units, at);
  const texts = bestTexts(segment, scored, all);
  const found: Told<T>[] = [];
  for (const [which, { told, found: weight }] of scored.things) {
    const thing = segment.things[which];
    const short = texts.get(which);
    const share = weight / all;
    if (share < least.short || (!short && share < least.long) || !keep(thing)) continue;
    const hit = short ?? { thing, by: 'statement' as const, text: '', score: 0 };
    const wished = level !== null && thing.level === level ? ofLevel : 0;
    const score = (hit.score + 0.2 * (told / all)) / 1.2 - (thing.behind ?? 0) * 0.3 + wished;
    found.push({ ...hit, score, share });
  }
  return found;
}

/** The same with the statement that answered, looked for when it is read: most of many hits are never shown. */
const withStatement = <T extends Searchable>({ thing, by, score }: Hit<T>, units: readonly Unit[]): Hit<T> => ({
  thing,
  by,
  score,
  get text() {
    return statementIn(thing.texts, units);
  },
});

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
