import { type About, type Answers, blocksOfSubjects, type ConsultationDetail, questionsOf } from '@app/consultations';
import { type Actor, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type Counts, type Permission, responsePolicy, type Tallies, talliesOf } from './domain';
import { textAt } from './text.rows';

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

/** How many responses came, by what: `key` is a kind, size, region, day, or how staff had it that entered it. */
export type Turnout = { by: 'type' | 'size' | 'region' | 'day' | 'entered'; key: string; count: number };

/** All that is counted of a consultation, once it has closed; `$2` are the questions that depend on the answer to another one. */
const countsSql = `
  with standing as (select id, sending, about from standing_response where consultation_id = $1),
  answers as (
    select a.question, a.block, a.choices from standing s
    join response_answer a on a.response_id = s.id and a.sending = s.sending where a.choices is not null)
  select (select count(*)::int from standing) as responses,
    (select count(distinct (question, text_hash))::int from response_text where consultation_id = $1) as "distinctTexts",
    (select count(*)::int from standing s join consultation_response r on r.id = s.id where r.entry_id is not null) as entered,
    (select coalesce(json_agg(a), '[]') from (
       select json_strip_nulls(json_build_object('capacity', about ->> 'capacity', 'role', about ->> 'role', 'type', about ->> 'type'))::jsonb
         as about, count(*)::int as count from standing group by 1) a) as abouts,
    (select coalesce(json_agg(c), '[]') from (
       select question, block, choice, count(*)::int as count from answers, unnest(choices) as choice group by 1, 2, 3) c) as choices,
    (select coalesce(json_agg(c), '[]') from (
       select question, block, count(*)::int as count from answers group by 1, 2) c) as answered,
    (select coalesce(json_agg(c), '[]') from (
       select d.key as question, a.block, count(*)::int as count
       from jsonb_to_recordset($2::jsonb) as d (key text, question text, "oneOf" text[])
       join answers a on a.question = d.question and a.choices && d."oneOf" group by 1, 2) c) as asked
  from consultation_standing where id = $1 and standing = 'closed'`;

/** Responses as the public, their senders and officers read them. */
@Injectable()
export class ResponseQueries {
  constructor(private readonly db: Db) {}

  /**
   * The published comments of a consultation in the order in which they came, after the place of one of them; of those that wait for the
   * close to appear, none before it.
   */
  async comments(consultationId: string, place: string | null, limit = 50): Promise<PublishedComment[]> {
    const reader = this.db.read();
    const after = place === null ? null : await textAt(reader, place);
    if (place !== null && after === null) return [];
    return reader.rows<PublishedComment>(
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

  /**
   * How closed questions were answered, by every response that stands, as far as nobody can be told from it; nothing before
   * the close, for nobody.
   */
  async tallies({ id, form, subjects }: Pick<ConsultationDetail, 'id' | 'form' | 'subjects'>): Promise<Tallies | null> {
    const dependent = questionsOf(form).flatMap(({ key, shownIf }) =>
      shownIf === undefined ? [] : [{ key, ...shownIf }],
    );
    const counts = await this.db.read().one<Counts>(countsSql, [id, JSON.stringify(dependent)]);
    return counts === null ? null : talliesOf(form, blocksOfSubjects(subjects), counts);
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
