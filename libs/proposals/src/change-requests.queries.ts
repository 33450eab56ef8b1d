import { type Actor, may, NotFound } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { ChangeRequestRow } from './change-request.rows';
import { proposalPolicy } from './domain/policy';
import { nextActs, type ThreadAct } from './domain/thread';
import type { Proposal } from './proposal.entity';
import { ProposalQueries } from './proposals.queries';

/** One change request with its thread, and what this person may say now. */
export type ThreadPage = { proposal: Proposal; request: ChangeRequestRow; acts: ThreadAct[] };

/** The conversation on a change request, as its page reads it. */
@Injectable()
export class ChangeRequestQueries {
  constructor(
    private readonly db: Db,
    private readonly proposals: ProposalQueries,
  ) {}

  /** One request of a proposal that the actor may see. @throws NotFound, Forbidden */
  async thread(actor: Actor, proposalId: string, requestId: string): Promise<ThreadPage> {
    const reader = this.db.read();
    const proposal = await this.proposals.proposal(actor, proposalId);
    const request = (await this.proposals.changeRequests(reader, proposalId)).find(({ id }) => id === requestId);
    if (request === undefined) throw new NotFound('This change request');
    const row = await reader.one<{ latest: boolean }>(
      `select version_no = (select max(no) from proposal_version where proposal_id = s.proposal_id) as latest
       from change_request_standing s where s.id = $1`,
      [requestId],
    );
    const settled = request.standing === 'settled';
    const acts = nextActs({ state: proposal.standing, latest: row?.latest ?? false, settled });
    const checks = (await this.proposals.againstCheck(actor, proposalId)) === null;
    const mayAct = (act: ThreadAct): boolean =>
      act === 'answer'
        ? may(proposalPolicy, actor, 'amend', proposal)
        : checks && may(proposalPolicy, actor, 'check', proposal);
    return { proposal, request, acts: acts.filter(mayAct) };
  }
}
