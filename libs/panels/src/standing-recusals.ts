import { newId } from '@app/kernel';
import type { Reader, Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { recusalsAmong } from './ballot-record';
import type { Recusal } from './domain/recusal';
import type { Subject } from './subjects';

/** Who takes no part in a thing, by the one function in the database, and how other libs add to it. */
@Injectable()
export class StandingRecusals {
  /** Those of these people who take no part in the thing now, or at the given time, and why. */
  async among(
    reader: Reader,
    { kind, id }: Subject,
    people: readonly string[],
    at: Date | null = null,
  ): Promise<Map<string, Recusal>> {
    const rows = await recusalsAmong(reader, { kind, id }, people, at);
    return new Map(rows.map(({ personId, why }) => [personId, why]));
  }

  /** Somebody reviews a thing: from now on they take no part in what panels do with it. A second time changes nothing. */
  async noteReviewer(tx: Tx, { kind, id }: Subject, personId: string): Promise<void> {
    await tx.rows(
      `insert into standing_recusal (id, subject_kind, subject_id, person_id, why, noted_at)
       values ($1, $2, $3, $4, 'reviewer', waymark_now()) on conflict do nothing`,
      [newId(), kind, id, personId],
    );
  }
}
