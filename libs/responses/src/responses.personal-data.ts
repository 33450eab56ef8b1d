import { dueBy, eraseBy, heldRows, PersonalDataHolder, type PersonalKind, spellingsIn } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { respondentErased } from './domain/events';
import { ConsultationResponse } from './response.entities';
import { outreachKinds } from './outreach.personal-data';
import { daysAfterClose, daysAfterCloseOfEntries } from './responses.jobs';

const respondent: PersonalKind = {
  key: 'respondent',
  what: 'The name, the organisation and the address of who responded to a consultation, where they gave them',
  whose: 'Respondents',
  why: 'So that somebody responds once, gets a copy and is told the outcome, as they chose',
  basis: 'public-task',
  seenBy: 'Moderators; everybody, where somebody chose to be named beside what they wrote',
  kept: { days: 730, after: 'the consultation closed' },
  columns: ['respondent.name', 'respondent.email', 'respondent.email_normal', 'respondent.organisation'],
  held: async (reader, { address }) =>
    heldRows(
      reader,
      `select w.response_id as id, r.reference, w.name, w.organisation, w.email, r.received_at as "receivedAt",
              c.reference as consultation, w.wants_copy as "wantsCopy", w.wants_outcome as "wantsOutcome",
              (select json_agg(json_build_object('sending', a.sending, 'question', a.question, 'block', a.block, 'choices', a.choices,
                 'text', a.text, 'number', a.number, 'day', a.day, 'why', a.why) order by a.sending, a.question, a.block)
               from response_answer a where a.response_id = r.id) as answers
       from respondent w join consultation_response r on r.id = w.response_id join consultation c on c.id = r.consultation_id
       where w.email = any($1) or w.email_normal = $2 order by r.received_at, r.id`,
      [await spellingsIn(reader, ['respondent', 'email'], address), address],
    ),
  erase: async (tx, actor, ids) => {
    for (const id of ids) {
      const { reference } = await tx.get(ConsultationResponse, id);
      await tx.rows('delete from respondent where response_id = $1', [id]);
      await tx.record(actor, respondentErased(id, { reference }));
    }
  },
  due: dueBy(`select w.response_id as id from respondent w join consultation_response r on r.id = w.response_id
    join consultation_standing s on s.id = r.consultation_id
    where s.standing = 'closed' and s.closes_at < $1 order by s.closes_at, w.response_id limit $2`),
};

const draft: PersonalKind = {
  key: 'response-draft',
  what: 'What somebody has typed in a response, sent or not, and the address that they saved it with',
  whose: 'Respondents',
  why: 'So that nothing typed is lost, and a response can be returned to and changed until the close',
  basis: 'public-task',
  seenBy: 'Nobody but who typed it',
  kept: { days: daysAfterClose, after: 'the consultation closed' },
  columns: [
    'response_draft.about',
    'response_draft.answers',
    'response_draft.sending',
    'response_draft.email',
    'response_draft.email_normal',
    'response_draft.token_hash',
    'response_link.token_hash',
    'ruling_link.token_hash',
  ],
  held: (reader, { address }) =>
    heldRows(
      reader,
      `select d.id, c.reference as consultation, d.about, d.answers, d.email, d.started_at as "startedAt", d.saved_at as "savedAt"
       from response_draft d join consultation c on c.id = d.consultation_id where d.email_normal = $1 order by d.started_at, d.id`,
      [address],
    ),
  erase: eraseBy('delete from response_draft where id = any($1::uuid[])'),
  due: dueBy(`select d.id from response_draft d join consultation_standing s on s.id = d.consultation_id
    where (s.standing = 'closed' and s.closes_at < $1::timestamptz - make_interval(days => case when d.entry_id is null then 0
      else ${daysAfterCloseOfEntries - daysAfterClose} end)) or s.standing = 'withdrawn' order by s.closes_at, d.id limit $2`),
};

const response: PersonalKind = {
  key: 'response',
  what: 'What was answered in a consultation, and what moderators ruled on it',
  whose: 'Respondents',
  why: 'So that the answers count, and what they say is considered',
  basis: 'public-task',
  seenBy: 'Moderators and officers; with permission and after moderation, everybody',
  kept: { record: 'A response counts for as long as the decision that it led to; it stays without who sent it' },
  columns: [
    ...['text', 'answer', 'organisation_type'].map((column) => `consultation_response.${column}`),
    ...['about', 'permission', 'content_hash'].map((column) => `response_sending.${column}`),
    ...['question', 'block', 'choices', 'text', 'why'].map((column) => `response_answer.${column}`),
    ...['published_text', 'reason', 'passages'].map((column) => `response_ruling.${column}`),
    'response_appeal.says',
    'moderation_turn.why',
    'response_spam_ruling.why',
  ],
  held: (reader, { address }) =>
    heldRows(
      reader,
      `select r.id, r.reference, a.question, a.block, a.text, a.why, r.received_at as "receivedAt"
       from response_answer a join consultation_response r on r.id = a.response_id
       where strpos(lower(concat_ws(' ', a.text, a.why)), $1) > 0 order by r.received_at, r.id, a.sending, a.question, a.block`,
      [address],
    ),
  erase: null,
  due: null,
};

const equality: PersonalKind = {
  key: 'equality',
  what: 'How often each answer to a question about sex, age, health or ethnic group was given in a consultation: numbers, and no row of anybody',
  whose: 'Respondents',
  why: 'To see whom a consultation reaches, and whom it does not',
  basis: 'public-task',
  seenBy: 'Everybody, after the close, where fewer than five people cannot be told from it',
  kept: { record: 'A number leads to nobody: nobody’s part of it can be found, and so none can be taken out' },
  columns: ['equality_count.question', 'equality_count.option'],
  held: () => Promise.resolve([]),
  erase: null,
  due: null,
};

/** The personal data of responses: who responded and what is not sent yet stand apart from the response, and go. */
@Injectable()
export class ResponsesPersonalData extends PersonalDataHolder {
  readonly name = 'responses';
  readonly kinds = [respondent, draft, response, equality, ...outreachKinds];
}
