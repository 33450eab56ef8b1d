import type { Actor } from '@app/kernel';
import type { Tx } from '@app/platform';
import { type SessionEnding, sessionsEnded } from './domain/security-events';

/** Ends all sessions of a person and records how many and why; quiet where there is none. */
export async function endSessions(tx: Tx, actor: Actor, personId: string, why: SessionEnding): Promise<void> {
  const ended = await tx.rows(
    `with ended as (delete from session where person_id = $1 returning 1) select * from ended`,
    [personId],
  );
  if (ended.length > 0) await tx.record(actor, sessionsEnded(personId, { why, count: ended.length }));
}
