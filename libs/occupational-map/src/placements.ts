import { newId } from '@app/kernel';
import type { Tx } from '@app/platform';
import type { MapState } from './domain';

const wanted = `unnest($1::text[], $2::text[], $3::text[], $4::text[]) as wanted(reference, route, pathway, cluster)`;

/**
 * Brings the placements to this state at one instant: closes the range of every occupation that moves or leaves, and
 * opens its new one. What stays where it is is not touched.
 */
export async function movePlacements(tx: Tx, state: MapState, at: Date): Promise<void> {
  await register(tx, state);
  const placed = Object.entries(state.placements);
  const columns = [
    placed.map(([reference]) => reference),
    placed.map(([, place]) => place.route),
    placed.map(([, place]) => place.pathway),
    placed.map(([, place]) => place.cluster),
  ];
  await tx.rows(
    `update placement p set valid = tstzrange(lower(p.valid), $5)
     from occupation o
     where o.id = p.occupation_id and upper_inf(p.valid) and not exists (
       select 1 from ${wanted} where wanted.reference = o.reference and wanted.route = p.route
         and wanted.pathway is not distinct from p.pathway and wanted.cluster is not distinct from p.cluster)`,
    [...columns, at],
  );
  await tx.rows(
    `insert into placement (occupation_id, route, pathway, cluster, valid)
     select o.id, wanted.route, wanted.pathway, wanted.cluster, tstzrange($5, null)
     from ${wanted} join occupation o using (reference)
     where not exists (select 1 from placement p where p.occupation_id = o.id and upper_inf(p.valid))`,
    [...columns, at],
  );
}

/** Routes and occupations that were not on any edition before get their rows. */
async function register(tx: Tx, { routes, occupations }: MapState): Promise<void> {
  const list = Object.values(routes);
  await tx.rows(
    `insert into route (slug, official_id) select * from unnest($1::text[], $2::int[])
     on conflict (slug) do update set official_id = excluded.official_id
     where route.official_id <> excluded.official_id`,
    [list.map((route) => route.slug), list.map((route) => route.officialId)],
  );
  const known = await tx.rows<{ reference: string }>('select reference from occupation');
  const have = new Set(known.map((row) => row.reference));
  const fresh = Object.keys(occupations).filter((reference) => !have.has(reference));
  await tx.rows(
    `insert into occupation (id, reference) select * from unnest($1::uuid[], $2::text[]) on conflict (reference) do nothing`,
    [fresh.map(() => newId()), fresh],
  );
}
