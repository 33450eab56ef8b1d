import { type Actor, next, refuseIf } from '@app/kernel';
import { BallotClosing, type Decision } from '@app/panels';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { Condition } from './condition.entity';
import { ConditionStep } from './condition-step.entity';
import { aboutOf, decisionOf } from './decision-record';
import { conditionAgreed, conditionProposed } from './domain/events';
import { conditionLifecycle } from './domain/lifecycle';
import { type ConditionOrder, conclusionProblems } from './domain/rules';

/** The reasons for what a ballot came to, for each requirement by its key, and the conditions of an approval. */
export type ConclusionOrder = {
  reasons: string;
  requirementReasons: Record<string, string>;
  conditions: readonly ConditionOrder[];
};

/** Gives the reasons for a ballot's outcome, and with them the conditions: the panel proposes, the committee agrees them. */
@Injectable()
export class Conclusions {
  constructor(
    private readonly db: Db,
    private readonly closing: BallotClosing,
  ) {}

  /**
   * Makes the recommendation or the decision. Where the decision before it was reopened, this one takes its place.
   * @throws Refused where a reason for a requirement that its kind is judged by, a condition or its day is missing
   */
  async conclude(actor: Actor, ballotId: string, order: ConclusionOrder): Promise<void> {
    await this.db.write((tx) => this.concludeIn(tx, actor, ballotId, order));
  }

  /** The same in the transaction of who took the vote: a named decision-maker gives vote and reasons at once. */
  async concludeIn(tx: Tx, actor: Actor, ballotId: string, order: ConclusionOrder): Promise<void> {
    const { reasons, requirementReasons: requirements, conditions } = order;
    const reverses = await this.reopened(tx, ballotId);
    const decision = await this.closing.conclude(tx, actor, ballotId, { reasons, requirements, reverses });
    if (decision === null) return;
    const stage = decision.kind === 'decision' ? 'committee' : 'panel';
    const { outcome, requirementReasons, decidedAt: now } = decision;
    const { proposalKind: kind } = await decisionOf(tx, decision.id);
    refuseIf(conclusionProblems({ kind, outcome, stage, requirementReasons, conditions, now }));
    await this.store(tx, actor, decision, conditions);
  }

  /** The decision that was reopened, and that this ballot of the committee decides afresh. */
  private async reopened(tx: Tx, ballotId: string): Promise<string | null> {
    const row = await tx.one<{ id: string }>(
      `select r.decision_id as id from ballot b
         join decision d on (d.subject_kind, d.subject_id) = (b.subject_kind, b.subject_id)
         join decision_reopening r on r.decision_id = d.id
       where b.id = $1 and b.stage = 'committee' and r.reopened_at <= b.opened_at
         and not exists (select 1 from decision n where n.reverses = d.id)
       order by r.reopened_at desc limit 1`,
      [ballotId],
    );
    return row?.id ?? null;
  }

  private async store(tx: Tx, actor: Actor, decision: Decision, conditions: readonly ConditionOrder[]): Promise<void> {
    const about = conditions.length === 0 ? null : aboutOf(await decisionOf(tx, decision.id));
    const agreed = decision.kind === 'decision';
    for (const [index, { text, dueOn }] of conditions.entries()) {
      const no = index + 1;
      const condition = Object.assign(new Condition(), {
        decisionId: decision.id,
        proposalId: decision.subjectId,
        no,
        text,
      });
      condition.state = agreed ? next(conditionLifecycle, 'proposed', 'agree') : 'proposed';
      condition.dueOn = agreed ? dueOn : null;
      await tx.insert(condition);
      const step = Object.assign(new ConditionStep(), {
        conditionId: condition.id,
        no: 1,
        text,
        dueOn: condition.dueOn,
      });
      const action = agreed ? ('agree' as const) : ('propose' as const);
      await tx.insert(Object.assign(step, { action, takenBy: actor.id }));
      if (about === null) continue;
      const said = { ...about, decisionId: decision.id, no, condition: text };
      if (condition.dueOn === null) await tx.record(actor, conditionProposed(condition.id, said));
      else await tx.record(actor, conditionAgreed(condition.id, { ...said, dueOn: condition.dueOn.toISOString() }));
    }
  }
}
