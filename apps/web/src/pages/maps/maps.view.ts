import { paths } from '@app/kernel';
import type { Occupation, PublishedMap, RouteMap } from '@app/occupational-map';
import { chipsOf, type Filter, isFiltered, keeps, optionsOf } from './filter';
import { livingMap } from './living';
import { addressOf } from './map-pages';
import { posterFile, type Sheets, sheetsOf } from './poster';
import { sheetOf } from './sheet';
import { type Entry, entryOf, statusWords, type Tag, tagsOf } from './words';

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

/** With more occupations than these a map has contents on wide screens, too, and can be folded at once. */
const large = 100;

/**
 * One route as the living map or as a table of the same occupations; null where there is no such route.
 * @param site the address that its posters name, without a path
 */
export function routeView(map: PublishedMap, slug: string, filter: Filter, site: string) {
  const found = map.mapOf(slug, keeps(map, filter));
  if (!found) return null;
  const { route } = found;
  const plain = { ...filter, occupation: null, steps: null };
  const file = (pathway: string | null) =>
    addressOf(paths.mapPicture(slug), { ...filter, view: null, ...(pathway !== null && { pathway }) });
  const counts = map.counts(slug);
  const isTable = filter.view === 'table';
  const sheets = isTable ? null : sheetsOf(map, found, filter, site);
  return {
    title: route.name,
    section: 'maps',
    route,
    counts,
    pathwayCount: found.pathways.length,
    filter,
    filtered: isFiltered(filter),
    isLarge: counts.occupations > large,
    selects: optionsOf(map, slug, filter),
    chips: chipsOf(map, slug, filter),
    links: {
      all: addressOf(paths.map(slug), { view: filter.view }),
      map: addressOf(paths.map(slug), { ...plain, view: null }),
      table: addressOf(paths.map(slug), { ...plain, view: 'table' }),
    },
    ...livingMap(map, found, filter),
    sheet: isTable ? null : sheetOf(map, slug, filter),
    shown: map.occupationsOn(slug).filter(keeps(map, filter)).length,
    poster: sheets?.paper.name ?? null,
    sheets: sheets?.pictures ?? [],
    printing: sheets && printingOf(sheets),
    files: filesOf(found, sheets, file),
    rows: isTable ? rowsOf(found) : [],
  };
}

/** On what the page prints, as its button says. */
const printingOf = ({ paper, pictures }: Sheets): string =>
  `Print on ${pictures.length === 1 ? 'one' : pictures.length} ${paper.name.toUpperCase()} sheet${pictures.length === 1 ? '' : 's'}`;

/** The posters to take away: the whole route on one sheet, and one of each pathway where that is a large one. */
function filesOf(
  { pathways }: RouteMap,
  sheets: Sheets | null,
  file: (pathway: string | null) => string,
): { text: string; href: string }[] {
  const whole = { text: 'Download (SVG)', href: file(null) };
  if (sheets === null || sheets.pictures.length < 2) return [whole];
  return [whole, ...pathways.map(({ pathway }) => ({ text: `${pathway.name} (SVG)`, href: file(pathway.slug) }))];
}

/** The poster of a route as a file of its own; null where there is no such route. */
export function routePicture(map: PublishedMap, slug: string, filter: Filter, origin: string): string | null {
  const found = map.mapOf(slug, keeps(map, filter));
  return found && posterFile(map, found, filter, origin);
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

type Row = Entry & {
  standing: string;
  /** What holds for it beside its status. */
  flags: Tag[];
  pathway: string | null;
  cluster: string | null;
  soc: Occupation['soc2020'];
};

function rowsOf({ awaiting, pathways }: RouteMap): Row[] {
  const row = (occupation: Occupation, pathway: string | null, cluster: string | null): Row => ({
    ...entryOf(occupation),
    standing: statusWords[occupation.status].text,
    flags: tagsOf(occupation).slice(1),
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
