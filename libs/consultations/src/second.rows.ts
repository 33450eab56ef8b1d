import type { Reader } from '@app/platform';
import type { ConsultationDraft } from './consultation.entities';
import { agreeingRoles } from './domain/policy';

/** Somebody who may agree to a draft. */
export type SecondPerson = { id: string; name: string };

/** Who may agree to a draft today: they hold the role, wrote nothing in it, and did not ask. */
export function secondPeople(
  reader: Pick<Reader, 'rows'>,
  { authors, askedBy }: Pick<ConsultationDraft, 'authors' | 'askedBy'>,
): Promise<SecondPerson[]> {
  return reader.rows<SecondPerson>(
    `select p.id, p.name from person p
     where p.ended_at is null and not (p.id = any($2::uuid[])) and p.id is distinct from $3
       and exists (select 1 from person_grant g where g.person_id = p.id and ${runs})
     order by p.name, p.id`,
    [agreeingRoles, authors, askedBy],
  );
}

/** In SQL: a grant `g` of one of the roles `$1` runs now. */
const runs = `g.role = any($1::text[]) and g.valid_from <= waymark_now() and (g.valid_until is null or g.valid_until > waymark_now())`;
