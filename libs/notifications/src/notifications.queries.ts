import type { Actor } from '@app/kernel';
import { dataOf, eventDefinition, Db } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** A message as administrators see it: person, cause, status, attempts. */
export type MessageRow = {
  id: string;
  person: string;
  topic: string;
  subject: string;
  cause: string;
  status: 'pending' | 'sent' | 'failed' | 'suppressed';
  attempts: number;
  failedReason: string | null;
  createdAt: Date;
};

const pageSize = 50;

/** The ledger as administrators read it. */
@Injectable()
export class NotificationQueries {
  constructor(private readonly db: Db) {}

  /** How many messages have which status. */
  async counts(): Promise<Record<MessageRow['status'], number>> {
    const rows = await this.db
      .read()
      .rows<{ status: MessageRow['status']; count: number }>(
        'select status, count(*)::int as count from notification group by status',
      );
    const none = { pending: 0, sent: 0, failed: 0, suppressed: 0 };
    return { ...none, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) };
  }

  /**
   * The newest messages, 50 at a time, of one status where it is given, without those about what the reader takes no
   * part in; `next` is the id to go on after.
   */
  async list(
    actor: Actor,
    status: string | null,
    before: string | null,
  ): Promise<{ messages: MessageRow[]; next: string | null }> {
    const rows = await this.db.read().rows<MessageRow & { type: string; version: number; content: string }>(
      `select n.id, coalesce(p.name, 'Somebody without an account') as person, n.topic, n.subject, n.status, n.attempts,
              n.failed_reason as "failedReason", n.created_at as "createdAt", e.type, e.version, e.content
       from notification n join event e on e.seq = n.cause_seq left join person p on p.id = n.person_id
       where ($1::text is null or n.status = $1) and ($2::uuid is null or n.id < $2::uuid)
         and not exists (select 1 from thing_of(e.subject_kind, e.subject_id) t where recusal_of(t.kind, t.id, $3::uuid) is not null)
       order by n.id desc limit ${pageSize + 1}`,
      [status, before, actor.id],
    );
    const messages = rows
      .slice(0, pageSize)
      .map(({ type, version, content, ...row }) => ({ ...row, cause: causeOf(type, version, content) }));
    return { messages, next: rows.length > pageSize ? (messages.at(-1)?.id ?? null) : null };
  }
}

function causeOf(type: string, version: number, content: string): string {
  return eventDefinition(type)?.says(dataOf({ type, version, content }, null)) ?? type;
}
