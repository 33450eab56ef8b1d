import { dueBy, eraseBy, heldRows, type PersonalKind } from '@app/platform';

// The link of an erased invitation marks nothing any more; the organisation stays as part of the record.
const eraseInvitations = `
  update consultation_invitation set contact = '', email = 'erased', email_normal = 'erased', token_hash = 'erased:' || id
  where id = any($1::uuid[]) and email_normal <> 'erased'`;

const invitation: PersonalKind = {
  key: 'consultation-invitation',
  what: 'The address and the contact of an organisation that was invited to answer a consultation',
  whose: 'Organisations, and people in them whom an officer named',
  why: 'So that those concerned hear of it, and are reminded once',
  basis: 'public-task',
  seenBy: 'Officers',
  kept: { days: 730, after: 'the consultation closed' },
  columns: [
    ...['contact', 'email', 'email_normal', 'token_hash'].map((column) => `consultation_invitation.${column}`),
    'consultation_invitation.organisation',
  ],
  held: (reader, { address }) =>
    heldRows(
      reader,
      `select i.id, c.reference as consultation, i.organisation, i.contact, i.email, i.invited_at as "invitedAt"
       from consultation_invitation i join consultation c on c.id = i.consultation_id
       where i.email_normal = $1 order by i.invited_at, i.id`,
      [address],
    ),
  erase: eraseBy(eraseInvitations),
  due: dueBy(`select i.id from consultation_invitation i join consultation_standing s on s.id = i.consultation_id
    where i.email_normal <> 'erased' and (s.standing = 'closed' and s.closes_at < $1 or s.standing = 'withdrawn' and s.act_at < $1)
    order by s.closes_at, i.id limit $2`),
};

const paper: PersonalKind = {
  key: 'response-scan',
  what: 'The scan of a response that came on paper or by email, and who of the staff entered it',
  whose: 'Respondents, officers',
  why: 'So that it can be checked that what was entered is what came',
  basis: 'public-task',
  seenBy: 'Officers',
  kept: { record: 'It is the original of a response, which counts for as long as the decision that it led to' },
  columns: ['response_entry.file_name'],
  held: (reader, { address, personId }) =>
    heldRows(
      reader,
      `select e.id, c.reference as consultation, e.came_by as "cameBy", e.came_on as "cameOn", e.file_name as "file",
         e.entered_at as "enteredAt"
       from response_entry e join consultation c on c.id = e.consultation_id
       where e.entered_by = $2 or exists (
         select 1 from consultation_response r join respondent w on w.response_id = r.id
         where r.entry_id = e.id and w.email_normal = $1)
       order by e.entered_at, e.id`,
      [address, personId],
    ),
  erase: null,
  due: null,
};

const meeting: PersonalKind = {
  key: 'invited-evidence',
  what: 'What is recorded of workshops and meetings beside a consultation, and who of the staff recorded it',
  whose: 'Organisations that took part, and whoever the notes speak of',
  why: 'So that what was said there is considered beside the responses',
  basis: 'public-task',
  seenBy: 'Officers; with the consent of those present everybody, but for the notes and who was there',
  kept: { record: 'What was heard belongs to the record of the decision' },
  columns: ['title', 'organisations', 'notes', 'why'].map((column) => `invited_evidence.${column}`),
  held: (reader, { address, personId }) =>
    heldRows(
      reader,
      `select e.id, c.reference as consultation, e.version, e.title, e.held_on as "heldOn", e.recorded_at as "recordedAt"
       from invited_evidence e join consultation c on c.id = e.consultation_id
       where e.recorded_by = $2 or strpos(lower(concat_ws(' ', e.title, array_to_string(e.organisations, ' '), e.notes, e.why)), $1) > 0
       order by e.recorded_at, e.id`,
      [address, personId],
    ),
  erase: null,
  due: null,
};

/** The personal data around a consultation: who was invited, what came on paper, who was heard. */
export const outreachKinds = [invitation, paper, meeting];
