import { AuditQueries } from '@app/audit';
import { ConsultationQueries } from '@app/consultations';
import { DecisionQueries } from '@app/decisions';
import type { Actor } from '@app/kernel';
import { Db } from '@app/platform';
import { FollowedProposals } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { caseRows } from '../decisions';

/**
 * What stands beside a proposal on its pages: decisions and what this person may do about them, consultations, history, and
 * whether they follow it.
 */
@Injectable()
export class AroundCase {
  constructor(
    private readonly db: Db,
    private readonly decisions: DecisionQueries,
    private readonly consultations: ConsultationQueries,
    private readonly audit: AuditQueries,
    private readonly followed: FollowedProposals,
  ) {}

  /** For a proposal that this person may see. */
  async of(actor: Actor, proposalId: string) {
    return {
      decisions: caseRows(await this.decisions.onProposal(actor, proposalId)),
      consultations: await this.consultations.on(this.db.read(), 'proposal', proposalId),
      follows: await this.followed.follows(actor, proposalId),
      timeline: await this.audit.timeline('proposal', proposalId),
    };
  }
}
