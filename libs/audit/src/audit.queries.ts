import { type Actor, normalEmail, NotFound } from '@app/kernel';
import { dataOf, Db, eventDefinition } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** One event as people read it: who did what, when, to what, and what was before and after. */
export type AuditRow = {
  seq: string;
  at: Date;
  who: string;
  type: string;
  subjectKind: string;
  subjectId: string;
  subjectNo: number;
  /** The request that it happened in, or followed from; null outside of one, and for events before there were any. */
  requestId: string | null;
  /** What was done, without who: "submitted version 2 of OP0001, Drone technician". */
  sentence: string;
  before: unknown;
  after: unknown;
  /** The content as it stands in the log, personal fields as their hashes. */
  content: string;
};

/** What the list is narrowed to; null leaves a side open. */
export type AuditFilter = {
  email: string | null;
  type: string | null;
  subjectKind: string | null;
  subjectId: string | null;
  requestId: string | null;
  /** Kinds of events, any of them. */
  types: readonly string[] | null;
  from: Date | null;
  until: Date | null;
};

type Row = Omit<AuditRow, 'who' | 'sentence' | 'before' | 'after'> & {
  actorKind: 'person' | 'system' | 'public';
  personName: string | null;
  systemName: string | null;
  personal: Record<string, unknown> | null;
  inTwoStages: boolean;
  version: number;
};

const columns = `e.seq, e.at, e.type, e.version, e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.subject_no as "subjectNo",
  e.request_id as "requestId",
  e.content, e.actor_kind as "actorKind", e.actor_name as "systemName", p.name as "personName", x.data as personal,
  e.type in ('recommendation.made','decision.made') and exists (select 1 from decision_in_two_stages d where d.ballot_id = e.subject_id) as "inTwoStages"`;
const tables = `event e left join person p on p.id = e.actor_id left join event_personal x on x.id = e.personal_id`;
/**
 * In SQL: whether an event is about one of these things, or names it: a recusal that a panel rules on, or that is noted
 * for an item of a meeting, is an event of the panel or the meeting.
 */
const isAbout = (things: string): string =>
  `exists (select 1 from thing_of(e.subject_kind, e.subject_id) t where t.id = any(${things}::uuid[]))
   or exists (select 1 from unnest(${things}::uuid[]) named where strpos(e.content, named::text) > 0)`;
const narrowed = `($1::text is null or p.email_normal = $1) and ($2::text is null or e.type = $2)
  and ($3::text is null or e.subject_kind = $3) and ($4::uuid is null or e.subject_id = $4::uuid)
  and ($5::timestamptz is null or e.at >= $5) and ($6::timestamptz is null or e.at < $6)
  and ($7::uuid is null or e.request_id = $7::uuid) and ($8::text[] is null or e.type = any($8))
  and (cardinality($9::uuid[]) = 0 or not (${isAbout('$9')}))`;

/** What marks a decision from before one person, one stage was a rule. */
const twoStages = ' (somebody acted in two stages of this request, before one person, one stage was a rule)';

/** How many events a page shows. */
export const auditPageSize = 50;
const batch = 1000;

/** The audit trail as it is read: by thing, by filter, and whole; without what its reader takes no part in. */
@Injectable()
export class AuditQueries {
  constructor(private readonly db: Db) {}

  /** The newest events of the filter, 50 at a time, before an event's number. */
  async list(
    actor: Actor,
    filter: AuditFilter,
    before: string | null,
  ): Promise<{ rows: AuditRow[]; next: string | null }> {
    const found = await this.db.read().rows<Row>(
      `select ${columns} from ${tables} where ${narrowed} and ($10::bigint is null or e.seq < $10::bigint)
       order by e.seq desc limit ${auditPageSize + 1}`,
      [...params(filter), await this.unseen(actor), before],
    );
    const rows = found.slice(0, auditPageSize).map(readable);
    return { rows, next: found.length > auditPageSize ? (rows.at(-1)?.seq ?? null) : null };
  }

  /** All events of the filter, the oldest first, in batches: memory does not grow with the trail. */
  async *stream(actor: Actor, filter: AuditFilter): AsyncGenerator<AuditRow[]> {
    const unseen = await this.unseen(actor);
    for (let after = '0'; ;) {
      const found = await this.db
        .read()
        .rows<Row>(
          `select ${columns} from ${tables} where ${narrowed} and e.seq > $10::bigint order by e.seq limit ${batch}`,
          [...params(filter), unseen, after],
        );
      if (found.length === 0) return;
      yield found.map(readable);
      after = found.at(-1)?.seq ?? after;
    }
  }

  /** What happened to one thing, the newest first, by its own numbers; at most 500. */
  async timeline(subjectKind: string, subjectId: string): Promise<AuditRow[]> {
    const found = await this.db.read().rows<Row>(
      `select ${columns} from ${tables} where e.subject_kind = $1 and e.subject_id = $2
       order by e.subject_no desc limit 500`,
      [subjectKind, subjectId],
    );
    return found.map(readable);
  }

  /** One event. @throws NotFound */
  async event(actor: Actor, seq: string): Promise<AuditRow> {
    const row = /^\d{1,18}$/.test(seq)
      ? await this.db.read().one<Row>(
          `select ${columns} from ${tables} where e.seq = $1::bigint
               and not (${isAbout('$2')})`,
          [seq, await this.unseen(actor)],
        )
      : null;
    if (row === null) throw new NotFound('This event');
    return readable(row);
  }

  /** The proposals that this reader takes no part in: only who has, or had, a seat or a group, or reviews, can have any. */
  private async unseen(actor: Actor): Promise<string[]> {
    const rows = await this.db.read().rows<{ id: string }>(
      `select p.id from proposal p
       where (exists (select 1 from person_grant where person_id = $1::uuid
                and (scope is not null or role in ('committee-member','committee-secretary')))
              or exists (select 1 from standing_recusal where person_id = $1::uuid))
         and recusal_of('proposal', p.id, $1::uuid) is not null`,
      [actor.id],
    );
    return rows.map(({ id }) => id);
  }
}

function params(filter: AuditFilter): unknown[] {
  const { type, subjectKind, subjectId, from, until, requestId, types } = filter;
  const email = filter.email === null ? null : normalEmail(filter.email);
  return [email, type, subjectKind, subjectId, from, until, requestId, types];
}

function readable({ actorKind, personName, systemName, personal, version, inTwoStages, ...row }: Row): AuditRow {
  const data = dataOf({ ...row, version }, personal);
  const who = { person: personName ?? 'Somebody', system: `Waymark (${systemName})`, public: 'A member of the public' };
  const sentence = sentenceOf(row.type, data) + (inTwoStages ? twoStages : '');
  return { ...row, who: who[actorKind], sentence, before: data.before, after: data.after };
}

/** The event's own sentence; a type that this version does not know is named as it is. */
function sentenceOf(type: string, data: object): string {
  try {
    return eventDefinition(type)?.says(data) ?? type;
  } catch {
    return type;
  }
}
