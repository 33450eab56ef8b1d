import { NotFound, Refused } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { Db } from '../database/db';
import type { Tx } from '../database/tx';
import { dataOf } from '../events/define-event';
import { type RecordedEvent, Reactions } from '../events/reactions';
import { withinRequest } from '../events/request-id';
import { inShort } from '../logging/error-facts';
import { batchesOf, type OpenRow } from './outbox-batches';

/** After so many attempts a row is left to people: the dead-letter list is the table itself. */
export const maxAttempts = 8;

type EventRow = Omit<RecordedEvent, 'data'> & {
  id: string;
  reaction: string;
  version: number;
  requestId: string | null;
  content: string;
  personal: Record<string, unknown> | null;
};

/**
 * What is still to follow from events. The rows are the truth and the queue only wakes somebody: a row that is not
 * done is claimed again after a while, and `done_at` is set in the transaction of the effect itself.
 */
@Injectable()
export class Outbox {
  constructor(
    private readonly db: Db,
    private readonly reactions: Reactions,
  ) {}

  /**
   * Claims up to `limit` rows that are new, or were queued long enough ago without being done: the urgent ones first.
   * @returns them as they are run together
   */
  async claim(limit: number): Promise<OpenRow[][]> {
    const [row] = await this.db.write((tx) =>
      tx.rows<{ list: OpenRow[] | null }>(
        `with claimed as (
           update outbox o set queued_at = clock_timestamp(), attempts = attempts + 1
           where id in (
             select id from outbox
             where done_at is null and attempts < $2
               and (queued_at is null or queued_at < clock_timestamp() - make_interval(secs => least(600, 5 * 2 ^ attempts)))
             order by urgent desc, event_seq limit $1 for update skip locked)
           returning id, event_seq, reaction, urgent, attempts)
         select json_agg(json_build_object('id', c.id, 'type', e.type, 'reaction', c.reaction, 'attempt', c.attempts)
                         order by c.urgent desc, c.event_seq) as list
         from claimed c join event e on e.seq = c.event_seq`,
        [limit, maxAttempts],
      ),
    );
    return this.batches(row?.list ?? []);
  }

  /**
   * Runs the reactions of these rows: all in one transaction, or each in its own where one of them fails. Quiet about
   * those that are done or in other hands. Throws what a reaction throws, after noting it and running the others.
   */
  async run(ids: readonly string[]): Promise<void> {
    if (ids.length > 1 && (await this.ranTogether(ids))) return;
    const open = ids.length > 1 ? await this.stillOpen(ids) : ids;
    let first: { thrown: unknown } | null = null;
    for (const id of open) {
      try {
        await this.runAlone(id);
      } catch (error) {
        first ??= { thrown: error };
      }
    }
    if (first !== null) throw first.thrown;
  }

  /** Runs everything that is open, here and now, until nothing is left: for tests, the demo's loading and the CLI. */
  async drain(): Promise<void> {
    for (;;) {
      const open = await this.db
        .read()
        .rows<{ id: string }>(
          `select id from outbox where done_at is null and attempts < $1 order by event_seq, id limit 100`,
          [maxAttempts],
        );
      if (open.length === 0) return;
      for (const { id } of open) await this.run([id]);
    }
  }

  private batches<R extends OpenRow>(rows: readonly R[]): R[][] {
    return batchesOf(rows, ({ type, reaction }) => this.reactions.find(type, reaction)?.most ?? 1);
  }

  /** Whether all of them were done in one transaction; if not, none was. */
  private async ranTogether(ids: readonly string[]): Promise<boolean> {
    try {
      await this.db.write((tx) => this.react(tx, ids));
      return true;
    } catch {
      // Which of them fails, and why, is found and noted when each runs by itself.
      return false;
    }
  }

  private async stillOpen(ids: readonly string[]): Promise<string[]> {
    const rows = await this.db
      .read()
      .rows<{ id: string }>(
        `select id from outbox where id = any($1::uuid[]) and done_at is null order by event_seq, id`,
        [ids],
      );
    return rows.map(({ id }) => id);
  }

  private async runAlone(id: string): Promise<void> {
    try {
      await this.db.write((tx) => this.react(tx, [id]));
    } catch (error) {
      const final = error instanceof Refused || error instanceof NotFound;
      await this.db.write((tx) =>
        tx.rows(
          `update outbox set failed_reason = $2, attempts = case when $3 then $4 else attempts end where id = $1 and done_at is null`,
          [id, inShort(error), final, maxAttempts],
        ),
      );
      if (!final) throw error;
    }
  }

  private async react(tx: Tx, ids: readonly string[]): Promise<void> {
    const rows = await tx.rows<EventRow>(
      `select o.id, o.reaction, e.seq, e.at, e.type, e.version, e.subject_kind as "subjectKind", e.subject_id as "subjectId",
              e.subject_no as "subjectNo", e.actor_kind as "actorKind", e.actor_id as "actorId",
              e.request_id as "requestId", e.content,
              p.data as personal
       from outbox o join event e on e.seq = o.event_seq left join event_personal p on p.id = e.personal_id
       where o.id = any($1::uuid[]) and o.done_at is null
       order by e.seq, o.id for update of o skip locked`,
      [ids],
    );
    if (rows.length === 0) return;
    for (const batch of this.batches(rows.map((row) => ({ ...row, attempt: 1 })))) await this.reactTo(tx, batch);
    const done = rows.map(({ id }) => id);
    await tx.rows(`update outbox set done_at = waymark_now(), failed_reason = null where id = any($1::uuid[])`, [done]);
  }

  /** Rows of one reaction to one kind of event; one alone runs as part of the request that caused it. */
  private async reactTo(tx: Tx, batch: readonly EventRow[]): Promise<void> {
    const [{ type, reaction, requestId }] = batch as [EventRow];
    const found = this.reactions.find(type, reaction);
    if (found === undefined) throw new NotFound(`The reaction ${reaction} to ${type}`);
    await withinRequest(batch.length === 1 ? requestId : null, () => found.react(tx, batch.map(eventOf)));
  }
}

function eventOf({
  id: _id,
  content,
  version,
  personal,
  reaction: _reaction,
  requestId: _request,
  ...event
}: EventRow) {
  return { ...event, data: dataOf({ type: event.type, version, content }, personal) };
}
