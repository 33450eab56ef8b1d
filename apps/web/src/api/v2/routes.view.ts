import { NotFound, paths } from '@app/kernel';
import type { Occupation, PublishedMap, Route } from '@app/occupational-map';
import type { Links, Made, Reading } from './answers';
import { partOf } from './cursor';
import { briefOf } from './occupations.view';
import type { routeItself, routes } from './routes.schema';

/** A page of the routes. */
export function routeList(reading: Reading<typeof routes.params, typeof routes.query>): Made<typeof routes.answer> {
  const { map, query } = reading;
  const { items, next } = partOf(map.routes, query, ({ slug }) => slug);
  return { said: { total: map.routes.length, items: items.map((route) => routeBrief(map, reading, route)) }, next };
}

function routeBrief(map: PublishedMap, { at, page }: Links, { slug, officialId, name, summary }: Route) {
  const counts = map.counts(slug);
  return { slug, officialId, name, summary, counts, href: at(`/routes/${slug}`), page: page(paths.map(slug)) };
}

/** One route down to its occupations. @throws NotFound */
export function routeAnswer(
  reading: Reading<typeof routeItself.params, typeof routeItself.query>,
): Made<typeof routeItself.answer> {
  const { map, params } = reading;
  const found = map.mapOf(params.slug);
  if (!found) throw new NotFound('This route');
  const briefs = (list: readonly Occupation[]) => list.map((one) => briefOf(map, reading, one));
  const pathways = found.pathways.map(({ pathway, clusters, awaiting }) => ({
    slug: pathway.slug,
    name: pathway.name,
    clusters: clusters.map(({ cluster, occupations }) => ({
      slug: cluster.slug,
      name: cluster.name,
      technicalLevel: cluster.level,
      occupations: briefs(occupations),
    })),
    awaiting: briefs(awaiting),
  }));
  return { said: { item: { ...routeBrief(map, reading, found.route), pathways, awaiting: briefs(found.awaiting) } } };
}
