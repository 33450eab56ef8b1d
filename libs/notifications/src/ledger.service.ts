import type { PersonLine } from '@app/accounts';
import { newId, sha256 } from '@app/kernel';
import type { RecordedEvent, Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Topic } from './domain/topics';

/** One thing to tell: to whom, about what, in which words, and where to go. */
export type Telling = {
  to: readonly (PersonLine | { id: null; name: string; email: string })[];
  topic: Topic | 'following';
  subject: string;
  lines: readonly string[];
  link: string | null;
};

/** The ledger: one row per cause, recipient and channel, written before anything is sent. */
@Injectable()
export class Ledger {
  /** Writes the rows of a telling; a second time, by a retry or by somebody else, it writes nothing. */
  async write(tx: Tx, event: Pick<RecordedEvent, 'seq'>, telling: Telling): Promise<void> {
    for (const person of telling.to) {
      const recipient = person.id ?? sha256(person.email.toLowerCase());
      await tx.rows(
        `insert into notification (id, cause_seq, person_id, recipient, address, channel, topic, subject, body, status)
         select $1::uuid, $2, $3::uuid, $4, $5, 'mail', $6::varchar, $7, $8,
                case when exists (select 1 from topic_preference where person_id = $3::uuid and topic = $6::varchar and not wanted)
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
          bodyOf(person.name, telling),
        ],
      );
    }
  }
}

function bodyOf(name: string, { lines, link }: Telling): string {
  return [`Dear ${name}`, ...lines, ...(link === null ? [] : [link])].join('\n\n');
}
