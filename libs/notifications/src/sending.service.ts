import { normalEmail, paths } from '@app/kernel';
import { Db, inShort, type Mail, Mailer, Sweeps, Together } from '@app/platform';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
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
};
/** How a message went: why it failed, or null. */
type Outcome = { id: string; fault: string | null };

/** After so many attempts a message waits for an administrator. */
export const mostAttempts = 8;

/** So many messages are on their way at once; one that hangs takes one of these places, and no other's. */
const mostAtOnce = 16;
/** So many are claimed by one statement. */
const mostClaimed = 32;
/** Milliseconds that a round waits at its end for what hangs: new messages go out meanwhile, in the next round. */
const patience = 2_000;

/** Sends what the ledger holds: claimed for two minutes, several at once, each marked when it went out. */
@Injectable()
export class Sending implements OnModuleInit, OnModuleDestroy {
  private readonly underWay = new Set<Promise<void>>();
  private readonly marks = new Together<Outcome>((outcomes) => this.mark(outcomes));

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

  /** What is on its way is marked before the database closes. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** Sends everything that is due now. A message that fails or hangs waits and does not hold up the next. */
  async sendAll(): Promise<void> {
    const faults: unknown[] = [];
    const claimed: Row[] = [];
    for (;;) {
      if (this.underWay.size >= mostAtOnce) {
        await Promise.race(this.underWay);
        continue;
      }
      if (claimed.length === 0) claimed.push(...(await this.claim()));
      const row = claimed.shift();
      if (row === undefined) break;
      const sending: Promise<void> = this.send(row)
        .catch((fault: unknown) => void faults.push(fault))
        .finally(() => this.underWay.delete(sending));
      this.underWay.add(sending);
    }
    await this.settled();
    if (faults.length > 0) throw faults[0];
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

  /**
   * Claims the next rows: a crash in the middle leaves them to be tried again, under the same Message-ID. What was
   * written before somebody was recused is not sent to them; their own group is told of its own things.
   */
  private async claim(): Promise<Row[]> {
    const [found] = await this.db.write((tx) =>
      tx.rows<{ list: Row[] | null; count: number }>(
        `with due as (
           select n.id, n.person_id is not null and exists (select 1 from event e, thing_of(e.subject_kind, e.subject_id) t
             where e.seq = n.cause_seq and recusal_of(t.kind, t.id, n.person_id) <> 'group') as withheld
           from notification n where n.status = 'pending' and n.next_at <= clock_timestamp()
           order by n.priority, n.next_at, n.id limit $1 for update of n skip locked
         ), claimed as (
           update notification n set attempts = attempts + 1, next_at = clock_timestamp() + interval '2 minutes',
             status = case when withheld then 'suppressed' else status end
           from due where n.id = due.id
           returning n.*, withheld)
         select count(*)::int as count,
                json_agg(json_build_object('id', id, 'personId', person_id, 'address', address, 'topic', topic,
                  'subject', subject, 'body', body, 'attempts', attempts) order by priority, id) filter (where not withheld) as list
         from claimed`,
        [mostClaimed],
      ),
    );
    // Where all of them were withheld there may be more behind them.
    if (found !== undefined && found.list === null && found.count > 0) return this.claim();
    return found?.list ?? [];
  }

  private async send(row: Row): Promise<void> {
    await this.marks.add({ id: row.id, fault: await this.tried(row) });
  }

  private async tried(row: Row): Promise<string | null> {
    try {
      await this.mailer.send({ to: row.address, key: row.id, subject: row.subject, ...this.withWayOut(row) });
      return null;
    } catch (error) {
      return inShort(error);
    }
  }

  private async mark(outcomes: readonly Outcome[]): Promise<void> {
    await this.db.write((tx) =>
      tx.rows(
        `update notification n set failed_reason = fault,
           status = case when fault is null then 'sent' when attempts >= $3 then 'failed' else 'pending' end,
           sent_at = case when fault is null then waymark_now() end,
           next_at = case when fault is null then next_at
                          else clock_timestamp() + make_interval(secs => least(3600, 5 * 2 ^ attempts)) end
         from unnest($1::uuid[], $2::text[]) as outcome(id, fault)
         where n.id = outcome.id and n.status = 'pending'`,
        [outcomes.map(({ id }) => id), outcomes.map(({ fault }) => fault), mostAttempts],
      ),
    );
  }

  /** Waits for what is on its way, but not for ever. */
  private async settled(): Promise<void> {
    let late: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
      late = setTimeout(resolve, patience);
    });
    await Promise.race([Promise.all(this.underWay), over]);
    clearTimeout(late);
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
