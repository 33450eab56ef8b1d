import { Accounts } from '@app/accounts';
import { type Actor, holds, may, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { againstOneStage, mayBeReviewed, mayDecideAfresh, Recusals } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { Condition } from './condition.entity';
import { ConditionStep } from './condition-step.entity';
import { decisionOf, type DecisionRow, decisionRows, factsOf } from './decision-record';
import { letterOf, type Letter } from './domain/letter';
import { conditionLifecycle } from './domain/lifecycle';
import { decisionPolicy } from './domain/policy';
import { isFinal, isOverdue, lastDayToAsk, reviewDue } from './domain/rules';
import { ProceduralReview } from './procedural-review.entity';

/** A condition with everything that was said about it, the first first, and what this actor may do now. */
export type ConditionPage = {
  condition: Condition;
  overdue: boolean;
  steps: (ConditionStep & { name: string })[];
  may: { meet: boolean; settle: boolean; extend: boolean; close: boolean };
};

/** A decision as its group and the officers see it, with what this actor may do now. */
export type DecisionCase = {
  decision: DecisionRow;
  askUntil: Date | null;
  may: { letter: boolean; reopen: boolean; askReview: boolean };
  /** Why this member of the committee can't have it decided afresh, because of what they did in another stage. */
  againstReopening: string | null;
};

/** A decision on its case; `inTwoStages`, for staff: somebody acted in it who had in another stage, before that was refused. */
export type MarkedCase = DecisionCase & { inTwoStages: boolean };

/** A review as those who may see it read it. */
export type ReviewPage = {
  review: ProceduralReview;
  decision: DecisionRow;
  due: { considered: Date; decided: Date };
  names: { askedBy: string; consideredBy: string; decidedBy: string };
  may: { consider: boolean; decide: boolean };
  /** Why this officer or administrator takes no part in it, because of what they did in another stage. */
  actedElsewhere: string | null;
};

/** Decisions and what follows from them, as the group, officers and committee read them. */
@Injectable()
export class DecisionQueries {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly recusals: Recusals,
  ) {}

  /** The letter of a decision, for this actor. @throws NotFound, Forbidden */
  async letter(actor: Actor, id: string): Promise<{ decision: DecisionRow; letter: Letter }> {
    const reader = this.db.read();
    const decision = await decisionOf(reader, id);
    permit(decisionPolicy, actor, 'letter', await factsOf(reader, this.recusals, actor, decision));
    return { decision, letter: await this.letterOf(reader, id) };
  }

  /** The letter of a decision as it is sent: also within the transaction that tells of it. */
  async letterOf(reader: Reader, id: string): Promise<Letter> {
    const decision = await decisionOf(reader, id);
    return letterOf({ ...decision, reverses: decision.reversesAt, conditions: await this.conditionsOf(reader, id) });
  }

  /** One decision for who may do this about it, in time or not. @throws NotFound, Forbidden */
  async decision(actor: Actor, id: string, action: 'reopen' | 'askReview'): Promise<DecisionCase> {
    const reader = this.db.read();
    const decision = await decisionOf(reader, id);
    permit(decisionPolicy, actor, action, await factsOf(reader, this.recusals, actor, decision));
    return this.case(reader, actor, decision);
  }

  /** The recommendations and decisions on a proposal, the newest first: for a page that the actor may see. */
  async onProposal(actor: Actor, proposalId: string): Promise<MarkedCase[]> {
    const reader = this.db.read();
    const rows = await reader.rows<DecisionRow>(
      `${decisionRows} d.subject_id = $1 order by d.decided_at desc, d.id desc limit 100`,
      [proposalId],
    );
    const marked = holds(actor, ['administrator', 'product-manager']) ? await this.inTwoStages(proposalId) : [];
    const cases = await Promise.all(rows.map((row) => this.case(reader, actor, row)));
    return cases.map((one) => ({ ...one, inTwoStages: marked.includes(one.decision.id) }));
  }

  /** The decisions in which somebody acted who had acted in another stage before: nobody is named. */
  private async inTwoStages(proposalId: string): Promise<string[]> {
    const rows = await this.db
      .read()
      .rows<{ id: string }>('select id from decision_in_two_stages where proposal_id = $1', [proposalId]);
    return rows.map(({ id }) => id);
  }

  /** The id of the decision that a ballot led to, or null. */
  async ofBallot(ballotId: string): Promise<string | null> {
    const row = await this.db.read().one<{ id: string }>('select id from decision where ballot_id = $1', [ballotId]);
    return row?.id ?? null;
  }

  /** The conditions that the panel, or both of a move, proposed with what they recommend on the last version. */
  async proposedBy(proposalId: string): Promise<string[]> {
    const rows = await this.db.read().rows<{ text: string }>(
      `select c.text from condition c join recommendation r on r.id = c.decision_id
       where r.proposal_id = $1 and r.on_last_version and r.standing and c.state = 'proposed' order by r.panel_name, c.no`,
      [proposalId],
    );
    return [...new Set(rows.map(({ text }) => text))];
  }

  /** The conditions of a decision, for its group and the officers. @throws NotFound, Forbidden */
  async conditions(actor: Actor, decisionId: string): Promise<{ decision: DecisionRow; conditions: ConditionPage[] }> {
    const reader = this.db.read();
    const decision = await decisionOf(reader, decisionId);
    permit(decisionPolicy, actor, 'letter', await factsOf(reader, this.recusals, actor, decision));
    const conditions = await this.conditionsOf(reader, decisionId);
    return {
      decision,
      conditions: await Promise.all(conditions.map((one) => this.conditionPage(reader, actor, decision, one))),
    };
  }

  /** One condition. @throws NotFound, Forbidden */
  async condition(actor: Actor, id: string): Promise<ConditionPage & { decision: DecisionRow }> {
    const reader = this.db.read();
    const condition = await reader.get(Condition, id);
    const decision = await decisionOf(reader, condition.decisionId);
    permit(decisionPolicy, actor, 'letter', await factsOf(reader, this.recusals, actor, decision));
    return { decision, ...(await this.conditionPage(reader, actor, decision, condition)) };
  }

  /** One procedural review. @throws NotFound, Forbidden */
  async review(actor: Actor, id: string): Promise<ReviewPage> {
    const reader = this.db.read();
    const review = await reader.get(ProceduralReview, id);
    const decision = await decisionOf(reader, review.decisionId);
    const facts = await factsOf(reader, this.recusals, actor, decision, review.consideredBy);
    permit(decisionPolicy, actor, 'seeReview', facts);
    const { askedBy, consideredBy, decidedBy, state } = review;
    const ids = [askedBy, consideredBy, decidedBy].filter((one) => one !== null);
    const known = await this.accounts.names(reader, ids);
    const name = (person: string | null): string => (person === null ? '' : (known.get(person) ?? 'Somebody'));
    return {
      review,
      decision,
      due: reviewDue(review.askedAt),
      names: { askedBy: name(askedBy), consideredBy: name(consideredBy), decidedBy: name(decidedBy) },
      may: {
        consider: state === 'asked' && may(decisionPolicy, actor, 'considerReview', facts),
        decide: state === 'considered' && may(decisionPolicy, actor, 'decideReview', facts),
      },
      actedElsewhere: decidedBy === null ? againstOneStage(facts.acts, actor.id, 'review') : null,
    };
  }

  private async case(reader: Reader, actor: Actor, decision: DecisionRow): Promise<DecisionCase> {
    const facts = await factsOf(reader, this.recusals, actor, decision);
    const final = isFinal(decision);
    const askUntil = final ? lastDayToAsk(decision.decidedAt) : null;
    const { proposalState, reopenedAt, reviewId } = decision;
    const latest = reopenedAt === null && mayDecideAfresh(proposalState);
    const reviewable = reopenedAt === null && reviewId === null && mayBeReviewed(proposalState);
    const inTime = askUntil !== null && (await reader.now()) <= askUntil;
    const asked = decision.reviewState === 'asked' || decision.reviewState === 'considered';
    const reopenable = final && latest && !asked;
    const elsewhere = holds(actor, ['committee-member', 'decision-maker'])
      ? againstOneStage(facts.acts, actor.id, 'committee')
      : null;
    return {
      decision,
      askUntil,
      may: {
        letter: may(decisionPolicy, actor, 'letter', facts),
        reopen: reopenable && may(decisionPolicy, actor, 'reopen', facts),
        askReview: inTime && reviewable && may(decisionPolicy, actor, 'askReview', facts),
      },
      againstReopening: reopenable ? elsewhere : null,
    };
  }

  private async conditionsOf(reader: Reader, decisionId: string): Promise<Condition[]> {
    return (await reader.find(Condition, { decisionId })).sort((a, b) => a.no - b.no);
  }

  private async conditionPage(
    reader: Reader,
    actor: Actor,
    decision: DecisionRow,
    condition: Condition,
  ): Promise<ConditionPage> {
    const facts = await factsOf(reader, this.recusals, actor, decision);
    const steps = (await reader.find(ConditionStep, { conditionId: condition.id })).sort((a, b) => a.no - b.no);
    const names = await this.accounts.names(
      reader,
      steps.map(({ takenBy }) => takenBy),
    );
    const overdue = isOverdue(condition, await reader.now());
    const waits = decision.proposalState === 'conditions' && decision.reopenedAt === null;
    const can = waits ? conditionLifecycle[condition.state] : {};
    const settles = may(decisionPolicy, actor, 'settleCondition', facts);
    return {
      condition,
      overdue,
      steps: steps.map((step) => Object.assign(step, { name: names.get(step.takenBy) ?? 'Somebody' })),
      may: {
        meet: 'meet' in can && may(decisionPolicy, actor, 'meetCondition', facts),
        settle: 'discharge' in can && settles,
        extend: 'extend' in can && settles,
        close: 'close' in can && overdue && settles,
      },
    };
  }
}
