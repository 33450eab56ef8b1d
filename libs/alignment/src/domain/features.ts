import type { Occupation } from '@app/occupational-map';
import type { SocIndex } from './soc';
import { trigramsOf, wordsOf } from './words';

/**
 * What is read of an occupation: only what somebody who proposes a new one would write. No reference, no place on a
 * map, nothing that its approval adds.
 */
export type OccupationText = Pick<Occupation, 'title' | 'overview' | 'typicalJobTitles' | 'keywords' | 'level'> & {
  /** Duties, knowledge, skills and behaviours, one statement each. */
  statements: readonly string[];
};

/** The text of an occupation on the map. */
export function textOf({
  title,
  overview,
  typicalJobTitles,
  keywords,
  level,
  duties,
  ksbs,
}: Occupation): OccupationText {
  const statements = [...duties, ...ksbs].map(({ text }) => text);
  return { title, overview, typicalJobTitles, keywords, level, statements };
}

/** A block of features: how much it weighs against the others, and its features with their weights. */
export type Block = { weight: number; features: ReadonlyMap<string, number> };

/** How often a word of each part counts. */
const partWeights = { title: 3, jobTitle: 1.5, keyword: 1.5, overview: 2, statement: 0.7 };

/**
 * The features of a text, in blocks: words; pairs of words; the words of the title once more; trigrams of the titles;
 * the unit groups of SOC 2020 that are closest, with the groups above them, so that occupations of one trade are near
 * each other where they share no word; and its level.
 */
export function blocksOf(text: OccupationText, soc: SocIndex | null): Block[] {
  const none = (): Map<string, number> => new Map();
  const blocks = { words: none(), pairs: none(), title: none(), trigrams: none(), groups: none() };
  const read = (part: string, weight: number): void => {
    const list = wordsOf(part);
    list.forEach((word, at) => {
      count(blocks.words, word, weight);
      if (at > 0) count(blocks.pairs, `${list[at - 1]} ${word}`, weight);
    });
  };
  read(text.title, partWeights.title);
  for (const title of text.typicalJobTitles) read(title, partWeights.jobTitle);
  for (const keyword of text.keywords) read(keyword, partWeights.keyword);
  read(text.overview, partWeights.overview);
  for (const statement of text.statements) read(statement, partWeights.statement);
  for (const word of wordsOf(text.title)) count(blocks.title, `title: ${word}`, 1);
  for (const gram of trigramsOf(text.title)) count(blocks.trigrams, `~${gram}`, 2);
  for (const title of text.typicalJobTitles)
    for (const gram of trigramsOf(title)) count(blocks.trigrams, `~${gram}`, 1);
  for (const { code, score } of soc?.candidates(text) ?? []) {
    for (let digits = 1; digits <= 4; digits += 1) count(blocks.groups, `SOC ${code.slice(0, digits)}`, 4 * score);
  }
  return [
    { weight: 1, features: blocks.words },
    { weight: 0.5, features: blocks.pairs },
    { weight: 0.3, features: blocks.title },
    { weight: 0.2, features: blocks.trigrams },
    { weight: 0.3, features: blocks.groups },
    { weight: 0.02, features: new Map([[`level ${text.level}`, 1]]) },
  ];
}

function count(into: Map<string, number>, feature: string, weight: number): void {
  into.set(feature, (into.get(feature) ?? 0) + weight);
}
