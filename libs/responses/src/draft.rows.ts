import {
  type About,
  blocksOfSubjects,
  type ConsultationForm,
  type NamedSubject,
  type Standing,
} from '@app/consultations';
import { sha256 } from '@app/kernel';
import type { Reader } from '@app/platform';
import { askedOf, type CameBy, changedSince, type SavedAbout, type SavedAnswers, type SendingChoices } from './domain';

/** A draft of a response as it stands, with what it answers. */
export type DraftRow = {
  id: string;
  consultationId: string;
  reference: string;
  title: string;
  standing: Standing;
  opensAt: Date;
  closesAt: Date;
  form: ConsultationForm;
  formVersion: number;
  /** Earlier versions of the form, for answers that were given to them. */
  earlier: { version: number; form: ConsultationForm }[];
  subjects: NamedSubject[];
  about: SavedAbout;
  answers: SavedAnswers;
  sending: SendingChoices;
  email: string | null;
  confirmedAt: Date | null;
  version: number;
  savedAt: Date;
  /** The invitation by whose link it was begun, if it was. */
  invitationId: string | null;
  /** What came on paper or by mail and is entered by staff; `taken`: whether that may still be. Null: its writer writes it. */
  entry: { id: string; cameBy: CameBy; cameOn: string; taken: boolean } | null;
  /** Whether the consultation has equality questions, and whether this respondent was asked them already. */
  asksEquality: boolean;
  equalityAsked: boolean;
  /** What was sent from it, if it was. */
  response: { id: string; reference: string; withdrawn: boolean } | null;
};

/** The draft that a browser's token opens, in one round trip; null where there is none any more. `lock`: until the transaction ends. */
export async function draftBy(
  reader: Reader,
  consultation: string,
  token: string,
  lock = false,
): Promise<DraftRow | null> {
  const [draft] = await reader.prepared<DraftRow>(lock ? `${draftSql} for update of d` : draftSql, [
    consultation,
    sha256(token),
  ]);
  return draft ?? null;
}

const draftSql = `
    select d.id, d.consultation_id as "consultationId", s.reference, s.title, s.standing, s.opens_at as "opensAt",
       s.closes_at as "closesAt", f.form, f.version as "formVersion", d.about, d.answers, d.sending, d.email,
       d.confirmed_at as "confirmedAt", d.version, d.saved_at as "savedAt",
       (select asks_equality from consultation where id = s.id) as "asksEquality", d.equality_asked as "equalityAsked",
       coalesce((select json_agg(json_build_object('version', version, 'form', form)) from consultation_form
         where consultation_id = s.id and version < f.version and version >= d.form_version), '[]') as earlier,
       (select json_agg(json_build_object('kind', kind, 'ref', ref, 'title', title) order by no)
        from consultation_subject where consultation_id = s.id) as subjects,
       d.invitation_id as "invitationId",
       (select json_build_object('id', e.id, 'cameBy', e.came_by, 'cameOn', e.came_on,
          'taken', paper_is_taken(e.consultation_id, e.came_on)) from response_entry e where e.id = d.entry_id) as entry,
       (select json_build_object('id', r.id, 'reference', r.reference,
          'withdrawn', exists (select 1 from response_withdrawal w where w.response_id = r.id))
        from consultation_response r where r.key = d.id) as response
     from response_draft d
     join consultation_standing s on s.id = d.consultation_id
     join lateral (select form, version from consultation_form where consultation_id = s.id order by version desc limit 1) f on true
     where s.reference = $1 and d.token_hash = $2`;

/** Whether somebody is asked about themselves now: a person who has sent a response, and was not asked before. */
export function isAskedEquality(draft: DraftRow): boolean {
  const { asksEquality, equalityAsked, response, about, standing } = draft;
  const has = response !== null && !response.withdrawn;
  return asksEquality && !equalityAsked && has && about.capacity === 'individual' && standing === 'open';
}

/** What the answers of a draft are judged by. */
export function askedBy({ form, subjects, about }: Pick<DraftRow, 'form' | 'subjects' | 'about'>) {
  return askedOf(form, blocksOfSubjects(subjects), about);
}

/** The questions of a draft that were changed since they were answered. */
export function changedIn({ form, formVersion, answers, earlier }: DraftRow) {
  const forms = new Map([
    ...earlier.map(({ version, form: one }): [number, ConsultationForm] => [version, one]),
    [formVersion, form],
  ]);
  return changedSince(form, answers, (version) => forms.get(version));
}

/** What is said about a respondent as it is stored with a response: the organisation's name stands apart. */
export function aboutOf({ organisation: _, ...about }: SavedAbout): About {
  return about as About;
}
