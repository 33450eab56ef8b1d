import { type Actor, permit, refuse } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Proposal, ProposalProgress, Recusals } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { aboutOf, decisionOf, type DecisionRow, factsOf } from './decision-record';
import { DecisionReopening } from './decision-reopening.entity';
import { decisionReopened } from './domain/events';
import { decisionPolicy } from './domain/policy';
import { isFinal } from './domain/rules';

/**
 * Reopens decisions. A decision is never edited: what takes its place is a further decision, by a new ballot of the
 * committee, on the committee's own authority or on that of a procedural review.
 */
@Injectable()
export class Reversals {
  constructor(
    private readonly db: Db,
    private readonly progress: ProposalProgress,
    private readonly recusals: Recusals,
  ) {}

  /** A member of the committee has a final decision taken afresh, with reasons. Reopened twice is reopened once. */
  async reopen(actor: Actor, decisionId: string, reasons: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { proposalId } = await decisionOf(tx, decisionId);
      await tx.lock(Proposal, proposalId);
      const decision = await decisionOf(tx, decisionId);
      permit(decisionPolicy, actor, 'reopen', await factsOf(tx, this.recusals, actor, decision));
      if (decision.reopenedBecause === reasons) return;
      if (decision.reviewState === 'asked' || decision.reviewState === 'considered') {
        refuse(`Procedural review ${decision.reviewReference} of this decision is under way: wait for its outcome`);
      }
      await this.take(tx, actor, decision, { reasons, review: null });
    });
  }

  /**
   * The step itself, in the transaction of who decided it: the proposal goes back to the committee.
   * @throws Refused where a later decision stands, or the proposal is in a map revision or on the map
   */
  async take(
    tx: Tx,
    actor: Actor,
    decision: DecisionRow,
    given: { reasons: string; review: { id: string; reference: string } | null },
  ): Promise<void> {
    const { reasons, review } = given;
    if (!isFinal(decision)) refuse('This did not end the case: there is nothing to be decided afresh');
    if (decision.reopenedAt !== null) refuse('This decision was reopened before');
    const later = await tx.one(
      `select 1 from decision where subject_kind = 'proposal' and subject_id = $1 and decided_at > $2`,
      [decision.proposalId, decision.decidedAt],
    );
    if (later !== null) refuse('A later decision stands: only the last one can be taken afresh');
    const row = { decisionId: decision.id, reviewId: review?.id ?? null, reasons };
    await tx.insert(Object.assign(new DecisionReopening(), row, { reopenedBy: actor.id }));
    const said = { ...aboutOf(decision), reasons, review: review?.reference ?? null };
    await tx.record(actor, decisionReopened(decision.id, said));
    await this.progress.reopened(tx, actor, decision.proposalId, reasons);
  }
}
