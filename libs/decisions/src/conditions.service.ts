import { type Actor, next, permit, refuse } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Proposal, ProposalProgress, Recusals } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { Condition } from './condition.entity';
import { ConditionStep } from './condition-step.entity';
import { aboutOf, decisionOf, type DecisionRow, factsOf } from './decision-record';
import {
  conditionDischarged,
  conditionExtended,
  conditionLapsed,
  conditionMet,
  conditionSentBack,
} from './domain/events';
import { type ConditionAction, conditionLifecycle } from './domain/lifecycle';
import { decisionPolicy } from './domain/policy';
import { isOverdue } from './domain/rules';

/** What somebody says when they take a step: the evidence, or the reason. */
export type StepOrder = { text: string; key: string };

type Locked = { condition: Condition; decision: DecisionRow };

/**
 * Conditions after they were agreed. Each verb locks the proposal first, so that the last two discharged at once are
 * seen as the last. The same key twice is one step.
 */
@Injectable()
export class Conditions {
  constructor(
    private readonly db: Db,
    private readonly progress: ProposalProgress,
    private readonly recusals: Recusals,
  ) {}

  /** The group says how a condition is met, with evidence. */
  async meet(actor: Actor, id: string, order: StepOrder): Promise<void> {
    await this.take(actor, id, 'meet', order, async (tx, locked) => {
      await tx.record(actor, conditionMet(id, said(locked)));
    });
  }

  /** The officer sends it back: the evidence does not show that it is met. */
  async sendBack(actor: Actor, id: string, order: StepOrder): Promise<void> {
    await this.take(actor, id, 'sendBack', order, async (tx, locked) => {
      const dueOn = locked.condition.dueOn?.toISOString() ?? '';
      await tx.record(actor, conditionSentBack(id, { ...said(locked), why: order.text, dueOn }));
    });
  }

  /** The officer discharges it; with the last one the proposal is agreed. */
  async discharge(actor: Actor, id: string, order: StepOrder): Promise<void> {
    await this.take(actor, id, 'discharge', order, async (tx, locked) => {
      const { decisionId, proposalId } = locked.condition;
      const row = await tx.one<{ left: number }>(
        `select count(*)::int as left from condition where decision_id = $1 and state <> 'discharged'`,
        [decisionId],
      );
      const left = row?.left ?? 0;
      await tx.record(actor, conditionDischarged(id, { ...said(locked), why: order.text, left }));
      if (left === 0) await this.progress.conditionsDischarged(tx, actor, proposalId);
    });
  }

  /** The officer gives more time, with a reason. */
  async extend(actor: Actor, id: string, { dueOn, ...order }: StepOrder & { dueOn: Date }): Promise<void> {
    await this.take(
      actor,
      id,
      'extend',
      order,
      async (tx, locked) => {
        const more = { why: order.text, dueOn: dueOn.toISOString() };
        await tx.record(actor, conditionExtended(id, { ...said(locked), ...more }));
      },
      dueOn,
    );
  }

  /** Its day has passed, and the officer closes it: it has lapsed, and with it the approval. */
  async close(actor: Actor, id: string, order: StepOrder): Promise<void> {
    await this.take(actor, id, 'close', order, async (tx, locked) => {
      await tx.record(actor, conditionLapsed(id, { ...said(locked), why: order.text }));
      await this.progress.conditionsLapsed(tx, actor, locked.condition.proposalId, order.text);
    });
  }

  private async take(
    actor: Actor,
    id: string,
    action: ConditionAction,
    { text, key }: StepOrder,
    follow: (tx: Tx, locked: Locked) => Promise<void>,
    dueOn: Date | null = null,
  ): Promise<void> {
    await this.db.write(async (tx) => {
      const { proposalId } = await tx.get(Condition, id);
      const proposal = await tx.lock(Proposal, proposalId);
      const condition = await tx.lock(Condition, id);
      const now = await tx.now();
      const steps = await tx.find(ConditionStep, { conditionId: id });
      if (steps.some((step) => step.key === key && step.takenBy === actor.id)) return;
      const decision = await decisionOf(tx, condition.decisionId);
      const facts = await factsOf(tx, this.recusals, actor, decision);
      permit(decisionPolicy, actor, action === 'meet' ? 'meetCondition' : 'settleCondition', facts);
      const superseded = await this.superseded(tx, decision);
      if (proposal.state !== 'conditions' || decision.reopenedAt !== null || superseded) {
        refuse(`${decision.reference} no longer waits for its conditions: nothing was stored`);
      }
      const overdue = isOverdue(condition, now);
      if (action === 'close' && !overdue) refuse('It is closed as lapsed only after its day has passed');
      if (dueOn !== null && (dueOn <= now || dueOn <= (condition.dueOn ?? now))) {
        refuse('The new day must be later than the one now, and in the future', 'day');
      }
      condition.state = next(conditionLifecycle, condition.state, action);
      if (dueOn !== null) condition.dueOn = dueOn;
      await tx.save(condition);
      const step = { conditionId: id, no: steps.length + 1, action, text, dueOn, takenBy: actor.id, key };
      await tx.insert(Object.assign(new ConditionStep(), step));
      await follow(tx, { condition, decision });
    });
  }

  /** A later decision stands: a lapsed request was opened again, revised and decided. Its conditions count, not these. */
  private async superseded(tx: Tx, { proposalId, decidedAt }: DecisionRow): Promise<boolean> {
    const later = await tx.one(
      `select 1 from decision where subject_kind = 'proposal' and subject_id = $1 and decided_at > $2`,
      [proposalId, decidedAt],
    );
    return later !== null;
  }
}

function said({ condition, decision }: Locked) {
  return { ...aboutOf(decision), decisionId: decision.id, no: condition.no, condition: condition.text };
}
