import { type Actor, next, refuse } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type ChangeKind, larger } from './domain/changes';
import { proposalRaised, proposalReopened } from './domain/events';
import { kindsOfRequest } from './domain/kinds';
import { lapseAfter, lifecycleOf, standingOf } from './domain/lifecycle';
import { permitCheck, permitOfficer } from './officer-check';
import { Proposal } from './proposal.entity';
import { refuseStale } from './domain/stale';

/** What the officer rules on a request beside accepting and returning it. */
@Injectable()
export class ProposalOfficer {
  constructor(private readonly db: Db) {}

  /** Raises a submitted change, which then has more stages before it. It is never lowered. */
  async raise(actor: Actor, id: string, to: ChangeKind, reason: string, readVersion: number): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      await permitCheck(tx, actor, proposal);
      refuseStale(proposal, readVersion);
      const { changeKind: before, reference, groupId, content } = proposal;
      if (before === null || proposal.state !== 'submitted')
        refuse('Only a change that waits for your check is raised');
      if (to === before || larger(before, to) !== to)
        refuse(`It is a ${before} already: it is raised, never lowered`, 'to');
      Object.assign(proposal, { changeKind: to, raisedTo: to, raisedWhy: reason, version: proposal.version + 1 });
      await tx.save(proposal);
      const facts = { reference, groupId, title: content.title, before, after: to, reason };
      await tx.record(actor, proposalRaised(id, facts));
    });
  }

  /** Opens a lapsed request again: its group has as long as after a return. */
  async reopen(actor: Actor, id: string, reason: string, readVersion: number): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      await permitOfficer(tx, actor, proposal);
      refuseStale(proposal, readVersion);
      const now = await tx.now();
      const lapsesAt = lapseAfter(now, kindsOfRequest[proposal.kind].lapsesAfterWeeks);
      proposal.state = next(lifecycleOf(proposal), standingOf(proposal, now), 'reopen');
      Object.assign(proposal, { lapsesAt, version: proposal.version + 1 });
      await tx.save(proposal);
      const { reference, groupId, content } = proposal;
      const facts = { reference, groupId, title: content.title, reason, lapsesAt: lapsesAt.toISOString() };
      await tx.record(actor, proposalReopened(id, facts));
    });
  }
}
