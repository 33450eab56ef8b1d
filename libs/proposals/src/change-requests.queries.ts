import { type Actor, may, NotFound } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { ChangeRequestEntry } from './change-request-entry.entity';
import { proposalPolicy } from './domain/policy';
import type { ProposalState } from './domain/lifecycle';
import { nextActs, type ThreadAct } from './domain/thread';
import type { Proposal } from './proposal.entity';
import { type ChangeRequestRow, ProposalQueries } from './proposals.queries';

export type ThreadEntry = Pick<ChangeRequestEntry, 'no' | 'act' | 'done' | 'text' | 'versionNo' | 'dueOn' | 'saidAt'>;
export type Thread = ChangeRequestRow & { entries: ThreadEntry[] };

/** The conversations on the change requests of a proposal, as pages read them. */
@Injectable()
export class ChangeRequestQueries {
  constructor(
    private readonly db: Db,
    private readonly proposals: ProposalQueries,
  ) {}

  /** All change requests of a proposal with what was said about each, the newest request first. */
  async threads(reader: Reader, proposalId: string): Promise<Thread[]> {
    const requests = await this.proposals.changeRequests(reader, proposalId);
    const rows = await reader.rows<ThreadEntry & { requestId: string }>(
      `select request_id as "requestId", no, act, done, text, version_no as "versionNo", due_on as "dueOn",
              said_at as "saidAt"
       from change_request_entry where request_id = any($1::uuid[]) order by request_id, no limit 5000`,
      [requests.map(({ id }) => id)],
    );
    return requests.map((request) => ({
      ...request,
      entries: rows.filter(({ requestId }) => requestId === request.id),
    }));
  }

  /** The requests that are open now, with their threads, in the order in which they were raised. */
  async open(proposalId: string): Promise<Thread[]> {
    return (await this.threads(this.db.read(), proposalId)).filter(({ open }) => open).reverse();
  }

  /** One thread of a proposal that the actor may see, and what they may say. @throws NotFound, Forbidden */
  async thread(
    actor: Actor,
    proposalId: string,
    requestId: string,
  ): Promise<{ proposal: Proposal; thread: Thread; acts: ThreadAct[] }> {
    const proposal = await this.proposals.proposal(actor, proposalId);
    const thread = (await this.threads(this.db.read(), proposalId)).find(({ id }) => id === requestId);
    if (thread === undefined) throw new NotFound('This change request');
    return { proposal, thread, acts: await this.acts(actor, proposal, thread) };
  }

  private async acts(
    actor: Actor,
    proposal: Proposal & { standing: ProposalState },
    { id, standing }: Thread,
  ): Promise<ThreadAct[]> {
    const row = await this.db.read().one<{ latest: boolean }>(
      `select version_no = (select max(no) from proposal_version where proposal_id = s.proposal_id) as latest
       from change_request_standing s where s.id = $1`,
      [id],
    );
    const facts = { state: proposal.standing, latest: row?.latest ?? false, settled: standing === 'settled' };
    return nextActs(facts).filter((act) => may(proposalPolicy, actor, act === 'answer' ? 'amend' : 'check', proposal));
  }
}
