import { type Actor, formatLondon, next, permit, refuse } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { mayBeReviewed, Proposal, Recusals } from '@app/proposals';
import { RevisionRemedy } from '@app/revisions';
import { Injectable } from '@nestjs/common';
import { aboutOf, decisionOf, type DecisionRow, factsOf } from './decision-record';
import { reviewAsked, reviewConsidered, reviewDecided } from './domain/events';
import { reviewLifecycle } from './domain/lifecycle';
import { decisionPolicy } from './domain/policy';
import { type Ground, isFinal, lastDayToAsk, reviewDue } from './domain/rules';
import { ProceduralReview } from './procedural-review.entity';
import { Reversals } from './reversals.service';

export type ReviewOrder = { grounds: readonly Ground[]; statement: string; key: string };
export type ReviewRuling = { outcome: 'upheld' | 'not-upheld'; reasons: string };

/** Procedural reviews: asked for by the group, considered and decided by people who were not involved. */
@Injectable()
export class Reviews {
  constructor(
    private readonly db: Db,
    private readonly reversals: Reversals,
    private readonly recusals: Recusals,
    private readonly remedy: RevisionRemedy,
  ) {}

  /** The chair of the group asks, within 20 working days of a final decision. The same key twice is one. @returns its id */
  async ask(actor: Actor, decisionId: string, { grounds, statement, key }: ReviewOrder): Promise<string> {
    return this.db.write(async (tx) => {
      const { proposalId } = await decisionOf(tx, decisionId);
      const proposal = await tx.lock(Proposal, proposalId);
      const now = await tx.now();
      const decision = await decisionOf(tx, decisionId);
      permit(decisionPolicy, actor, 'askReview', await factsOf(tx, this.recusals, actor, decision));
      const [asked] = await tx.find(ProceduralReview, { decisionId });
      if (asked?.key === key) return asked.id;
      const [used] = await tx.find(ProceduralReview, { key });
      if (used !== undefined) refuse('This form was used already: load the page again');
      if (asked !== undefined) refuse(`${asked.reference} was asked for before: there is one review of a decision`);
      this.refuseUnasked(decision, now);
      if (decision.reopenedAt !== null || !mayBeReviewed(proposal.state)) {
        refuse(`It can't be decided afresh: ${decision.reference} is ${proposal.state.replaceAll('-', ' ')} now`);
      }
      const reference = await this.reference(tx);
      const given = { reference, decisionId, proposalId, groupId: decision.groupId, grounds: [...grounds], statement };
      const stored = { state: 'asked' as const, askedBy: actor.id, key };
      const review = await tx.insert(Object.assign(new ProceduralReview(), given, stored));
      const due = reviewDue(review.askedAt).considered.toISOString();
      const said = { ...aboutOf(decision), review: reference, decisionId, grounds: [...grounds], due };
      await tx.record(actor, reviewAsked(review.id, said));
      return review.id;
    });
  }

  /** Somebody who was not involved considers it and writes what they found. */
  async consider(actor: Actor, id: string, advice: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { review, decision } = await this.locked(tx, id);
      permit(decisionPolicy, actor, 'considerReview', await factsOf(tx, this.recusals, actor, decision));
      if (review.consideredBy === actor.id && review.advice === advice) return;
      review.state = next(reviewLifecycle, review.state, 'consider');
      Object.assign(review, { advice, consideredBy: actor.id, consideredAt: await tx.now() });
      await tx.save(review);
      const said = { ...aboutOf(decision), review: review.reference, decisionId: decision.id };
      await tx.record(actor, reviewConsidered(id, said));
    });
  }

  /** An administrator who was not involved and did not consider it decides. Upheld: the committee decides afresh. */
  async decide(actor: Actor, id: string, { outcome, reasons }: ReviewRuling): Promise<void> {
    await this.db.write(async (tx) => {
      const { review, decision } = await this.locked(tx, id);
      const facts = await factsOf(tx, this.recusals, actor, decision, review.consideredBy);
      if (review.decidedBy === actor.id && review.reasons === reasons && review.state === outcome) return;
      permit(decisionPolicy, actor, 'decideReview', facts);
      review.state = next(reviewLifecycle, review.state, outcome === 'upheld' ? 'uphold' : 'dismiss');
      Object.assign(review, { reasons, decidedBy: actor.id, decidedAt: await tx.now() });
      await tx.save(review);
      const said = { ...aboutOf(decision), review: review.reference, decisionId: decision.id, outcome, reasons };
      await tx.record(actor, reviewDecided(id, said));
      if (outcome !== 'upheld') return;
      await this.remedy.takeOut(tx, actor, decision.proposalId, `procedural review ${review.reference} was upheld`);
      await this.reversals.take(tx, actor, decision, { reasons, review });
    });
  }

  private refuseUnasked(decision: DecisionRow, now: Date): void {
    if (!isFinal(decision)) refuse('Only a final decision can be reviewed');
    const until = lastDayToAsk(decision.decidedAt);
    if (now > until) refuse(`A review could be asked for until ${formatLondon(until)}: nothing was stored`);
  }

  private async locked(tx: Tx, id: string): Promise<{ review: ProceduralReview; decision: DecisionRow }> {
    const { proposalId } = await tx.get(ProceduralReview, id);
    await this.remedy.lock(tx, proposalId);
    await tx.lock(Proposal, proposalId);
    const review = await tx.lock(ProceduralReview, id);
    return { review, decision: await decisionOf(tx, review.decisionId) };
  }

  private async reference(tx: Tx): Promise<string> {
    const row = await tx.one<{ no: string }>(`select nextval('procedural_review_reference') as no`);
    return `PR${String(row?.no ?? '').padStart(4, '0')}`;
  }
}
