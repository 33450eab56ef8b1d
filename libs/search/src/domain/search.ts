import { coveredBy, type Unit, unitsOf } from './evidence';
import { Marks } from './marks';
import { type Question, readQuestion } from './question';
import type { FoundBy, Searchable, SearchText, Segment } from './segment';
import { rootOf } from './word-forms';
import { codeOf, wordsOf } from './words';

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
/** How far ahead what has the level comes that the question names, and what is of the kind that it names. */
const ahead = { level: 0.25, kind: 0.6 } as const;
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
  const question = withKind(segments, readQuestion(text));
  if (question.words.length === 0) return { hits: [], corrected: null, aside: [] };
  const units = unitsOf(segments, question, typing);
  const told = segments.flatMap((segment, at) => byWords(segment, { ...question, units }, at, keep));
  const most = told.reduce((share, hit) => Math.max(share, hit.share), 0);
  // A thing is in one segment: by its words it is found once, and by its codes perhaps again.
  const best = new Map<T, Hit<T>>();
  const note = (hit: Hit<T>): void => {
    const known = best.get(hit.thing);
    if (known === undefined || known.score < hit.score) best.set(hit.thing, hit);
  };
  for (const segment of segments) byCode(segment, question, keep).forEach(note);
  for (const { share, thing, by, text: found, score } of told) {
    if (share >= most * besideBest) note({ thing, by, text: found, score });
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

/** A question with the kind of thing that it asks for. */
type Named = Question & { kind: string | null };

/** "Which t level to be a teaching assistant" asks for a T Level: that is said by its kind then, and not by its words. */
function withKind(segments: readonly Segment[], question: Question): Named {
  const { words } = question;
  for (const [at, word] of words.entries()) {
    for (const said of [[word], [word, words[at + 1] ?? '']]) {
      const name = said.join(' ').replace(/s$/, '');
      const kind = segments.map(({ byCalled }) => byCalled.get(name)).find((one) => one !== undefined);
      const others = [...words.slice(0, at), ...words.slice(at + said.length)];
      if (kind !== undefined && others.length > 0) return { ...question, words: others, kind };
    }
  }
  return { ...question, kind: null };
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
      const isItself = code === codeOf(`${thing.kind}${thing.id}`);
      const score = isItself ? 3 : 2 - (thing.behind ?? 0);
      return keep(thing) ? [{ thing, by: 'code' as const, text, score }] : [];
    }),
  );
}

/** What each short text, and each thing as a whole, tells of the question; of each thing its best short text. */
class Scored {
  private readonly textTold: Marks;
  private readonly textWords: Marks;
  readonly thingTold: Marks;
  readonly thingFound: Marks;

  constructor(
    private readonly segment: Segment,
    private readonly units: readonly Unit[],
  ) {
    const { short, things } = segment;
    [this.textTold, this.textWords] = [new Marks(short.length), new Marks(short.length)];
    [this.thingTold, this.thingFound] = [new Marks(things.length), new Marks(things.length)];
  }

  /** @param at which of the segments this is */
  tell(at: number): this {
    for (const { weight, evidence } of this.units) {
      const { short, long } = evidence[at];
      const best = new Marks(this.segment.things.length);
      for (const position of short.places) {
        const how = short.at(position);
        const { thing, by } = this.segment.short[position];
        this.textTold.add(position, weight * how);
        this.textWords.add(position, how * coveredBy(how));
        best.raise(thing, how * Math.max(weights[by], 0.5));
      }
      for (const thing of long.places) if (best.at(thing) === 0) best.raise(thing, long.at(thing) * weights.statement);
      for (const thing of best.places) {
        this.thingTold.add(thing, weight * best.at(thing));
        this.thingFound.add(thing, weight);
      }
    }
    return this;
  }

  /** How well the best short text of each thing answers, and which it is. */
  bestTexts(all: number): { scores: Marks; which: Int32Array } {
    const scores = new Marks(this.segment.things.length);
    const which = new Int32Array(this.segment.things.length);
    for (const position of this.textTold.places) {
      const { thing, by, length } = this.segment.short[position];
      const saysOnly = Math.min(1, this.textWords.at(position) / Math.max(1, length));
      const score = weights[by] * (this.textTold.at(position) / all) ** 2 * (0.5 + 0.5 * saysOnly);
      if (scores.at(thing) >= score) continue;
      scores.raise(thing, score);
      which[thing] = position;
    }
    return { scores, which };
  }
}

function byWords<T extends Searchable>(
  segment: Segment<T>,
  { units, level, kind }: Pick<Named, 'level' | 'kind'> & { units: readonly Unit[] },
  at: number,
  keep: (thing: T) => boolean,
): Told<T>[] {
  const all = units.reduce((sum, { weight }) => sum + weight, 0);
  const scored = new Scored(segment, units).tell(at);
  const { thingTold, thingFound } = scored;
  const { scores, which } = scored.bestTexts(all);
  const found: Told<T>[] = [];
  for (const place of thingFound.places) {
    const thing = segment.things[place];
    const best = scores.at(place);
    const share = thingFound.at(place) / all;
    if (share < least.short || (best === 0 && share < least.long) || !keep(thing)) continue;
    const { by, text } = best > 0 ? segment.short[which[place]] : inStatement;
    const wished = (level !== null && thing.level === level ? ahead.level : 0) + (thing.kind === kind ? ahead.kind : 0);
    const score = (best + 0.2 * (thingTold.at(place) / all)) / 1.2 - (thing.behind ?? 0) * 0.3 + wished;
    found.push({ thing, by, text, score, share });
  }
  return found;
}
const inStatement = { by: 'statement', text: '' } as const;

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
