import { dueBy, heldRows, PersonalDataHolder, type PersonalKind, spellingsIn } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ConsultationResponse } from './consultation.entities';
import { respondentErased } from './domain/events';

const respondent: PersonalKind = {
  key: 'respondent',
  what: 'The name and the address of who responded to a consultation',
  whose: 'Respondents',
  why: 'So that somebody responds once, and gets a receipt',
  basis: 'public-task',
  seenBy: 'Moderators',
  kept: { days: 730, after: 'the consultation closed' },
  columns: ['respondent.name', 'respondent.email'],
  held: async (reader, { address }) =>
    heldRows(
      reader,
      `select w.response_id as id, r.reference, w.name, w.email, r.received_at as "receivedAt", c.reference as consultation,
              r.answer, r.text, r.organisation_type as "organisationType", r.consent_to_publish as "consentToPublish"
       from respondent w join consultation_response r on r.id = w.response_id join consultation c on c.id = r.consultation_id
       where w.email = any($1) order by r.received_at, r.id`,
      [await spellingsIn(reader, ['respondent', 'email'], address)],
    ),
  erase: async (tx, actor, ids) => {
    for (const id of ids) {
      const { reference } = await tx.get(ConsultationResponse, id);
      await tx.rows('delete from respondent where response_id = $1', [id]);
      await tx.record(actor, respondentErased(id, { reference }));
    }
  },
  due: dueBy(`select w.response_id as id from respondent w join consultation_response r on r.id = w.response_id
    join consultation c on c.id = r.consultation_id where c.closes_at < $1 order by c.closes_at, w.response_id limit $2`),
};

const response: PersonalKind = {
  key: 'response',
  what: 'What was answered in a consultation, and what moderators ruled on it',
  whose: 'Respondents',
  why: 'So that the answers count, and what they say is considered',
  basis: 'public-task',
  seenBy: 'Moderators and officers; with consent and after moderation, everybody, without the name',
  kept: { record: 'A response counts for as long as the decision that it led to; it stays without who sent it' },
  columns: [
    'consultation_response.text',
    'consultation_response.answer',
    'consultation_response.organisation_type',
    'response_ruling.published_text',
    'response_ruling.reason',
  ],
  held: (reader, { address }) =>
    heldRows(
      reader,
      `select id, reference, answer, text, received_at as "receivedAt" from consultation_response
       where strpos(lower(text), $1) > 0 order by received_at, id`,
      [address],
    ),
  erase: null,
  due: null,
};

/** The personal data of consultations: who responded stands apart from the response, and goes. */
@Injectable()
export class ConsultationsPersonalData extends PersonalDataHolder {
  readonly name = 'consultations';
  readonly kinds = [respondent, response];
}
