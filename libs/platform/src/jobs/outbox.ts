import { NotFound, Refused } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { Db } from '../database/db';
import type { Tx } from '../database/tx';
import { dataOf } from '../events/define-event';
import { type RecordedEvent, Reactions } from '../events/reactions';
import { withinRequest } from '../events/request-id';
import { inShort } from '../logging/error-facts';

/** After so many attempts a row is left to people: the dead-letter list is the table itself. */
export const maxAttempts = 8;

/** A row that is to be looked at now: its id, and the how-manieth attempt this is. */
export type Claim = { id: string; attempt: number };

type OpenRow = {
  reaction: string;
  seq: string;
  at: Date;
  type: string;
  version: number;
  subjectKind: string;
  subjectId: string;
  subjectNo: number;
  actorKind: RecordedEvent['actorKind'];
  actorId: string | null;
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

  /** Claims up to `limit` rows that are new, or were queued long enough ago without being done. */
  async claim(limit: number): Promise<Claim[]> {
    return this.db.write((tx) =>
      tx
        .rows<{ list: Claim[] | null }>(
          `with claimed as (
             update outbox set queued_at = clock_timestamp(), attempts = attempts + 1
             where id in (
               select id from outbox
               where done_at is null and attempts < $2
                 and (queued_at is null or queued_at < clock_timestamp() - make_interval(secs => least(600, 5 * 2 ^ attempts)))
               order by event_seq limit $1 for update skip locked)
             returning id, attempts as attempt)
           select json_agg(claimed) as list from claimed`,
          [limit, maxAttempts],
        )
        .then(([row]) => row?.list ?? []),
    );
  }

  /** Runs one row's reaction; quiet when it is done or in other hands. Throws what the reaction throws, after noting it. */
  async run(id: string): Promise<void> {
    try {
      await this.db.write((tx) => this.react(tx, id));
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
      for (const { id } of open) await this.run(id);
    }
  }

  private async react(tx: Tx, id: string): Promise<void> {
    const row = await tx.one<OpenRow>(
      `select o.reaction, e.seq, e.at, e.type, e.version, e.subject_kind as "subjectKind", e.subject_id as "subjectId",
              e.subject_no as "subjectNo", e.actor_kind as "actorKind", e.actor_id as "actorId",
              e.request_id as "requestId", e.content,
              p.data as personal
       from outbox o join event e on e.seq = o.event_seq left join event_personal p on p.id = e.personal_id
       where o.id = $1 and o.done_at is null
       for update of o skip locked`,
      [id],
    );
    if (row === null) return;
    const react = this.reactions.find(row.type, row.reaction);
    if (react === undefined) throw new NotFound(`The reaction ${row.reaction} to ${row.type}`);
    const { content, version, personal, reaction: _, requestId, ...event } = row;
    const data = dataOf({ type: row.type, version, content }, personal);
    await withinRequest(requestId, () => react(tx, { ...event, data }));
    await tx.rows(`update outbox set done_at = waymark_now(), failed_reason = null where id = $1`, [id]);
  }
}
