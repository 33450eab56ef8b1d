import { type Actor, may, NotFound } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { EvidenceFile } from './evidence-file.entity';
import { proposalPolicy } from './domain/policy';
import { ProposalQueries } from './proposals.queries';

/** Evidence files as pages read them. */
@Injectable()
export class EvidenceQueries {
  constructor(
    private readonly db: Db,
    private readonly proposals: ProposalQueries,
  ) {}

  /**
   * One file of a proposal that the actor may see: its group sees all of them, everybody else those that a submitted
   * version names. @throws NotFound, Forbidden
   */
  async file(actor: Actor, proposalId: string, fileId: string): Promise<EvidenceFile> {
    const proposal = await this.proposals.proposal(actor, proposalId);
    const file = await this.db.read().get(EvidenceFile, fileId);
    if (file.proposalId !== proposalId) throw new NotFound('This file');
    if (may(proposalPolicy, actor, 'amend', proposal)) return file;
    const submitted = await this.db
      .read()
      .one('select 1 from proposal_version_file where proposal_id = $1 and file_id = $2', [proposalId, fileId]);
    if (submitted === null) throw new NotFound('This file');
    return file;
  }
}
