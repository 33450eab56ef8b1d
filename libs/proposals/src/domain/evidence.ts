import type { Reason } from '@app/kernel';
import { type EvidenceFileDetails, type ProposalContent, type RequirementKey, requirements } from './content';
import { fieldsOf, type RequestKind } from './kinds';

/** How many files a proposal may have. */
export const mostFiles = 20;

/** What a file is for: one of the requirements, or (null) the proposal as a whole. */
export type EvidenceFor = RequirementKey | null;

/** What the files of a request may be for: the requirements that it asks for, and the whole. */
export function purposesOf({ kind, content }: { kind: RequestKind; content: ProposalContent }): EvidenceFor[] {
  const asked = fieldsOf(kind, content);
  return [...requirements.map(({ key }) => key).filter((key) => asked.includes(`requirement-${key}`)), null];
}

/** Why no file for this purpose may be added: the request does not ask for it. */
export function notAskedFor(request: Parameters<typeof purposesOf>[0], about: EvidenceFor): Reason[] {
  if (purposesOf(request).includes(about)) return [];
  return [{ field: 'purpose', text: 'This request does not ask for that: add the file to the proposal as a whole' }];
}

/** Why no further file may be added; empty: it may. */
export function tooManyFiles(count: number): Reason[] {
  if (count < mostFiles) return [];
  return [{ field: 'file', text: `A proposal has at most ${mostFiles} files: remove one first` }];
}

/** Why this file may not be added: the same content stands there for the same purpose. */
export function sameAgain(files: readonly EvidenceFileDetails[], sha256: string, about: EvidenceFor): Reason[] {
  const same = files.find((file) => file.sha256 === sha256 && file.requirement === about);
  return same === undefined ? [] : [{ field: 'file', text: `The selected file is here already, as ${same.name}` }];
}
