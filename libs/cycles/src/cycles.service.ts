import { type Actor, permit, refuse, refuseIf, Stale } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ApprovalsCycle } from './approvals-cycle.entity';
import { type CyclePlan, planProblems } from './domain/cycle';
import { cycleCancelled, cycleChanged, cyclePlanned } from './domain/events';
import { cyclePolicy } from './domain/policy';
import { Submissions } from './submissions.service';

/** Planning approvals cycles. */
@Injectable()
export class Cycles {
  constructor(
    private readonly db: Db,
    private readonly submissions: Submissions,
  ) {}

  /** Plans a further cycle; submissions that wait for one get their places. @returns its id */
  async plan(actor: Actor, plan: CyclePlan): Promise<string> {
    return this.db.write(async (tx) => {
      permit(cyclePolicy, actor, 'plan', null);
      await tx.rows(`select pg_advisory_xact_lock(hashtext('waymark.cycles'))`);
      await this.refuseUnsound(tx, plan, null);
      const last = await tx.one<{ no: number }>('select coalesce(max(no), 0) as no from approvals_cycle');
      const cycle = Object.assign(new ApprovalsCycle(), plan, { no: (last?.no ?? 0) + 1 });
      await tx.insert(cycle);
      await tx.record(actor, cyclePlanned(cycle.id, { no: cycle.no, ...plain(plan) }));
      await this.submissions.placeWaiting(tx, actor);
      return cycle.id;
    });
  }

  /** Moves the dates of a cycle, or changes its slots, before its deadline. @throws Stale when somebody else did so before */
  async change(actor: Actor, id: string, order: { plan: CyclePlan; reason: string; version: number }): Promise<void> {
    await this.db.write(async (tx) => {
      const cycle = await this.changeable(tx, actor, id, order.version);
      const { plan, reason } = order;
      await this.refuseUnsound(tx, plan, id);
      const taken = await this.taken(tx, id);
      if (plan.slots < taken) refuse(`${taken} slots are taken: there can't be fewer`, 'slots');
      const before = plain(cycle);
      Object.assign(cycle, plan, { version: cycle.version + 1 });
      await tx.save(cycle);
      await tx.record(actor, cycleChanged(id, { no: cycle.no, before, after: plain(plan), reason }));
      await this.submissions.placeWaiting(tx, actor);
    });
  }

  /** Cancels a cycle before its deadline: what has a place in it goes to the next with room. */
  async cancel(actor: Actor, id: string, order: { reason: string; version: number }): Promise<void> {
    await this.db.write(async (tx) => {
      const cycle = await this.changeable(tx, actor, id, order.version);
      cycle.cancelledAt = await tx.now();
      cycle.version += 1;
      await tx.save(cycle);
      await tx.rows('delete from submission_slot where cycle_id = $1', [id]);
      const moved = await tx.rows<{ n: number }>(
        `with moved as (update submission set cycle_id = null where cycle_id = $1 and answered_at is null returning 1)
         select count(*)::int as n from moved`,
        [id],
      );
      const facts = { no: cycle.no, reason: order.reason, moved: moved[0]?.n ?? 0 };
      await tx.record(actor, cycleCancelled(id, facts));
      await this.submissions.placeWaiting(tx, actor);
    });
  }

  private async changeable(tx: Tx, actor: Actor, id: string, version: number): Promise<ApprovalsCycle> {
    await tx.rows(`select pg_advisory_xact_lock(hashtext('waymark.cycles'))`);
    const cycle = await tx.lock(ApprovalsCycle, id);
    permit(cyclePolicy, actor, 'plan', null);
    if (cycle.version !== version) throw new Stale('Somebody else changed this cycle after you opened the page');
    if (cycle.cancelledAt !== null) refuse('This cycle is cancelled');
    if (cycle.submissionDeadline <= (await tx.now()))
      refuse('The deadline of this cycle has passed: it stays as it was');
    return cycle;
  }

  private async refuseUnsound(tx: Tx, plan: CyclePlan, but: string | null): Promise<void> {
    refuseIf(planProblems(plan, await tx.now()));
    const same = await tx.one(
      `select 1 from approvals_cycle where submission_deadline = $1 and cancelled_at is null and id is distinct from $2::uuid`,
      [plan.submissionDeadline, but],
    );
    if (same !== null) refuse('Another cycle has this deadline', 'deadline');
  }

  private async taken(tx: Tx, id: string): Promise<number> {
    const row = await tx.one<{ n: number }>('select count(*)::int as n from submission_slot where cycle_id = $1', [id]);
    return row?.n ?? 0;
  }
}

function plain({ submissionDeadline, panelOn, committeeOn, slots }: CyclePlan) {
  return {
    submissionDeadline: submissionDeadline.toISOString(),
    panelOn: panelOn.toISOString(),
    committeeOn: committeeOn.toISOString(),
    slots,
  };
}
