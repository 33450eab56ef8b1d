import { paths } from '@app/kernel';
import type { Occupation, PublishedMap, RouteMap } from '@app/occupational-map';
import { type Box, escape } from '../../pictures/svg';
import { type Band, type ClusterBox, type Layout, layoutRoute, type OccupationBox, sizes } from './layout';
import { levelWords, tagsOf } from './words';

/** The badges of an occupation in the picture: what can be taken for it, and what stands in its way. */
export function badgesOf(map: PublishedMap, occupation: Occupation): string[] {
  const { products, standard, status } = occupation;
  const has = (kind: Occupation['products'][number]['kind']) => products.some((product) => product.kind === kind);
  const notYet = {
    'in-development': 'In development',
    'proposal-in-development': 'Proposal in development',
    'awaiting-interest': 'Awaiting interest',
  };
  return [
    `Level ${occupation.level}`,
    ...(has('apprenticeship') || standard?.status === 'approved' ? ['Apprenticeship'] : []),
    ...(map.tLevelsCovering(occupation.reference).length > 0 ? ['T Level'] : []),
    ...(has('higher-technical-qualification') ? ['HTQ'] : []),
    ...(status in notYet ? [notYet[status as keyof typeof notYet]] : []),
    ...(occupation.pausedForStarts ? ['Paused'] : []),
  ];
}

/** The picture of a route as SVG: links go to `origin`, arrows to and from the occupation that was chosen. */
export function pictureOf(map: PublishedMap, route: RouteMap, chosen: string | null, origin = ''): string {
  const layout = layoutRoute({ route, linked: linkedBeyond(map, route, chosen), badges: (one) => badgesOf(map, one) });
  const title = `Map of ${route.route.name}`;
  const desc =
    'Pathways are bands, one below the other. In each band clusters stand in three columns: Technical, Higher Technical and Professional. Every occupation is a link.';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="waymark-picture" role="group" aria-labelledby="picture-title picture-desc" width="${layout.width + 2}" height="${layout.height}" viewBox="-1 -1 ${layout.width + 2} ${layout.height}" font-family="Helvetica Neue, Helvetica, Arial, sans-serif" color="#0b0c0c">`,
    `<title id="picture-title">${escape(title)}</title><desc id="picture-desc">${desc}</desc>`,
    ...layout.columns.map(columnHead),
    ...layout.bands.map((band) => bandOf(band, highlightsOf(map, chosen), origin)),
    ...arrowsOf(map, layout, chosen),
    '</svg>',
  ].join('\n');
}

/** The height of a page of paper in landscape (A4 or A3, within its margins), in the units of the picture. */
const pageHeight = 770;
/** What each page but the first says again on top of its part: the columns, and the pathway that goes on. */
const againHeight = sizes.header + 28;
const partHeight = pageHeight - againHeight;

/** The same picture for paper, in pages of which none cuts an occupation: the drawing once, and each page's part of it. */
export function picturePages(map: PublishedMap, route: RouteMap, chosen: string | null): string {
  const badges = (one: Occupation) => badgesOf(map, one);
  const layout = layoutRoute({ route, linked: linkedBeyond(map, route, chosen), badges, pageHeight: partHeight });
  const drawn = [
    ...layout.columns.map(columnHead),
    ...layout.bands.map((band) => bandOf(band, highlightsOf(map, chosen), '')),
    ...arrowsOf(map, layout, chosen),
  ];
  const font = 'font-family="Helvetica Neue, Helvetica, Arial, sans-serif" color="#0b0c0c"';
  const pages = Array.from({ length: Math.ceil(layout.height / partHeight) }, (_, at) => pageOf(layout, at, font));
  return `<svg width="0" height="0"><g id="picture-pages" ${font}>${drawn.join('')}</g></svg>${pages.join('')}`;
}

function pageOf({ width, columns, bands }: Layout, at: number, font: string): string {
  const from = at * partHeight;
  const wide = `x="-1" width="${width + 2}"`;
  const part = (y: number) =>
    `<svg ${wide} y="${y}" height="${partHeight}" viewBox="-1 ${from - 1} ${width + 2} ${partHeight}"><use href="#picture-pages"/></svg>`;
  const open = `<svg xmlns="http://www.w3.org/2000/svg" class="waymark-picture-page" viewBox="-1 -1 ${width + 2} ${pageHeight}" ${font}>`;
  if (at === 0) return `${open}${part(-1)}</svg>`;
  const goesOn = bands.find(({ y, height }) => y < from && y + height > from);
  const again = goesOn ? text(sizes.gap, sizes.header + 14, 15, `${goesOn.name} (continued)`, bold) : '';
  return `${open}${columns.map(columnHead).join('')}${again}${part(againHeight)}</svg>`;
}

/** What the chosen occupation is linked to by progression and the picture does not hold otherwise. */
function linkedBeyond(map: PublishedMap, { pathways, awaiting }: RouteMap, chosen: string | null): Occupation[] {
  if (chosen === null) return [];
  const shown = new Set(
    [...awaiting, ...pathways.flatMap((p) => [...p.awaiting, ...p.clusters.flatMap((c) => c.occupations)])].map(
      (o) => o.reference,
    ),
  );
  if (!shown.has(chosen)) return [];
  const ends = new Map([...map.leadsTo(chosen), ...map.comesFrom(chosen)].map((one) => [one.reference, one]));
  return [...ends.values()].filter(({ reference }) => !shown.has(reference));
}

const rect = ({ x, y, width, height }: Box, rest: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${rest}/>`;

const text = (x: number, y: number, size: number, words: string, rest = ''): string =>
  `<text x="${x}" y="${y}" font-size="${size}" fill="currentColor"${rest}>${escape(words)}</text>`;

const bold = ' font-weight="700"';

const columnHead = (box: Layout['columns'][number]): string =>
  rect(box, 'fill="#eef3f2" stroke="#1f4e4a"') +
  text(box.x + sizes.pad, box.y + 20, 16, levelWords[box.level].name, bold) +
  text(box.x + sizes.pad, box.y + 39, 14, levelWords[box.level].levels);

/** The occupation that was chosen, and those that progression links to it: what of each is said, by reference. */
type Highlights = ReadonlyMap<string, 'chosen' | 'comes before it' | 'follows it'>;

function highlightsOf(map: PublishedMap, chosen: string | null): Highlights {
  const highlights = new Map<string, 'chosen' | 'comes before it' | 'follows it'>();
  if (chosen === null) return highlights;
  for (const { reference } of map.comesFrom(chosen)) highlights.set(reference, 'comes before it');
  for (const { reference } of map.leadsTo(chosen)) highlights.set(reference, 'follows it');
  return highlights.set(chosen, 'chosen');
}

function bandOf(band: Band, highlights: Highlights, origin: string): string {
  const dashes = band.kind === 'pathway' ? '' : ' stroke-dasharray="6 4"';
  const label = `<g role="group" aria-label="${escape(band.name)}">`;
  const frame = rect(band, `fill="#ffffff" stroke="#505a5f"${dashes}`);
  const name = text(band.x + sizes.gap, band.y + 24, 17, band.name, bold);
  return `${label}${frame}${name}${band.clusters.map((one) => clusterOf(one, highlights, origin)).join('')}</g>`;
}

function clusterOf(box: ClusterBox, highlights: Highlights, origin: string): string {
  const lines = box.lines.map((line, at) =>
    text(box.x + sizes.pad, box.y + 24 + at * sizes.line, sizes.title, line, bold),
  );
  const items = box.items.map((item) => occupationOf(item, highlights.get(item.occupation.reference), origin));
  return rect(box, 'fill="#f6f7f7" stroke="#b1b4b6"') + lines.join('') + items.join('');
}

function occupationOf(box: OccupationBox, highlight: ReturnType<Highlights['get']>, origin: string): string {
  const { occupation, badges, lines } = box;
  const chosen = highlight === 'chosen';
  const linked = highlight !== undefined && !chosen;
  const tags = tagsOf(occupation).map((tag) => tag.text);
  const said = [occupation.title, ...tags, ...badges.map((badge) => badge.text), ...(linked ? [highlight] : [])];
  const label = [...new Set(said)].join(', ');
  const frame = rect(
    box,
    `fill="${linked ? '#eef3f2' : '#ffffff'}" stroke="#1f4e4a" stroke-width="${chosen ? 4 : linked ? 2.5 : 1}"`,
  );
  const titles = lines.map((line, at) =>
    text(box.x + sizes.pad, box.y + 23 + at * sizes.line, sizes.title, line, ' class="waymark-picture__title"'),
  );
  const marks = badges.map(
    (badge) =>
      rect(badge, 'fill="none" stroke="#505a5f" rx="3"') +
      text(badge.x + badge.width / 2, badge.y + 14, sizes.small, badge.text, ' text-anchor="middle"'),
  );
  const href = escape(origin + paths.occupation(occupation.reference));
  const current = chosen ? ' aria-current="true"' : '';
  return `<a href="${href}" aria-label="${escape(label)}"${current}>${frame}${titles.join('')}${marks.join('')}</a>`;
}

function arrowsOf(map: PublishedMap, { bands }: Layout, chosen: string | null): string[] {
  const items = bands.flatMap((band) => band.clusters.flatMap((cluster) => cluster.items));
  const at = new Map(items.map((item) => [item.occupation.reference, item]));
  const centre = chosen === null ? undefined : at.get(chosen);
  if (!centre || chosen === null) return [];
  const known = (ends: readonly Occupation[]) => ends.flatMap(({ reference }) => at.get(reference) ?? []);
  return [
    ...known(map.leadsTo(chosen)).map((end) => arrow(centre, end)),
    ...known(map.comesFrom(chosen)).map((start) => arrow(start, centre)),
  ];
}

/** A curve from one occupation to another with a head at its end; within a column it leaves and arrives on the left. */
export function arrow(from: Box, to: Box): string {
  const [y1, y2] = [from.y + from.height / 2, to.y + to.height / 2];
  const onward = to.x > from.x;
  const x1 = onward ? from.x + from.width : from.x;
  const x2 = onward || to.x === from.x ? to.x : to.x + to.width;
  const heading = x2 === to.x ? -1 : 1;
  const bend = onward ? x1 + 28 : x1 - 28;
  const line = `M${x1} ${y1} C${bend} ${y1} ${x2 + heading * 28} ${y2} ${x2 + heading * 6} ${y2}`;
  const head = `M${x2} ${y2} l${heading * 9} -5 v10 z`;
  return `<g class="waymark-picture__arrow" aria-hidden="true"><path d="${line}" fill="none" stroke="#1f4e4a" stroke-width="2.5"/><path d="${head}" fill="#1f4e4a"/></g>`;
}
