import { paths } from '@app/kernel';
import type { Occupation, PublishedMap, RouteMap, TechnicalLevel } from '@app/occupational-map';
import { type Filter, isFiltered, keeps, optionsOf } from './filter';
import { addressOf } from './map-pages';
import { pictureOf, picturePages } from './picture';
import { type Entry, entryOf, levelWords } from './words';

/** All routes with what stands on them. */
export function routesView(map: PublishedMap) {
  const routes = map.routes.map(({ slug, name, summary, officialId }) => ({
    href: paths.map(slug),
    id: officialId,
    name,
    summary,
    ...map.counts(slug),
  }));
  return {
    title: 'Occupational maps',
    section: 'maps',
    routes,
    total: map.occupations.length,
    awaiting: routes.reduce((sum, route) => sum + route.awaitingPlacement, 0),
    retired: map.retired.length,
    tLevels: map.tLevels.length,
  };
}

/** One route as a list, a picture and a table of the same occupations; null where there is no such route. */
export function routeView(map: PublishedMap, slug: string, filter: Filter) {
  const found = map.mapOf(slug, keeps(map, filter));
  if (!found) return null;
  const { route } = found;
  const link = (view: Filter['view']) => addressOf(paths.map(slug), { ...filter, view });
  const counts = map.counts(slug);
  return {
    title: route.name,
    section: 'maps',
    route,
    counts,
    filter,
    filtered: isFiltered(filter),
    selects: optionsOf(map, slug, filter),
    links: {
      all: addressOf(paths.map(slug), { view: filter.view }),
      list: link(null),
      picture: link('picture'),
      table: link('table'),
      file: addressOf(paths.mapPicture(slug), { ...filter, view: null }),
    },
    pathways: found.pathways.map((band) => ({
      name: band.pathway.name,
      slug: band.pathway.slug,
      columns: columnsOf(band),
    })),
    awaiting: awaitingOf(found),
    shown: map.occupationsOn(slug).filter(keeps(map, filter)).length,
    picture: filter.view === 'picture' ? pictureOf(map, found, filter.occupation) : null,
    pages: filter.view === 'picture' ? picturePages(map, found, filter.occupation) : null,
    rows: filter.view === 'table' ? rowsOf(found) : [],
  };
}

/** The picture of a route as a file of its own; null where there is no such route. */
export function routePicture(map: PublishedMap, slug: string, filter: Filter, origin: string): string | null {
  const found = map.mapOf(slug, keeps(map, filter));
  return found && pictureOf(map, found, filter.occupation, origin);
}

/** The occupations that are on no map any more. */
export function retiredView(map: PublishedMap) {
  const rows = map.retired.map((occupation) => {
    return {
      ...entryOf(occupation),
      route: occupation.retiredFrom && (map.route(occupation.retiredFrom)?.name ?? null),
      successors: map.replacing(occupation).map(entryOf),
    };
  });
  return { title: 'Retired occupations', section: 'maps', rows };
}

type Column = { name: string; levels: string; clusters: { name: string; slug: string; occupations: Entry[] }[] };

/** The clusters of a pathway in their three columns; a filter hides the clusters that it empties. None at all: no columns. */
function columnsOf({ clusters }: RouteMap['pathways'][number]): Column[] {
  const filled = clusters.filter(({ occupations }) => occupations.length > 0);
  if (filled.length === 0) return [];
  return (Object.keys(levelWords) as TechnicalLevel[]).map((level) => ({
    ...levelWords[level],
    clusters: filled
      .filter(({ cluster }) => cluster.level === level)
      .map(({ cluster, occupations }) => ({
        name: cluster.name,
        slug: cluster.slug,
        occupations: occupations.map(entryOf),
      })),
  }));
}

function awaitingOf({ awaiting, pathways }: RouteMap): (Entry & { pathway: string | null })[] {
  return [
    ...awaiting.map((occupation) => ({ ...entryOf(occupation), pathway: null })),
    ...pathways.flatMap((band) =>
      band.awaiting.map((occupation) => ({ ...entryOf(occupation), pathway: band.pathway.name })),
    ),
  ];
}

type Row = Entry & { pathway: string | null; cluster: string | null; soc: Occupation['soc2020'] };

function rowsOf({ awaiting, pathways }: RouteMap): Row[] {
  const row = (occupation: Occupation, pathway: string | null, cluster: string | null): Row => ({
    ...entryOf(occupation),
    pathway,
    cluster,
    soc: occupation.soc2020,
  });
  return [
    ...pathways.flatMap((band) => [
      ...band.clusters.flatMap(({ cluster, occupations }) =>
        occupations.map((occupation) => row(occupation, band.pathway.name, cluster.name)),
      ),
      ...band.awaiting.map((occupation) => row(occupation, band.pathway.name, null)),
    ]),
    ...awaiting.map((occupation) => row(occupation, null, null)),
  ];
}
