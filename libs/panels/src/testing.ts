import { newId } from '@app/kernel';
import type { Tx } from '@app/platform';
import type { Subject } from './subjects';

/** Notes that somebody reviewed a thing, as the database does when their review comes in; a second time changes nothing. */
export async function noteReviewer(tx: Tx, { kind, id }: Subject, personId: string): Promise<void> {
  await tx.rows(
    `insert into standing_recusal (id, subject_kind, subject_id, person_id, why, noted_at)
     values ($1, $2, $3, $4, 'reviewer', waymark_now()) on conflict do nothing`,
    [newId(), kind, id, personId],
  );
}
