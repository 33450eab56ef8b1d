import type { Reason } from '@app/kernel';
import type { EvidenceFileDetails, RequirementKey } from './content';

/** How many files a proposal may have. */
export const mostFiles = 20;

/** What a file is for: one of the requirements, or (null) the proposal as a whole. */
export type EvidenceFor = RequirementKey | null;

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
