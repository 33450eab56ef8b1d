import { paths } from '@app/kernel';
import type { Occupation, OccupationStatus, PublishedMap, RouteMap, TechnicalLevel } from '@app/occupational-map';
import { occupationStatuses } from '@app/occupational-map';
import { addressOf } from './map-pages';
import { type Entry, entryOf, levelWords, statusWords } from './words';

/** What a reader chose on a route's page; null is everything. */
type Filter = { view: 'table' | null; level: number | null; status: OccupationStatus | null };

/** Reads the choice from the address; what is not understood counts as not chosen. */
export function readFilter(query: Readonly<Record<string, unknown>>): Filter {
  const level = Number(query.level);
  const status = occupationStatuses.find((one) => one === query.status && one !== 'retired');
  return {
    view: query.view === 'table' ? 'table' : null,
    level: Number.isInteger(level) && level >= 2 && level <= 7 ? level : null,
    status: status ?? null,
  };
}

/** All routes with what stands on them. */
export function routesView(map: PublishedMap) {
  const routes = map.routes.map(({ slug, name, summary }) => ({
    href: paths.map(slug),
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
  };
}

/** One route as a list and as a table; null where there is no such route. */
export function routeView(map: PublishedMap, slug: string, filter: Filter) {
  const found = map.mapOf(slug, keeps(filter));
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
    filtered: filter.level !== null || filter.status !== null,
    options: optionsOf(filter),
    links: { all: addressOf(paths.map(slug), { view: filter.view }), list: link(null), table: link('table') },
    pathways: found.pathways.map((band) => ({
      name: band.pathway.name,
      slug: band.pathway.slug,
      columns: columnsOf(band),
    })),
    awaiting: awaitingOf(found),
    shown: map.occupationsOn(slug).filter(keeps(filter)).length,
    rows: filter.view === 'table' ? rowsOf(found) : [],
  };
}

/** The occupations that are on no map any more. */
export function retiredView(map: PublishedMap) {
  const rows = map.retired.map((occupation) => {
    const successor = occupation.successor && map.occupation(occupation.successor);
    return {
      ...entryOf(occupation),
      route: occupation.retiredFrom && (map.route(occupation.retiredFrom)?.name ?? null),
      successor: successor ? entryOf(successor.occupation) : null,
    };
  });
  return { title: 'Retired occupations', section: 'maps', rows };
}

const keeps =
  ({ level, status }: Filter) =>
  (occupation: Occupation): boolean =>
    (level === null || occupation.level === level) && (status === null || occupation.status === status);

type Option = { value: string; text: string; selected: boolean };

function optionsOf(filter: Filter): { levels: Option[]; statuses: Option[] } {
  const option = (value: string, text: string, chosen: string | number | null): Option => ({
    value,
    text,
    selected: value === String(chosen ?? ''),
  });
  const statuses = occupationStatuses.filter((status) => status !== 'retired');
  return {
    levels: [
      option('', 'All levels', filter.level),
      ...[2, 3, 4, 5, 6, 7].map((level) => option(String(level), `Level ${level}`, filter.level)),
    ],
    statuses: [
      option('', 'All statuses', filter.status),
      ...statuses.map((status) => option(status, statusWords[status].text, filter.status)),
    ],
  };
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
