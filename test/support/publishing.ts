import { newId, systemActor } from '@app/kernel';
import type { Edition, EditionStore, MapState } from '@app/occupational-map';
import type { Tx } from '@app/platform';
import { agreedMinutes } from './agreeing';

type Publication = Parameters<EditionStore['publish']>[2];

/** What a test publishes: a state of the map, and what it wants to be said of it. Smuggled, it stands on no operation. */
export type TestPublication = Pick<Publication, 'state'> &
  Partial<Pick<Publication, 'kind' | 'note' | 'changes'>> & { smuggled?: boolean };

/**
 * Publishes a state of the map as the next edition, for tests that need a map and not how it came about: with a map
 * revision of the operations that lead there, approved and due.
 */
export async function publishMap(
  tx: Tx,
  editions: EditionStore,
  { state, kind = 'day-to-day', note = 'For a test', changes = [], smuggled = false }: TestPublication,
): Promise<Edition> {
  const id = newId();
  await tx.rows(
    `insert into revision (id, no, title, kind, note, version, state, attempts)
     values ($1, nextval('revision_no'), 'For a test', $2, $3, 1, 'draft', 0)`,
    [id, kind, note],
  );
  if (!smuggled) await insertOperations(tx, id, await editions.liveState(tx), state);
  await tx.rows(
    `insert into person (id, email, email_normal, name) select $1::uuid, $1::uuid || '@example.test', $1::uuid || '@example.test', 'An approver'
     where not exists (select 1 from person) and exists (select 1 from edition)`,
    [newId()],
  );
  await tx.rows(
    `update revision set state = 'scheduled', approved_at = waymark_now(), plan_hash = 'for a test',
       approved_by = (select id from person order by created_at, id limit 1),
       scheduled_for = date_trunc('minute', waymark_now()) where id = $1`,
    [id],
  );
  const before = await editions.lock(tx);
  const publication = { before, state, kind, note, revisionId: id, changes };
  const edition = await editions.publish(tx, systemActor('test'), publication);
  await tx.rows(`update revision set state = 'published', edition_no = $2 where id = $1`, [id, edition.no]);
  return edition;
}

async function insertOperations(tx: Tx, id: string, before: MapState, after: MapState): Promise<void> {
  const { operationsBetween } = await import('@app/revisions');
  const routes = Object.keys({ ...before.routes, ...after.routes });
  const isFirst = Object.keys(before.routes).length === 0;
  const authority = isFirst ? { by: 'seed' } : await agreedMinutes(tx, routes);
  // A retirement stands on a request of its own, which nobody made here: of it the map tells, and no operation.
  await tx.rows(
    `insert into revision_operation (id, revision_id, position, content, authority)
     select gen_random_uuid(), $1, no, operation, $3 from jsonb_array_elements($2::jsonb) with ordinality as given (operation, no)
     where operation ->> 'op' not in ('retire-occupation', 'remove-occupation')`,
    [id, JSON.stringify(operationsBetween(before, after)), JSON.stringify(authority)],
  );
}
