import { formatLondon, paths } from '@app/kernel';
import { type PublishedMap, type RouteMap, shortTitles } from '@app/occupational-map';
import { type Paper, papers } from '../../pictures/paper';
import { lookOf } from '../../pictures/route-looks';
import { type Filter, isFiltered } from './filter';
import { type Band, bandsOf, litBy } from './living';
import { addressOf } from './map-pages';
import { drawPoster, type Drawing } from './poster-drawing';
import { posterOn, type PosterLayout, type Words } from './poster-layout';
import { noteOf } from './words';

/** What a route is on paper: one sheet, or several where that is too much for A3. */
export type Sheets = { paper: Paper; pictures: string[] };

const margin = 30;

/** A route on the sheets that print with its page: on A4 where it fits, else on A3, else as many pathways a sheet as fit. */
export function sheetsOf(map: PublishedMap, route: RouteMap, filter: Filter, site: string): Sheets {
  const layouts = laidOut(map, filter, `sheets of ${route.route.slug}`, () => layoutsOf(map, route));
  const pictures = layouts.map((layout, at) => {
    const part = { of: layouts.length, no: at + 1, site };
    return drawPoster(layout, { ...drawingOf(map, route, filter, part), margin: 0, origin: null });
  });
  return { paper: layouts[0].paper, pictures };
}

function layoutsOf(map: PublishedMap, route: RouteMap): PosterLayout[] {
  const [bands, words] = [bandsOf(route), wordsOf(map, route)];
  const [a4, a3] = papers;
  const whole = posterOn(a4, bands, words) ?? posterOn(a3, bands, words);
  if (whole) return [whole];
  return (
    byPathway(a4, bands, words) ?? byPathway(a3, bands, words) ?? filled(bands).map((one) => onAnyPaper([one], words))
  );
}

/** The layouts that were made last of each map in memory: where everything stands is the same whichever occupation is chosen. */
const made = new WeakMap<PublishedMap, Map<string, PosterLayout[]>>();
const mostKept = 30;

/** The layouts of what the filter leaves of this map, made once and kept for a while. */
function laidOut(map: PublishedMap, filter: Filter, what: string, make: () => PosterLayout[]): PosterLayout[] {
  const kept = made.get(map) ?? new Map<string, PosterLayout[]>();
  made.set(map, kept);
  const key = addressOf(what, { ...filter, view: null, occupation: null, steps: null });
  const layouts = kept.get(key) ?? make();
  kept.delete(key);
  kept.set(key, layouts);
  if (kept.size > mostKept) kept.delete([...kept.keys()][0]);
  return layouts;
}

const filled = (bands: readonly Band[]): Band[] => bands.filter(({ groups }) => groups.length > 0);

/** As many pathways on each sheet as it takes, in order; null where one alone is too much. */
function byPathway(paper: Paper, bands: readonly Band[], words: Words): PosterLayout[] | null {
  const sheets: { bands: Band[]; layout: PosterLayout }[] = [];
  for (const band of filled(bands)) {
    const last = sheets.at(-1);
    const joined = last && posterOn(paper, [...last.bands, band], words);
    const alone = joined ? null : posterOn(paper, [band], words);
    if (last && joined) Object.assign(last, { bands: [...last.bands, band], layout: joined });
    else if (alone) sheets.push({ bands: [band], layout: alone });
    else return null;
  }
  return sheets.map(({ layout }) => layout);
}

/** The whole route as a file: on the smallest paper that takes it, margins included, with links to this site. */
export function posterFile(map: PublishedMap, route: RouteMap, filter: Filter, site: string): string {
  const [layout] = laidOut(map, filter, `file of ${route.route.slug}`, () => [
    onAnyPaper(bandsOf(route), wordsOf(map, route)),
  ]);
  const drawing = drawingOf(map, route, filter, { of: 1, no: 1, site });
  return drawPoster(layout, { ...drawing, margin, origin: site });
}

/** On the smallest paper that takes it; what is too much even for the largest stands on one that is larger still. */
function onAnyPaper(bands: readonly Band[], words: Words): PosterLayout {
  for (const paper of papers) {
    const layout = posterOn(paper, bands, words);
    if (layout) return layout;
  }
  const [largest] = papers.slice(-1);
  for (let times = 2; ; times *= 2) {
    const paper = { name: largest.name, width: largest.width * times, height: largest.height * times };
    const layout = posterOn(paper, bands, words);
    if (layout) return layout;
  }
}

/** Titles as pictures have them, cut by what stands on the whole route. */
function wordsOf(map: PublishedMap, { route }: RouteMap): Words {
  const shorten = shortTitles(map.occupationsOn(route.slug).map(({ title }) => title));
  return { title: (one) => shorten(one.title), note: (one) => noteOf(map, one) };
}

/** Which of how many sheets it is, and the site whose map it shows. */
type Part = { no: number; of: number; site: string };

function drawingOf(
  map: PublishedMap,
  { route }: RouteMap,
  filter: Filter,
  { no, of, site }: Part,
): Omit<Drawing, 'margin' | 'origin'> {
  const { edition } = map;
  const { occupations, clusters, awaitingPlacement } = map.counts(route.slug);
  const pathways = map.pathwaysOf(route.slug).length;
  const counts = [
    [occupations, 'occupation'],
    [pathways, 'pathway'],
    [clusters, 'cluster'],
  ] as const;
  return {
    title: route.name,
    meta: [
      ...counts.map(([count, word]) => `${count} ${word}${count === 1 ? '' : 's'}`),
      ...(awaitingPlacement > 0 ? [`${awaitingPlacement} awaiting placement`] : []),
      ...(isFiltered(filter) ? ['filtered: not all are shown'] : []),
      ...(of > 1 ? [`sheet ${no} of ${of}`] : []),
    ].join(' · '),
    look: lookOf(route.officialId),
    foot: `Edition ${edition.no}, published ${formatLondon(edition.publishedAt, 'date')}`,
    address: site + paths.map(route.slug),
    chosen: filter.occupation,
    lit: litBy(map, filter),
    all: filter.steps === 'all',
    leadsTo: (reference) => map.leadsTo(reference).map((one) => one.reference),
  };
}
