import { AuditQueries } from '@app/audit';
import { ConsultationQueries } from '@app/consultations';
import { DecisionQueries } from '@app/decisions';
import type { Actor } from '@app/kernel';
import { BallotQueries } from '@app/panels';
import { OfficersRequests, type Proposal } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { caseRows } from '../decisions';
import { historyOf } from './history';

/** What stands beside a proposal on its pages: ballots, decisions and what this person may do, consultations, history. */
@Injectable()
export class AroundCase {
  constructor(
    private readonly ballots: BallotQueries,
    private readonly decisions: DecisionQueries,
    private readonly consultations: ConsultationQueries,
    private readonly audit: AuditQueries,
    private readonly officers: OfficersRequests,
  ) {}

  /** For a proposal that this person may see. */
  async of(actor: Actor, proposal: Proposal) {
    const { id } = proposal;
    return {
      ballots: await this.ballots.on(actor, { kind: 'proposal', id }),
      decisions: caseRows(await this.decisions.onProposal(actor, id)),
      ...(await this.consultations.around(actor, id)),
      timeline: historyOf(await this.audit.timeline('proposal', id)),
      canTakeOver: await this.officers.mayTakeOver(actor, proposal),
    };
  }
}
