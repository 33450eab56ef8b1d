import { londonDate, NotFound } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { ConditionState } from './domain/lifecycle';
import { type DecisionRow, decisionRows } from './decision-record';

/** A condition as everybody may read it: not the evidence. */
export type PublicCondition = {
  decisionId: string;
  no: number;
  text: string;
  state: ConditionState;
  dueOn: Date | null;
};
/** What of the register is asked for; `after` is the place that the page before ended with. */
export type RegisterFilter = { route: string | null; year: number | null; after: string | null };
/** One page of the register; `next` is the place that it ends with, or null where it is the last. */
export type RegisterPage = { rows: DecisionRow[]; next: string | null };

/** What is public, by the one view that says so: a recommendation only once the committee has decided. */
const isPublic = `d.id in (select id from public_decision)`;

const pageSize = 50;
const shown = [
  'decision.made',
  'recommendation.made',
  'decision.reopened',
  'condition.agreed',
  'condition.met',
  'condition.sent-back',
  'condition.discharged',
  'condition.extended',
  'condition.lapsed',
  'procedural-review.asked',
  'procedural-review.considered',
  'procedural-review.decided',
];

/** The public register of decisions, as everybody reads it. */
@Injectable()
export class RegisterQueries {
  constructor(private readonly db: Db) {}

  /** Another text whenever something that the register shows has changed, and every day. */
  async version(): Promise<string> {
    const reader = this.db.read();
    const row = await reader.one<{ count: string; last: string | null }>(
      'select count(*) as count, max(seq) as last from event where type = any($1::text[])',
      [shown],
    );
    return `${row?.count ?? 0} ${row?.last ?? 0} ${londonDate(await reader.now())}`;
  }

  /** The decisions, the newest first, at most so many. */
  async page({ route, year, after }: RegisterFilter, limit = pageSize): Promise<RegisterPage> {
    const [at, id] = after === null ? [null, null] : after.split('_');
    const rows = await this.db.read().rows<DecisionRow>(
      `${decisionRows} ${isPublic}
         and ($1::text is null or $1 in (coalesce(p.route, o.route), case when p.route is null then o.leaves_route end))
         and ($2::int is null or extract(year from d.decided_at at time zone 'Europe/London') = $2)
         and ($3::timestamptz is null or (d.decided_at, d.id) < ($3::timestamptz, $4::uuid))
       order by d.decided_at desc, d.id desc limit $5`,
      [route, year, at, id, limit + 1],
    );
    const shownRows = rows.slice(0, limit);
    const last = shownRows.at(-1);
    return {
      rows: shownRows,
      next: rows.length > limit && last !== undefined ? `${last.decidedAt.toISOString()}_${last.id}` : null,
    };
  }

  /** What is public of a proposal, the newest first. */
  async onProposal(proposalId: string): Promise<DecisionRow[]> {
    const sql = `${decisionRows} ${isPublic} and d.subject_id = $1 order by d.decided_at desc, d.id desc limit 100`;
    return this.db.read().rows<DecisionRow>(sql, [proposalId]);
  }

  /** One public decision with its conditions. @throws NotFound, also for what is not public yet */
  async one(id: string): Promise<{ decision: DecisionRow; conditions: PublicCondition[] }> {
    const reader = this.db.read();
    const decision = await reader.one<DecisionRow>(`${decisionRows} ${isPublic} and d.id = $1`, [id]);
    if (decision === null) throw new NotFound('This decision');
    return { decision, conditions: await this.conditions(reader, [id]) };
  }

  /** The conditions of these decisions, in their order. */
  async conditionsOf(ids: readonly string[]): Promise<PublicCondition[]> {
    return this.conditions(this.db.read(), ids);
  }

  /** The years in which something was decided, the latest first. */
  async years(): Promise<number[]> {
    const rows = await this.db.read().rows<{ year: number }>(
      `select distinct extract(year from decided_at at time zone 'Europe/London')::int as year from decision
       order by year desc limit 100`,
    );
    return rows.map(({ year }) => year);
  }

  private async conditions(reader: Reader, ids: readonly string[]): Promise<PublicCondition[]> {
    return reader.rows<PublicCondition>(
      `select decision_id as "decisionId", no, text, state, due_on as "dueOn" from condition
       where decision_id = any($1::uuid[]) order by decision_id, no limit 5000`,
      [ids],
    );
  }
}
