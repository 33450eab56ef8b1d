import { newId, systemActor } from '@app/kernel';
import type { Edition, EditionStore } from '@app/occupational-map';
import type { Tx } from '@app/platform';

type Publication = Parameters<EditionStore['publish']>[2];

/** What a test publishes: a state of the map, and what it wants to be said of it. */
export type TestPublication = Pick<Publication, 'state'> & Partial<Pick<Publication, 'kind' | 'note' | 'changes'>>;

/**
 * Publishes a state of the map as the next edition, for tests that need a map and not how it came about: with a map
 * revision that is approved and due, but holds no operations.
 */
export async function publishMap(
  tx: Tx,
  editions: EditionStore,
  { state, kind = 'day-to-day', note = 'For a test', changes = [] }: TestPublication,
): Promise<Edition> {
  const id = newId();
  await tx.rows(
    `insert into revision (id, no, title, kind, note, version, state, attempts, created_at)
     values ($1, nextval('revision_no'), 'For a test', $2, $3, 1, 'draft', 0, waymark_now())`,
    [id, kind, note],
  );
  await tx.rows(
    `insert into person (id, email, name) select $1::uuid, $1::uuid || '@example.test', 'An approver'
     where not exists (select 1 from person) and exists (select 1 from edition)`,
    [newId()],
  );
  await tx.rows(
    `update revision set state = 'scheduled', approved_at = waymark_now(), plan_hash = 'for a test',
       approved_by = (select id from person order by created_at, id limit 1),
       scheduled_for = date_trunc('minute', waymark_now()) where id = $1`,
    [id],
  );
  const edition = await editions.publish(tx, systemActor('test'), { state, kind, note, revisionId: id, changes });
  await tx.rows(`update revision set state = 'published', edition_no = $2 where id = $1`, [id, edition.no]);
  return edition;
}
