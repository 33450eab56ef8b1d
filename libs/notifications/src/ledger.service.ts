import type { PersonLine } from '@app/accounts';
import { isEmailAddress, newId, normalEmail, sha256 } from '@app/kernel';
import type { RecordedEvent, Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { mailsToStrangersADay } from './domain/strangers';
import { priorityOf, type Topic } from './domain/topics';

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

/** A telling, and what it follows from. */
export type Caused = { event: Cause; telling: Telling };

type Line = { event: Cause; telling: Telling; person: Recipient; recipient: string };

/** So many rows are written by one statement. */
const mostRows = 500;

/** The ledger: one row per cause, recipient and channel, written before anything is sent. */
@Injectable()
export class Ledger {
  /** Writes the rows of a telling; a second time, by a retry or by somebody else, it writes nothing. */
  async write(tx: Tx, event: Cause, telling: Telling): Promise<void> {
    await this.writeAll(tx, [{ event, telling }]);
  }

  /** Writes the rows of many tellings at once. Who is told twice of one event gets the telling that stands first. */
  async writeAll(tx: Tx, told: readonly Caused[]): Promise<void> {
    const lines = new Map<string, Line>();
    for (const { event, telling } of told) {
      for (const person of telling.to) {
        const recipient = person.id ?? sha256(normalEmail(person.email));
        const key = `${event.seq} ${recipient}`;
        if (!lines.has(key)) lines.set(key, { event, telling, person, recipient });
      }
    }
    const all = [...lines.values()];
    await holdStrangers(
      tx,
      all.filter(isCounted).map(({ recipient }) => recipient),
    );
    for (let at = 0; at < all.length; at += mostRows) await store(tx, all.slice(at, at + mostRows));
  }
}

/** Whether it is one of the mails that visitors of the site can cause, to an address without an account. */
const isCounted = ({ event, person }: Line): boolean => event.actorKind === 'public' && person.id === null;

/** One transaction at a time counts the mails to an address; all take the addresses in the same order. */
async function holdStrangers(tx: Tx, recipients: readonly string[]): Promise<void> {
  if (recipients.length === 0) return;
  await tx.rows(
    `select pg_advisory_xact_lock(key)
     from (select distinct hashtextextended(recipient, 9) as key from unnest($1::text[]) as recipient order by key) as keys`,
    [recipients],
  );
}

/**
 * Whoever was sent all the mails of this day that visitors of the site can cause, by whichever forms, is sent no more
 * of them: every one of them comes by here, so that a new form is counted, too.
 */
async function store(tx: Tx, lines: readonly Line[]): Promise<void> {
  await tx.rows(
    `with line as (
       select t.*, case when counted then (
           select count(*) from notification n join event e on e.seq = n.cause_seq
           where n.recipient = t.recipient and n.person_id is null and n.created_at > waymark_now() - interval '1 day'
             and n.status <> 'suppressed' and e.actor_kind = 'public') else 0 end as had
       from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[], $5::text[], $6::varchar[], $7::text[], $8::text[],
                   $9::smallint[], $10::boolean[], $11::boolean[])
         with ordinality as t(id, seq, person, recipient, address, topic, subject, body, priority, counted, reachable, place)
       where (select true from notification n
              where n.cause_seq = t.seq and n.recipient = t.recipient and n.channel = 'mail') is null)
     insert into notification (id, cause_seq, person_id, recipient, address, channel, topic, subject, body, priority, status)
     select id, seq, person, recipient, address, 'mail', topic, subject, body, priority,
            case when not reachable or counted and had + row_number() over (partition by counted, recipient order by place) > $12
                   or exists (select 1 from topic_preference p
                              where p.person_id = line.person and p.topic = line.topic and not wanted)
                 then 'suppressed' else 'pending' end
     from line
     order by place
     on conflict (cause_seq, recipient, channel) do nothing`,
    [...columnsOf(lines), mailsToStrangersADay],
  );
}

function columnsOf(lines: readonly Line[]): unknown[][] {
  return [
    lines.map(() => newId()),
    lines.map(({ event }) => event.seq),
    lines.map(({ person }) => person.id),
    lines.map(({ recipient }) => recipient),
    lines.map(({ person }) => person.email),
    lines.map(({ telling }) => telling.topic),
    lines.map(({ telling }) => telling.subject),
    lines.map(({ person, telling }) => bodyOf(person, telling)),
    lines.map((line) => priorityOf(line.telling.topic, isCounted(line))),
    lines.map(isCounted),
    // An account whose data were erased has no address: the row stands all the same.
    lines.map(({ person }) => isEmailAddress(person.email)),
  ];
}

function bodyOf(person: Recipient, { lines, link }: Telling): string {
  const greeting = person.id === null ? 'Hello' : `Dear ${person.name}`;
  return [greeting, ...lines, ...(link === null ? [] : [link])].join('\n\n');
}
