import { type Actor, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ApprovalsCycle } from './approvals-cycle.entity';
import type { CyclePlan, CycleRoom } from './domain/cycle';
import { cyclePolicy } from './domain/policy';
import { roomsOf } from './rooms';

/** A cycle with how it went: what was submitted to it, answered in time or late, and what is overdue now. */
export type CycleRow = CyclePlan & {
  id: string;
  no: number;
  cancelled: boolean;
  passed: boolean;
  taken: number;
  submissions: number;
  inTime: number;
  late: number;
  overdue: number;
};

/** The place of a proposal: its cycle, and when the answer to its last submission is due. */
export type Place = { cycle: number; deadline: Date };
/** A submission whose answer is overdue. */
export type OverdueRow = { proposalId: string; submittedAt: Date; due: Date; cycle: number | null };

/** How answers to submissions came: how many, in time, after how many days in the middle, and what is overdue. */
export type AnswerTimes = { answered: number; inTime: number; medianDays: number | null; overdue: number };

const cycleRows = `
  select c.id, c.no, c.submission_deadline as "submissionDeadline", c.panel_on as "panelOn", c.committee_on as "committeeOn",
         c.slots, c.cancelled_at is not null as cancelled, c.submission_deadline < waymark_now() as passed,
         (select count(*)::int from submission_slot s where s.cycle_id = c.id) as taken,
         count(s.id)::int as submissions,
         count(*) filter (where s.answered_at <= submission_due(s))::int as "inTime",
         count(*) filter (where s.answered_at > submission_due(s))::int as late,
         count(*) filter (where s.answered_at is null and submission_due(s) < waymark_now())::int as overdue
  from approvals_cycle c left join submission s on s.cycle_id = c.id`;

/** Approvals cycles as pages read them. */
@Injectable()
export class CycleQueries {
  constructor(private readonly db: Db) {}

  /** The cycles before a number, the newest first, at most 50; with `null` from the newest on. */
  async page(before: number | null): Promise<CycleRow[]> {
    return this.db
      .read()
      .rows<CycleRow>(`${cycleRows} where $1::int is null or c.no < $1 group by c.id order by c.no desc limit 50`, [
        before,
      ]);
  }

  /** One cycle to be changed. @throws NotFound, Forbidden */
  async cycle(actor: Actor, id: string): Promise<ApprovalsCycle> {
    permit(cyclePolicy, actor, 'see', null);
    return this.db.read().get(ApprovalsCycle, id);
  }

  /** The cycles that take submissions now, the next deadline first. */
  async open(reader: Reader): Promise<CycleRoom[]> {
    const now = await reader.now();
    return (await roomsOf(reader)).filter(({ submissionDeadline }) => submissionDeadline >= now);
  }

  /** The slot that a proposal has, or null. */
  async slotOf(reader: Reader, proposalId: string): Promise<(Place & { id: string }) | null> {
    return reader.one(
      `select c.id, c.no as cycle, c.submission_deadline as deadline
       from submission_slot s join approvals_cycle c on c.id = s.cycle_id where s.proposal_id = $1`,
      [proposalId],
    );
  }

  /** When the answers to the open submissions of these proposals are due; none for what has no place yet. */
  async dues(reader: Reader, proposalIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const rows = await reader.rows<{ id: string; due: Date }>(
      `select proposal_id as id, submission_due(s) as due from submission s
       where s.answered_at is null and s.proposal_id = any($1::uuid[]) and submission_due(s) is not null`,
      [proposalIds],
    );
    return new Map(rows.map(({ id, due }) => [id, due]));
  }

  /** How the answers to the submissions of these proposals came. */
  async times(reader: Reader, proposalIds: readonly string[]): Promise<AnswerTimes> {
    const row = await reader.one<AnswerTimes>(
      `select count(s.answered_at)::int as answered,
              count(*) filter (where s.answered_at <= submission_due(s))::int as "inTime",
              round(percentile_cont(0.5) within group (order by extract(epoch from s.answered_at - s.submitted_at))::numeric / 86400)::int
                as "medianDays",
              count(*) filter (where s.answered_at is null and submission_due(s) < waymark_now())::int as overdue
       from submission s where s.proposal_id = any($1::uuid[])`,
      [proposalIds],
    );
    return row ?? { answered: 0, inTime: 0, medianDays: null, overdue: 0 };
  }

  /** What is overdue, the longest first, at most 200. */
  async overdue(reader: Reader): Promise<OverdueRow[]> {
    return reader.rows<OverdueRow>(
      `select s.proposal_id as "proposalId", s.submitted_at as "submittedAt", submission_due(s) as due, c.no as cycle
       from submission s left join approvals_cycle c on c.id = s.cycle_id
       where s.answered_at is null and submission_due(s) < waymark_now()
       order by submission_due(s), s.id limit 200`,
    );
  }

  /** How many submissions wait for a cycle with room. */
  async withoutPlace(reader: Reader): Promise<number> {
    const row = await reader.one<{ n: number }>(
      'select count(*)::int as n from submission where sits and cycle_id is null and answered_at is null',
    );
    return row?.n ?? 0;
  }

  /** How many decisions are overdue now: the count that everybody may see. */
  async overdueCount(reader: Reader): Promise<number> {
    const row = await reader.one<{ n: number }>(
      `select count(*)::int as n from submission s where s.answered_at is null and submission_due(s) < waymark_now()`,
    );
    return row?.n ?? 0;
  }
}
