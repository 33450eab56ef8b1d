import { fieldOf, type FieldsWith, type Occupation, type PlainText, plainTexts, textsIn } from '@app/occupational-map';
import type { SocIndex } from './soc';
import { trigramsOf, wordsOf } from './words';

type ComparedText = Extract<FieldsWith<'likeness'>, PlainText>;
const comparedTexts = plainTexts.filter((field) => fieldOf(field).likeness !== undefined) as ComparedText[];

/**
 * What is read of an occupation: only what somebody who proposes a new one would write. No reference, no place on a
 * map, nothing that its approval adds. How much the words of each field count stands in `fieldsOfOccupations`.
 */
export type OccupationText = Pick<Occupation, ComparedText | 'level'> & {
  /** Duties, knowledge, skills and behaviours, one statement each. */
  statements: readonly string[];
};

/** The text of an occupation on the map, or of what is to become one. */
export function textOf(said: Pick<Occupation, ComparedText | 'level' | 'duties' | 'ksbs'>): OccupationText {
  const texts = Object.fromEntries(comparedTexts.map((field) => [field, said[field]]));
  const statements = [...textsIn(said, 'duties'), ...textsIn(said, 'ksbs')];
  return { ...(texts as Pick<Occupation, ComparedText>), level: said.level, statements };
}

/** A block of features: how much it weighs against the others, and its features with their weights. */
export type Block = { weight: number; features: ReadonlyMap<string, number> };

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
  for (const field of comparedTexts) for (const part of textsIn(text, field)) read(part, weightOf(field));
  for (const statement of text.statements) read(statement, weightOf('ksbs'));
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

const weightOf = (field: FieldsWith<'likeness'>): number => fieldOf(field).likeness ?? 0;

function count(into: Map<string, number>, feature: string, weight: number): void {
  into.set(feature, (into.get(feature) ?? 0) + weight);
}
