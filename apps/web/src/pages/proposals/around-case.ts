import { AuditQueries } from '@app/audit';
import { ConsultationQueries } from '@app/consultations';
import { DecisionQueries } from '@app/decisions';
import type { Actor } from '@app/kernel';
import { BallotQueries } from '@app/panels';
import { Injectable } from '@nestjs/common';
import { caseRows } from '../decisions';

/** What stands beside a proposal on its pages: ballots, decisions and what this person may do, consultations, history. */
@Injectable()
export class AroundCase {
  constructor(
    private readonly ballots: BallotQueries,
    private readonly decisions: DecisionQueries,
    private readonly consultations: ConsultationQueries,
    private readonly audit: AuditQueries,
  ) {}

  /** For a proposal that this person may see. */
  async of(actor: Actor, proposalId: string) {
    return {
      ballots: await this.ballots.on(actor, { kind: 'proposal', id: proposalId }),
      decisions: caseRows(await this.decisions.onProposal(actor, proposalId)),
      ...(await this.consultations.around(actor, proposalId)),
      timeline: await this.audit.timeline('proposal', proposalId),
    };
  }
}
