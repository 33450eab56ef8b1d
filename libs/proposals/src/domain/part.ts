import type { FieldsWith } from '@app/occupational-map';
import type { EmployerDetails } from '@app/trailblazers';
import type { EvidenceFileDetails, ProposalContent } from './content';

/** A content as versions have it, or as a draft has it together with its group's employers and its files. */
export type ContentAndBeside = ProposalContent & {
  employers: readonly EmployerDetails[];
  files: readonly EvidenceFileDetails[];
};

type Coded = { code: string; text: string };

/** What a part says: texts, each with its name where there are several; a list; statements; or what each duty needs. */
export type Said =
  | { shape: 'texts'; texts: readonly [name: string | null, text: string][] }
  | { shape: 'list'; items: readonly string[] }
  | { shape: 'statements'; statements: readonly Coded[] }
  | { shape: 'mapping' };

/** What a change of this field is, from the smallest to the largest, where more than its wording changes. */
export type InSubstance = 'adjustment' | 'revision';

/** What everything about one part of a request is read from. */
export type PartOfRequest = {
  /** Its name, as change requests, comparisons and summaries have it. */
  text: string;
  /** The page of a draft on which it is changed; the employers are changed on the page of the group. */
  page: string;
  /** What the task of that page is called, of its first part; where it is not given, by the names of all its parts. */
  task?: string;
  says: (content: ContentAndBeside) => Said;
  /** What an assessor looks at, and where that is from. */
  looksAt: readonly string[];
  source: 'institute' | 'waymark';
  /** What is said to the proposer where it says nothing and has to; where more is asked for, `submissionGaps` knows. */
  missing?: string;
  /** What its form says beside it. */
  hint?: string;
};

/**
 * A part that says something that stands on the map: in which field of the occupation, or null where it is its place, or
 * stands in another part. `wording`: its wording alone may change, without any substance.
 */
export type PartOfOccupation = PartOfRequest & {
  of: FieldsWith<'changedBy', 'amendment' | 'correction'> | null;
  inSubstance: InSubstance;
  wording: boolean;
};

/** What is told of a part that is one text, a list, or an explanation with its evidence. */
export const one = (read: (content: ContentAndBeside) => string | number | null): PartOfRequest['says'] => {
  return (content) => ({ shape: 'texts', texts: [[null, String(read(content) ?? '')]] });
};
export const several = (read: (content: ContentAndBeside) => readonly string[]): PartOfRequest['says'] => {
  return (content) => ({ shape: 'list', items: read(content) });
};
export const explained = (
  read: (content: ContentAndBeside) => { explanation: string; evidence: string },
): PartOfRequest['says'] => {
  return (content) => {
    const { explanation, evidence } = read(content);
    return {
      shape: 'texts',
      texts: [
        ['Explanation', explanation],
        ['Evidence', evidence],
      ],
    };
  };
};
