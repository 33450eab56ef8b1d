import {
  type Occupation,
  type RouteMap,
  type TechnicalLevel,
  technicalLevelOf,
  technicalLevels,
} from '@app/occupational-map';
import { bolder, widthOf } from '../../pictures/letters';
import { type Box, wrap } from '../../pictures/svg';

/** A short label with a border, below the title of an occupation. */
type Badge = Box & { text: string };
export type OccupationBox = Box & { occupation: Occupation; lines: string[]; badges: Badge[] };
/** A cluster, or the occupations of one column that have none. */
export type ClusterBox = Box & { name: string | null; lines: string[]; items: OccupationBox[] };
/** A pathway across the three columns; `awaiting` and `linked` are the bands of what stands in no cluster of this route. */
export type Band = Box & { kind: 'pathway' | 'awaiting' | 'linked'; name: string; clusters: ClusterBox[] };
/** A whole route, ready to be drawn. */
export type Layout = { width: number; height: number; columns: (Box & { level: TechnicalLevel })[]; bands: Band[] };

/** What is drawn of a route: its bands, what else is linked to the chosen occupation, and the badges of an occupation. */
type Drawing = {
  route: RouteMap;
  linked?: readonly Occupation[];
  badges: (occupation: Occupation) => readonly string[];
  /** For paper: the height of a page; no occupation is then cut by the end of one. */
  pageHeight?: number | null;
};

/** Where something of this height begins that would begin at `y`: there, or on the next page where it would be cut. */
type Fit = (y: number, height: number) => number;

const fitOn =
  (page: number | null): Fit =>
  (y, height) =>
    page === null || Math.floor(y / page) === Math.floor((y + height) / page) ? y : Math.ceil(y / page) * page + 8;

/** Measures that the printer of the picture shares: the heights of lines and the sizes of letters. */
export const sizes = {
  width: 1140,
  header: 56,
  bandName: 36,
  gap: 16,
  pad: 12,
  line: 20,
  badge: 22,
  title: 15,
  small: 12,
} as const;

const columnWidth = (sizes.width - 4 * sizes.gap) / 3;
const itemWidth = columnWidth - 2 * sizes.pad;
const columnX = (level: TechnicalLevel): number =>
  sizes.gap + technicalLevels.indexOf(level) * (columnWidth + sizes.gap);

type Group = { level: TechnicalLevel; name: string | null; occupations: readonly Occupation[] };

/** Lays a route out: bands one below the other, in each band three columns, in each column clusters, in each cluster occupations. */
export function layoutRoute({ route, linked = [], badges, pageHeight = null }: Drawing): Layout {
  const fit = fitOn(pageHeight);
  const columns = technicalLevels.map((level) => ({
    level,
    x: columnX(level),
    y: 0,
    width: columnWidth,
    height: sizes.header - 8,
  }));
  const awaiting = [...route.awaiting, ...route.pathways.flatMap((band) => band.awaiting)];
  const wanted: { kind: Band['kind']; name: string; groups: Group[] }[] = [
    ...route.pathways.map(({ pathway, clusters }) => ({
      kind: 'pathway' as const,
      name: pathway.name,
      groups: clusters.map(({ cluster, occupations }) => ({ level: cluster.level, name: cluster.name, occupations })),
    })),
    { kind: 'awaiting', name: 'Awaiting placement', groups: byLevel(awaiting) },
    {
      kind: 'linked',
      name: 'Linked by progression, from other routes or hidden by the filters',
      groups: byLevel(linked),
    },
  ];
  let y: number = sizes.header;
  const bands: Band[] = [];
  for (const { kind, name, groups } of wanted) {
    const filled = groups.filter(({ occupations }) => occupations.length > 0);
    if (filled.length === 0) continue;
    // Its name does not stand alone at the end of a page: a cluster's name and an occupation follow it there.
    const start = fit(y, sizes.bandName + 8 * sizes.line);
    const band = { kind, name, ...bandAt(start, filled, { badges, fit }) };
    bands.push(band);
    y = start + band.height + sizes.gap;
  }
  return { width: sizes.width, height: y, columns, bands };
}

const byLevel = (occupations: readonly Occupation[]): Group[] =>
  technicalLevels.map((level) => ({
    level,
    name: null,
    occupations: occupations.filter((occupation) => technicalLevelOf(occupation.level) === level),
  }));

type Rules = Pick<Drawing, 'badges'> & { fit: Fit };

function bandAt(y: number, groups: readonly Group[], rules: Rules): Box & { clusters: ClusterBox[] } {
  const next = { technical: 0, 'higher-technical': 0, professional: 0 };
  const top = y + sizes.bandName;
  const clusters = groups.map((group) => {
    const box = clusterAt(columnX(group.level), top + next[group.level], group, rules);
    next[group.level] = box.y + box.height + sizes.gap - top;
    return box;
  });
  return { x: 0, y, width: sizes.width, height: sizes.bandName + Math.max(...Object.values(next)), clusters };
}

function clusterAt(x: number, from: number, { name, occupations }: Group, { badges, fit }: Rules): ClusterBox {
  const lines = name === null ? [] : wrap(name, itemWidth / bolder, sizes.title);
  const [first] = occupations;
  const headHeight = sizes.pad + lines.length * sizes.line + 6;
  const y = fit(from, headHeight + (first ? itemAt(x, 0, first, badges(first)).height : 0));
  let at = y + sizes.pad + lines.length * sizes.line + (name === null ? 0 : 6);
  const items = occupations.map((occupation) => {
    const put = (top: number) => itemAt(x + sizes.pad, top, occupation, badges(occupation));
    const item = put(fit(at, put(at).height));
    at = item.y + item.height + 8;
    return item;
  });
  return { x, y, width: columnWidth, height: at - 8 + sizes.pad - y, name, lines, items };
}

function itemAt(x: number, y: number, occupation: Occupation, texts: readonly string[]): OccupationBox {
  const lines = wrap(occupation.title, itemWidth - 2 * sizes.pad, sizes.title);
  let [across, down] = [x + sizes.pad, y + 8 + lines.length * sizes.line + 2];
  const badges = texts.map((text) => {
    const width = Math.ceil(widthOf(text, sizes.small)) + 14;
    if (across > x + sizes.pad && across + width > x + itemWidth - sizes.pad) {
      across = x + sizes.pad;
      down += sizes.badge + 4;
    }
    const badge = { text, x: across, y: down, width, height: sizes.badge - 2 };
    across += width + 6;
    return badge;
  });
  const end = badges.length > 0 ? down + sizes.badge : down;
  return { x, y, width: itemWidth, height: end + 8 - y, occupation, lines, badges };
}
