import type { Reader, Tx } from '@app/platform';
import { TrailblazerQueries } from '@app/trailblazers';
import { Injectable } from '@nestjs/common';
import type { SubmittedContent } from './domain/content';
import type { CloseMatches } from './domain/matches';
import { EvidenceFiles } from './evidence.service';
import { Likeness } from './likeness.service';
import type { Proposal } from './proposal.entity';

/** What a submitted version holds beside the content and its basis. */
export type Enclosed = Pick<SubmittedContent, 'employers' | 'ground' | 'files' | 'matches'>;

/** How many employers the rules of a submission count; null where officers prepare it without a trailblazer group. */
export function employersCounted({ employers, ground }: Pick<Enclosed, 'employers' | 'ground'>): number | null {
  return ground === undefined ? employers.length : null;
}

/** What stands beside the content of a draft, and goes into a version with it. */
@Injectable()
export class Enclosures {
  constructor(
    private readonly trailblazers: TrailblazerQueries,
    private readonly evidence: EvidenceFiles,
    private readonly likeness: Likeness,
  ) {}

  /** The employers of its group, or the ground on which it has none, and its evidence files, as they are now. */
  async of(reader: Reader, { id, groupId }: Proposal): Promise<Omit<Enclosed, 'matches'>> {
    const employers = await this.trailblazers.employers(reader, groupId);
    const details = employers.map(({ name, size, sector, region }) => ({ name, size, sector, region }));
    const ground = await this.trailblazers.ground(reader, groupId);
    const files = await this.evidence.ofDraft(reader, id);
    return { employers: details, files, ...(ground === null ? {} : { ground }) };
  }

  /** The occupations that come close to it; reads the maps on a connection of its own, so never within a transaction. */
  async matches(proposal: Proposal): Promise<CloseMatches | null> {
    return this.likeness.closeTo(proposal);
  }

  /** Says for good that these files belong to a version that was just submitted. */
  async freeze(tx: Tx, version: { id: string; proposalId: string }, { files }: Enclosed): Promise<void> {
    await this.evidence.freeze(tx, version, files);
  }
}
