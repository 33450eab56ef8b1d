import { normalEmail, paths } from '@app/kernel';
import { Db, inShort, type Mail, Mailer, Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isSwitchable } from './domain/topics';
import { FollowLinks } from './follow-links';
import { Unsubscribing } from './unsubscribe';

type Row = {
  id: string;
  personId: string | null;
  address: string;
  topic: string;
  subject: string;
  body: string;
  attempts: number;
  /** The person has been recused since from what the message is about. */
  withheld: boolean;
};

/** After so many attempts a message waits for an administrator. */
export const mostAttempts = 8;

/** Sends what the ledger holds: one row at a time, claimed for a minute, marked when it went out. */
@Injectable()
export class Sending implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly mailer: Mailer,
    private readonly unsubscribing: Unsubscribing,
    private readonly follows: FollowLinks,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(2, 'notifications.send', () => this.sendAll());
  }

  /** Sends everything that is due now. A message that fails waits and does not hold up the next. */
  async sendAll(): Promise<void> {
    for (;;) {
      const row = await this.claim();
      if (row === null) return;
      if (row.withheld) await this.withhold(row);
      else await this.send(row);
    }
  }

  /** Puts a failed message back into the queue. */
  async retry(id: string): Promise<void> {
    await this.db.write((tx) =>
      tx.rows(
        `update notification set status = 'pending', attempts = 0, next_at = clock_timestamp()
         where id = $1 and status = 'failed'`,
        [id],
      ),
    );
  }

  /** Claims the next row: a crash in the middle leaves it to be tried again, under the same Message-ID. */
  private async claim(): Promise<Row | null> {
    return this.db.write((tx) =>
      tx.one<Row>(
        `with claimed as (
           update notification set attempts = attempts + 1, next_at = clock_timestamp() + interval '1 minute'
           where id = (select id from notification where status = 'pending' and next_at <= clock_timestamp()
                       order by next_at, id limit 1 for update skip locked)
           returning id, person_id as "personId", address, topic, subject, body, attempts, cause_seq)
         select c.*, exists (select 1 from event e, thing_of(e.subject_kind, e.subject_id) t
           where e.seq = c.cause_seq and recusal_of(t.kind, t.id, c."personId") <> 'group') as withheld
         from claimed c`,
      ),
    );
  }

  /** What was written before somebody was recused is not sent to them; their own group is told of its own things. */
  private async withhold({ id }: Row): Promise<void> {
    await this.db.write((tx) => tx.rows(`update notification set status = 'suppressed' where id = $1`, [id]));
  }

  private async send(row: Row): Promise<void> {
    try {
      await this.mailer.send({ to: row.address, key: row.id, subject: row.subject, ...this.withWayOut(row) });
      await this.db.write((tx) =>
        tx.rows(
          `update notification set status = 'sent', sent_at = waymark_now(), failed_reason = null where id = $1`,
          [row.id],
        ),
      );
    } catch (error) {
      await this.db.write((tx) =>
        tx.rows(
          `update notification set failed_reason = $2, status = case when attempts >= $3 then 'failed' else 'pending' end,
             next_at = clock_timestamp() + make_interval(secs => least(3600, 5 * 2 ^ attempts))
           where id = $1`,
          [row.id, inShort(error), mostAttempts],
        ),
      );
    }
  }

  /** The text with why one gets it, and the headers of one-click unsubscribing (RFC 8058) where the topic allows it. */
  private withWayOut({ personId, topic, body, address: to }: Row): Pick<Mail, 'text' | 'headers'> {
    if (topic === 'following') return this.withStop(body, to);
    if (personId === null || !isSwitchable(topic)) return { text: body };
    const address = this.unsubscribing.address(personId, topic);
    return {
      text: `${body}\n\n--\nStop these messages: ${address}`,
      headers: { 'List-Unsubscribe': `<${address}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    };
  }

  /** A mail to a follower ends with the way to stop everything; one click in the reader's mail program does it. */
  private withStop(body: string, to: string): Pick<Mail, 'text' | 'headers'> {
    const address = this.follows.address(paths.followStopAll(this.follows.tokenOfAddress(normalEmail(to))));
    return {
      text: `${body}\n\n--\nStop all of these mails and have your address erased: ${address}`,
      headers: { 'List-Unsubscribe': `<${address}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    };
  }
}
