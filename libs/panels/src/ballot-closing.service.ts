import { type Actor, permit, refuse } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { ProposalProgress, ProposalQueries } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { factsOf, panelOf } from './ballot.facts';
import { ballotClosed } from './domain/events';
import { panelPolicy } from './domain/policy';
import { type Standing, standing, type Tally } from './domain/standing';
import { Ballot, Decision } from './panel.entities';
import { described } from './panels.service';

/** Closing a ballot: a panel's outcome is a recommendation, the committee's a decision. */
@Injectable()
export class BallotClosing {
  constructor(
    private readonly db: Db,
    private readonly proposals: ProposalQueries,
    private readonly progress: ProposalProgress,
  ) {}

  /** The chair closes the ballot, once its time has come or everybody has voted. Without a quorum it has no outcome. */
  async close(actor: Actor, ballotId: string, reasons: string): Promise<void> {
    await this.db.write(async (tx) => {
      const ballot = await tx.lock(Ballot, ballotId);
      const panel = await panelOf(tx, ballot.panel);
      const item = await this.proposals.summary(tx, ballot.subjectId);
      const facts = await factsOf(tx, ballot);
      const before = standing({ ...facts, closed: false });
      const { recused } = before;
      permit(panelPolicy, actor, 'close', { route: panel.route, submittedBy: item.submittedBy, recused });
      await this.checkClosable(tx, ballot, before);
      const after = standing({ ...facts, closed: true });
      ballot.closedAt = await tx.now();
      await tx.save(ballot);
      const decision = await this.decide(tx, actor, ballot, after, reasons);
      const { kind, outcome } = decision;
      await tx.record(actor, ballotClosed(ballot.id, { ...described(panel, item), kind, outcome, reasons }));
      if (outcome === null) return;
      if (kind === 'decision') await this.progress.decided(tx, actor, item.id, outcome, reasons);
      else await this.progress.recommended(tx, actor, item.id, outcome, reasons);
    });
  }

  private async checkClosable(tx: Tx, ballot: Ballot, before: Standing): Promise<void> {
    if (ballot.closedAt !== null) refuse('This ballot was closed already');
    if (!before.everybodyVoted && (await tx.now()) < ballot.closesAt) {
      refuse('This ballot can be closed when its time has come, or everybody who may vote has voted');
    }
  }

  private async decide(tx: Tx, actor: Actor, ballot: Ballot, after: Standing, reasons: string): Promise<Decision> {
    if (actor.id === null) refuse('Only a person closes a ballot');
    const decision = new Decision();
    decision.ballotId = ballot.id;
    decision.kind = ballot.stage === 'committee' ? 'decision' : 'recommendation';
    decision.outcome = after.outcome;
    decision.reasons = reasons;
    decision.tally = after.tally as Tally;
    decision.decidedBy = actor.id;
    decision.decidedAt = ballot.closedAt ?? (await tx.now());
    return tx.insert(decision);
  }
}
