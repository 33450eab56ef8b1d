import { type Actor, refuse } from '@app/kernel';
import type { Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type CycleRoom, decisionDue, hasRoom, type Placing, placeOf } from './domain/cycle';
import { slotBooked, submissionPlaced } from './domain/events';
import { roomsOf } from './rooms';
import { Submission } from './submission.entity';

/** A version that was submitted just now: whether panels sit on it, and within how many weeks an answer is promised. */
export type SubmissionOrder = { proposalId: string; versionId: string; sits: boolean; weeks: number };

/** Slots and submissions: verbs that proposals call with their open transaction, the proposal locked. */
@Injectable()
export class Submissions {
  /** Books a slot in a cycle for a proposal, instead of the one it had; null gives it back. @throws Refused when it is full or over */
  async book(tx: Tx, actor: Actor, proposalId: string, cycleId: string | null): Promise<void> {
    await this.oneAtATime(tx);
    if (cycleId === null) {
      const gone = await tx.rows('delete from submission_slot where proposal_id = $1 returning 1', [proposalId]);
      if (gone.flat().length > 0) await tx.record(actor, slotBooked(proposalId, { cycle: null, deadline: null }));
      return;
    }
    const cycle = (await roomsOf(tx)).find(({ id }) => id === cycleId);
    if (cycle === undefined) refuse('Choose one of the cycles', 'cycle');
    const before = await this.slotOf(tx, proposalId);
    if (before === cycleId) return;
    if (cycle.submissionDeadline < (await tx.now())) refuse('The deadline of this cycle has passed', 'cycle');
    if (!hasRoom(cycle)) refuse('The last slot of this cycle was taken: choose another cycle', 'cycle');
    await this.keepSlot(tx, proposalId, cycleId);
    const deadline = cycle.submissionDeadline.toISOString();
    await tx.record(actor, slotBooked(proposalId, { cycle: cycle.no, deadline }));
  }

  /** A version was submitted: it gets its place in a cycle, where panels sit on it. @returns the place, or null while no cycle has room */
  async take(tx: Tx, actor: Actor, order: SubmissionOrder): Promise<Placing | null> {
    const submission = Object.assign(new Submission(), order, { cycleId: null });
    await tx.insert(submission);
    return order.sits ? this.place(tx, actor, submission) : null;
  }

  /** The submission has its answer, or none is needed any more: returned, decided, withdrawn. Quiet when it had one. */
  async answered(tx: Tx, proposalId: string): Promise<void> {
    await tx.rows('update submission set answered_at = waymark_now() where proposal_id = $1 and answered_at is null', [
      proposalId,
    ]);
  }

  /** Gives every submission that waits without a place one, in the order in which they came. @returns how many found one */
  async placeWaiting(tx: Tx, actor: Actor): Promise<number> {
    const waiting = await tx.rows<{ id: string }>(
      `select id from submission where sits and cycle_id is null and answered_at is null order by submitted_at, id`,
    );
    let placed = 0;
    for (const { id } of waiting) {
      if ((await this.place(tx, actor, await tx.lock(Submission, id))) !== null) placed += 1;
    }
    return placed;
  }

  private async place(tx: Tx, actor: Actor, submission: Submission): Promise<Placing | null> {
    await this.oneAtATime(tx);
    const { proposalId, submittedAt, weeks } = submission;
    const placing = placeOf(await roomsOf(tx), await this.slotOf(tx, proposalId), submittedAt);
    if (placing === null) return null;
    submission.cycleId = placing.cycle.id;
    await tx.save(submission);
    await this.keepSlot(tx, proposalId, placing.cycle.id);
    const [deadline, due] = [placing.cycle.submissionDeadline, decisionDue(placing.cycle.submissionDeadline, weeks)];
    const facts = { cycle: placing.cycle.no, late: noOf(placing.late), full: noOf(placing.full) };
    await tx.record(
      actor,
      submissionPlaced(proposalId, { ...facts, deadline: deadline.toISOString(), due: due.toISOString() }),
    );
    return placing;
  }

  private async slotOf(tx: Tx, proposalId: string): Promise<string | null> {
    const sql = 'select cycle_id as "cycleId" from submission_slot where proposal_id = $1';
    return (await tx.one<{ cycleId: string }>(sql, [proposalId]))?.cycleId ?? null;
  }

  private async keepSlot(tx: Tx, proposalId: string, cycleId: string): Promise<void> {
    await tx.rows(
      `insert into submission_slot (proposal_id, cycle_id, booked_at) values ($1, $2, waymark_now())
       on conflict (proposal_id) do update set cycle_id = excluded.cycle_id, booked_at = excluded.booked_at`,
      [proposalId, cycleId],
    );
  }

  /** Slots are counted by one transaction at a time: the last one goes to one proposal. */
  private async oneAtATime(tx: Tx): Promise<void> {
    await tx.rows(`select pg_advisory_xact_lock(hashtext('waymark.slots'))`);
  }
}

const noOf = (cycle: CycleRoom | null): number | null => cycle?.no ?? null;
