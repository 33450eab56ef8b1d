import { occupationReferenceSchema } from '@app/occupational-map';
import { z } from 'zod';

/**
 * From this likeness on (0 to 1) an occupation on the map comes close, and its proposer says what it is to the new one. Our
 * own setting: of the live occupations of 2026, 4 of 10 have a neighbour that close, mostly options of one standard.
 */
export const closeFrom = 0.35;
/** So many are asked about at most, the most alike first. */
export const mostMatches = 5;

export const matchKinds = ['distinct', 'option', 'replacement'] as const;
/** What a close occupation is to the proposed one: another one, the standard it is an option of, or what it replaces. */
export type MatchKind = (typeof matchKinds)[number];
export const matchKindWords: Readonly<Record<MatchKind, string>> = {
  distinct: 'The proposed occupation is distinct from it',
  option: 'The proposed occupation is an option of it',
  replacement: 'The proposed occupation replaces it',
};

const closeMatchSchema = z.object({
  reference: occupationReferenceSchema,
  title: z.string(),
  /** How alike, in hundredths. */
  likeness: z.number().int(),
});
/** An occupation on the map that is close to what is proposed. */
export type CloseMatch = z.infer<typeof closeMatchSchema>;

/** The close matches, and the edition of the maps that they were found on. */
export const closeMatchesSchema = z.object({ edition: z.number().int(), found: z.array(closeMatchSchema) });
export type CloseMatches = z.infer<typeof closeMatchesSchema>;

type Answers = { matchAnswers: readonly { reference: string }[] };

/** The matches that the proposer has not answered yet. */
export function unanswered(content: Answers, matches: readonly CloseMatch[]): CloseMatch[] {
  return matches.filter(({ reference }) => !content.matchAnswers.some((answer) => answer.reference === reference));
}
