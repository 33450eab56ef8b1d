import type { Reader } from '@app/platform';
import type { NamedSubject } from './domain/subject';

/** The consultations that are open, or will be, on one of these subjects. */
export async function overlapping(
  reader: Pick<Reader, 'rows'>,
  subjects: readonly NamedSubject[],
): Promise<{ reference: string; title: string }[]> {
  if (subjects.length === 0) return [];
  return reader.rows(
    `select distinct s.reference, s.title from consultation_standing s
     join consultation_subject u on u.consultation_id = s.id
     join unnest($1::text[], $2::text[]) as wanted (kind, ref)
       on wanted.ref = u.ref and (wanted.kind = u.kind or (wanted.kind in ('proposal','retirement') and u.kind in ('proposal','retirement')))
     where s.standing in ('upcoming','open','suspended') order by s.reference limit 20`,
    [subjects.map(({ kind }) => kind), subjects.map(({ ref }) => ref)],
  );
}
