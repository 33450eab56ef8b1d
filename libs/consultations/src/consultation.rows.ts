import type { Reader } from '@app/platform';
import type { ConsultationForm } from './domain/form';
import type { Subject } from './domain/subject';

/** What a consultation is about, in order. */
export function subjectsOf(reader: Reader, consultationId: string): Promise<Subject[]> {
  return reader.rows<Subject>(
    'select kind, ref, title, version, shown from consultation_subject where consultation_id = $1 order by no',
    [consultationId],
  );
}

/** A version of what is asked; the latest where none is named. */
export function formOf(
  reader: Reader,
  consultationId: string,
  version: number | null = null,
): Promise<{ version: number; form: ConsultationForm; madeAt: Date; why: string } | null> {
  return reader.one(
    `select version, form, made_at as "madeAt", why from consultation_form
     where consultation_id = $1 and ($2::int is null or version = $2) order by version desc limit 1`,
    [consultationId, version],
  );
}
