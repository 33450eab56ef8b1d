import type { MapState } from './map';
import { Telling } from './differences-telling';

/** What a change means to a reader of the maps, in the order in which a change note tells it. */
export const differenceKinds = [
  'added',
  'split',
  'merged',
  'retired',
  'reinstated',
  'taken-off',
  'moved',
  'retitled',
  'level',
  'ksbs',
  'duties',
  'soc',
  'amended',
  'structure',
  'progression',
  't-level',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** One field, statement or duty: what it said, and what it says now. */
export type FieldDifference = { field: string; before: string; after: string };

/** One difference between two maps. `about` are the references, slugs and T Level references that it is about. */
export type Difference = { kind: DifferenceKind; about: readonly string[]; text: string; changes: FieldDifference[] };

/**
 * What differs between two maps, told by what it means and not by how it was done: the same whether one map revision
 * or ten lie between them. Nothing where they are equal.
 */
export function differencesOf(before: MapState, after: MapState): Difference[] {
  const telling = new Telling(before, after);
  telling.occupations();
  telling.structure();
  telling.progression();
  telling.tLevels();
  const rank = (kind: DifferenceKind) => differenceKinds.indexOf(kind);
  return telling.found.sort((a, b) => rank(a.kind) - rank(b.kind));
}

/** How many differences there are of each kind, in reading order; kinds without any are left out. */
export function countsOf(differences: readonly Difference[]): { kind: DifferenceKind; count: number }[] {
  return differenceKinds
    .map((kind) => ({ kind, count: differences.filter((one) => one.kind === kind).length }))
    .filter(({ count }) => count > 0);
}

/** How many sentences, and how many characters, a drafted note has at most: people go on writing from there. */
const mostSentences = 12;
const mostCharacters = 1_500;

/** The draft of a change note: a sentence for each difference; of many, the first, and how many follow. */
export function draftNote(differences: readonly Difference[]): string {
  const sentences: string[] = [];
  let length = 0;
  for (const { text } of differences.slice(0, mostSentences)) {
    length += text.length + 2;
    if (length > mostCharacters) break;
    sentences.push(`${text}.`);
  }
  const rest = differences.length - sentences.length;
  return [...sentences, ...(rest > 0 ? [`And ${rest.toLocaleString('en-GB')} more changes.`] : [])].join('\n');
}
