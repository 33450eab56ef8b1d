import type { PersonLine } from '@app/accounts';
import { newId, normalEmail, sha256 } from '@app/kernel';
import type { RecordedEvent, Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { mailsToStrangersADay } from './domain/strangers';
import type { Topic } from './domain/topics';

/** Somebody to tell. Of an address without an account nothing is known but that somebody gave it: it has no name here. */
export type Recipient = PersonLine | { id: null; email: string };

/** One thing to tell: to whom, about what, in which words, and where to go. */
export type Telling = {
  to: readonly Recipient[];
  topic: Topic | 'following';
  subject: string;
  lines: readonly string[];
  link: string | null;
};

/** What a telling follows from. */
export type Cause = Pick<RecordedEvent, 'seq' | 'actorKind'>;

/** The ledger: one row per cause, recipient and channel, written before anything is sent. */
@Injectable()
export class Ledger {
  /** Writes the rows of a telling; a second time, by a retry or by somebody else, it writes nothing. */
  async write(tx: Tx, event: Cause, telling: Telling): Promise<void> {
    for (const person of telling.to) {
      const recipient = person.id ?? sha256(normalEmail(person.email));
      const enough = event.actorKind === 'public' && person.id === null && (await hadEnough(tx, recipient));
      await tx.rows(
        `insert into notification (id, cause_seq, person_id, recipient, address, channel, topic, subject, body, status)
         select $1::uuid, $2, $3::uuid, $4, $5, 'mail', $6::varchar, $7, $8,
                case when $9 or exists (select 1 from topic_preference
                                        where person_id = $3::uuid and topic = $6::varchar and not wanted)
                     then 'suppressed' else 'pending' end
         on conflict (cause_seq, recipient, channel) do nothing`,
        [
          newId(),
          event.seq,
          person.id,
          recipient,
          person.email,
          telling.topic,
          telling.subject,
          bodyOf(person, telling),
          enough,
        ],
      );
    }
  }
}

/**
 * Whether an address without an account was sent all the mails of this day that visitors of the site can cause, by
 * whichever forms: every one of them comes by here, so that a new form is counted, too.
 */
async function hadEnough(tx: Tx, recipient: string): Promise<boolean> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 9))', [recipient]);
  const sent = await tx.one<{ count: number }>(
    `select count(*)::int as count from notification n join event e on e.seq = n.cause_seq
     where n.recipient = $1 and n.person_id is null and n.created_at > waymark_now() - interval '1 day'
       and n.status <> 'suppressed' and e.actor_kind = 'public'`,
    [recipient],
  );
  return (sent?.count ?? 0) >= mailsToStrangersADay;
}

function bodyOf(person: Recipient, { lines, link }: Telling): string {
  const greeting = person.id === null ? 'Hello' : `Dear ${person.name}`;
  return [greeting, ...lines, ...(link === null ? [] : [link])].join('\n\n');
}
