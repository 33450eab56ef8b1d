import { type About, type Answers } from '@app/consultations';
import { type Actor, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type Permission, responsePolicy } from './domain';

/** A comment as the public reads it: the words, and of whom only what the sender allowed. */
export type PublishedComment = {
  responseId: string;
  reference: string;
  question: string;
  block: string;
  part: 'text' | 'why';
  text: string;
  redacted: boolean;
  about: About;
  /** The name of the sender or their organisation, where it may stand there. */
  name: string | null;
  receivedAt: Date;
};

/** Where a page of comments ended. */
export type AfterComment = Pick<PublishedComment, 'responseId' | 'question' | 'block' | 'part'>;

/** A response as its sender sees it. */
export type Receipt = {
  id: string;
  reference: string;
  consultation: string;
  formVersion: number;
  about: About;
  organisation: string;
  permission: Permission;
  answers: Answers;
  sentAt: Date;
  sendings: number;
  withdrawn: boolean;
};

/** How many answered one closed question in which way, once a consultation has closed. */
export type Tally = { question: string; block: string; choice: string; count: number };

/** How many responses came, by what: `key` is a kind, size, region, day, or how staff had it that entered it. */
export type Turnout = { by: 'type' | 'size' | 'region' | 'day' | 'entered'; key: string; count: number };

/** Responses as the public, their senders and officers read them. */
@Injectable()
export class ResponseQueries {
  constructor(private readonly db: Db) {}

  /**
   * The published comments of a consultation in the order in which they came, after one of them; of those that wait for the
   * close to appear, none before it.
   */
  async comments(consultationId: string, after: AfterComment | null, limit = 50): Promise<PublishedComment[]> {
    return this.db.read().rows<PublishedComment>(
      `select p.response_id as "responseId", p.reference, p.question, p.block, p.part, p.text, p.redacted, p.about,
         p.received_at as "receivedAt",
         case when p.permission = 'named' then nullif(coalesce(nullif(o.organisation, ''), o.name), '') end as name
       from published_comment p left join respondent o on o.response_id = p.response_id
       where p.consultation_id = $1 and ($2::uuid is null or (p.response_id, p.question, p.block, p.part) > ($2::uuid, $3, $4, $5))
         and exists (select 1 from consultation c join consultation_standing s on s.id = c.id
                     where c.id = $1 and (s.standing = 'closed' or coalesce(c.comments_appear, 'at-once') = 'at-once'))
       order by p.response_id, p.question, p.block, p.part limit $6`,
      [consultationId, after?.responseId ?? null, after?.question ?? '', after?.block ?? '', after?.part ?? '', limit],
    );
  }

  /** How closed questions were answered, by every response that stands; nothing before the close, for nobody. */
  async tallies(
    consultationId: string,
  ): Promise<{ responses: number; entered: number; distinctTexts: number; tallies: Tally[] } | null> {
    const reader = this.db.read();
    const closed = await reader.one<{ responses: number; entered: number; distinctTexts: number }>(
      `select (select count(*)::int from standing_response r where r.consultation_id = s.id) as responses,
         (select count(*)::int from standing_response r join consultation_response c on c.id = r.id
          where r.consultation_id = s.id and c.entry_id is not null) as entered,
         (select count(distinct (t.question, t.text_hash))::int from response_text t where t.consultation_id = s.id) as "distinctTexts"
       from consultation_standing s where s.id = $1 and s.standing = 'closed'`,
      [consultationId],
    );
    if (closed === null) return null;
    const tallies = await reader.rows<Tally>(
      `select a.question, a.block, choice, count(*)::int as count
       from standing_response r join response_answer a on a.response_id = r.id and a.sending = r.sending, unnest(a.choices) as choice
       where r.consultation_id = $1 group by a.question, a.block, choice order by a.question, a.block, choice`,
      [consultationId],
    );
    return { ...closed, tallies };
  }

  /** How many responses came so far, by kind, size, region and day: for officers, to aim their outreach. Nothing of what they say. */
  async turnout(actor: Actor, consultationId: string): Promise<Turnout[]> {
    permit(responsePolicy, actor, 'see-turnout', null);
    return this.db.read().rows<Turnout>(
      `select by, key, count(*)::int as count from (
         select case b.no when 1 then 'type' when 2 then 'size' when 3 then 'region' when 4 then 'day' else 'entered' end as by,
                case b.no when 1 then coalesce(r.about ->> 'type', r.about ->> 'role', r.about ->> 'capacity') when 2 then r.about ->> 'size'
                  when 3 then r.about ->> 'region'
                  when 4 then to_char(r.received_at at time zone 'Europe/London', 'YYYY-MM-DD') else e.came_by end as key
         from standing_response r join consultation_response c on c.id = r.id left join response_entry e on e.id = c.entry_id,
           generate_series(1, 5) as b (no) where r.consultation_id = $1) counted
       where key is not null group by by, key order by by, key`,
      [consultationId],
    );
  }

  /** What was sent from a draft last, for its sender; null while nothing was. */
  async receipt(reader: Reader, draftId: string): Promise<Receipt | null> {
    return receiptWhere(reader, 'r.key = $1', draftId);
  }

  /** What a response says, for the copy that is mailed to its confirmed address. */
  async copy(reader: Reader, responseId: string): Promise<Receipt | null> {
    return receiptWhere(reader, 'r.id = $1', responseId);
  }

  /** Who sent these responses, for what is mailed to them; none for whom nobody said so, or who was erased. */
  async respondents(reader: Reader, responseIds: readonly string[]): Promise<Map<string, RespondentRow>> {
    const rows = await reader.rows<RespondentRow & { id: string }>(
      `select o.response_id as id, o.email, o.confirmed_at is not null as confirmed, o.wants_copy as "wantsCopy", d.id as "draftId"
       from respondent o join consultation_response r on r.id = o.response_id left join response_draft d on d.id = r.key
       where o.response_id = any($1::uuid[]) and o.email is not null`,
      [responseIds],
    );
    return new Map(rows.map(({ id, ...row }) => [id, row]));
  }
}

/** Who sent a response, as far as mails to them are concerned. */
export type RespondentRow = {
  email: string;
  confirmed: boolean;
  wantsCopy: boolean;
  draftId: string | null;
};

type AnswerRow = { question: string; block: string } & Answers[string][string];

async function receiptWhere(reader: Reader, where: string, id: string): Promise<Receipt | null> {
  const row = await reader.one<Omit<Receipt, 'answers'> & { answers: AnswerRow[] }>(
    `select r.id, r.reference, c.reference as consultation, s.form_version as "formVersion", s.about, s.permission,
       s.sent_at as "sentAt", s.no as sendings, coalesce(o.organisation, '') as organisation,
       exists (select 1 from response_withdrawal w where w.response_id = r.id) as withdrawn,
       coalesce((select json_agg(json_strip_nulls(json_build_object('question', a.question, 'block', a.block, 'choices', a.choices,
         'text', a.text, 'number', a.number, 'day', a.day, 'why', a.why)))
         from response_answer a where a.response_id = r.id and a.sending = s.no), '[]') as answers
     from consultation_response r join consultation c on c.id = r.consultation_id
     join lateral (select * from response_sending where response_id = r.id order by no desc limit 1) s on true
     left join respondent o on o.response_id = r.id
     where ${where}`,
    [id],
  );
  if (row === null) return null;
  const answers: Record<string, Record<string, Answers[string][string]>> = {};
  for (const { question, block, ...answer } of row.answers) (answers[question] ??= {})[block] = answer;
  return { ...row, answers };
}
