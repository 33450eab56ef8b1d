import { newId } from '@app/kernel';
import type { Tx } from '@app/platform';
import { isSamePlace, type Route, type Step } from './domain';

const wanted = `unnest($1::text[], $2::text[], $3::text[], $4::text[]) as wanted(reference, route, pathway, cluster)`;

/**
 * Brings the placements over a step at one instant: closes the range of every occupation that moves or leaves, and opens
 * its new one. What stays where it is is not touched, nor even asked for.
 */
export async function movePlacements(tx: Tx, step: Step, at: Date): Promise<void> {
  const { before, after, references } = step;
  await register(tx, step);
  const moved = references.filter(
    (reference) => !isSamePlace(before.placements[reference], after.placements[reference]),
  );
  if (moved.length === 0) return;
  await tx.rows(
    `update placement p set valid = tstzrange(lower(p.valid), $2)
     from occupation o where o.id = p.occupation_id and upper_inf(p.valid) and o.reference = any($1)`,
    [moved, at],
  );
  const placed = moved.flatMap((reference) => {
    const place = after.placements[reference];
    return place ? [{ reference, ...place }] : [];
  });
  await tx.rows(
    `insert into placement (occupation_id, route, pathway, cluster, valid)
     select o.id, wanted.route, wanted.pathway, wanted.cluster, tstzrange($5, null)
     from ${wanted} join occupation o using (reference)`,
    [
      placed.map(({ reference }) => reference),
      placed.map(({ route }) => route),
      placed.map(({ pathway }) => pathway),
      placed.map(({ cluster }) => cluster),
      at,
    ],
  );
}

/** Routes and occupations that were not on any edition before get their rows. */
async function register(tx: Tx, step: Step): Promise<void> {
  await registerRoutes(tx, step);
  await registerOccupations(tx, step);
}

async function registerRoutes(tx: Tx, { before, after }: Step): Promise<void> {
  const isNew = ({ slug, officialId }: Route): boolean => before.routes[slug]?.officialId !== officialId;
  const list = Object.values(after.routes).filter(isNew);
  if (list.length === 0) return;
  await tx.rows(
    `insert into route (slug, official_id) select * from unnest($1::text[], $2::int[])
     on conflict (slug) do update set official_id = excluded.official_id
     where route.official_id <> excluded.official_id`,
    [list.map((route) => route.slug), list.map((route) => route.officialId)],
  );
}

async function registerOccupations(tx: Tx, { before, after, references }: Step): Promise<void> {
  const fresh = references.filter((reference) => after.occupations[reference] && !before.occupations[reference]);
  if (fresh.length === 0) return;
  await tx.rows(
    `insert into occupation (id, reference) select * from unnest($1::uuid[], $2::text[]) on conflict (reference) do nothing`,
    [fresh.map(() => newId()), fresh],
  );
}
