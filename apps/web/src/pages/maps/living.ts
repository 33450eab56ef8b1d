import { paths } from '@app/kernel';
import {
  type Occupation,
  type PublishedMap,
  reachOf,
  type RouteMap,
  shortTitles,
  type TechnicalLevel,
  technicalLevelOf,
  technicalLevels,
} from '@app/occupational-map';
import type { Filter } from './filter';
import { addressOf } from './map-pages';
import { levelWords, noteOf } from './words';

/** An occupation as a row of the map; `to` are the references that it leads to, for the script that draws the curves. */
export type MapRow = {
  id: string;
  href: string;
  title: string;
  short: string;
  level: number;
  status: Occupation['status'];
  note: string;
  to: string;
  state: 'here' | 'lit' | null;
};

/** What stands together under a ruled heading: a cluster, or those of one pathway, or of none, that have no cluster yet. */
export type RowGroup = {
  slug: string | null;
  name: string | null;
  level: TechnicalLevel;
  occupations: readonly Occupation[];
};

/** A pathway with its clusters, those without an occupation apart; or (`slug` null) the band of what awaits its placement. */
export type Band = {
  slug: string | null;
  name: string;
  groups: readonly RowGroup[];
  empty: readonly { slug: string; name: string }[];
};

/** The bands of a route in reading order, as the page and its poster have them. */
export function bandsOf({ pathways, awaiting }: RouteMap): Band[] {
  const unplaced = [
    ...byLevel(null, awaiting),
    ...pathways.flatMap((band) => byLevel(`In ${band.pathway.name}`, band.awaiting)),
  ];
  return [
    ...pathways.map(({ pathway, clusters }) => ({
      slug: pathway.slug,
      name: pathway.name,
      groups: filled(
        clusters.map(({ cluster, occupations }) => ({
          slug: cluster.slug,
          name: cluster.name,
          level: cluster.level,
          occupations: risingFrom(occupations),
        })),
      ),
      empty: clusters.filter(({ occupations }) => occupations.length === 0).map(({ cluster }) => cluster),
    })),
    { slug: null, name: 'Awaiting placement', groups: unplaced, empty: [] },
  ];
}

const byLevel = (name: string | null, occupations: readonly Occupation[]): RowGroup[] =>
  filled(
    technicalLevels.map((level) => ({
      slug: null,
      name,
      level,
      occupations: risingFrom(occupations.filter((one) => technicalLevelOf(one.level) === level)),
    })),
  );

const risingFrom = (occupations: readonly Occupation[]) => [...occupations].sort((a, b) => a.level - b.level);

const filled = (groups: readonly RowGroup[]): RowGroup[] => groups.filter(({ occupations }) => occupations.length > 0);

/** Which occupations are lit: the chosen one and what its steps reach, the direct ones or all, on and back. */
export function litBy(map: PublishedMap, { occupation, steps }: Filter): ReadonlySet<string> {
  if (occupation === null) return new Set();
  const most = steps === 'all' ? Infinity : 1;
  const reached = [...reachOf(map, [occupation], 'onward', most), ...reachOf(map, [occupation], 'back', most)];
  return new Set([occupation, ...reached.map((one) => one.occupation.reference)]);
}

/** The address of the map with this occupation chosen; it leads to the row, so that it is seen. */
export const choosing = (slug: string, filter: Filter | null, reference: string): string =>
  `${addressOf(paths.map(slug), { ...filter, view: null, occupation: reference })}#${reference}`;

/** The living map of a route: its bands with three columns each, their rows as they are read and lit. */
export function livingMap(map: PublishedMap, route: RouteMap, filter: Filter) {
  const slug = route.route.slug;
  const shorten = shortTitles(map.occupationsOn(slug).map(({ title }) => title));
  const lit = litBy(map, filter);
  const rowOf = (one: Occupation): MapRow => ({
    id: one.reference,
    // The way from the chosen one is to what is said about it.
    href: one.reference === filter.occupation ? '#sheet' : choosing(slug, filter, one.reference),
    title: one.title,
    short: shorten(one.title),
    level: one.level,
    status: one.status,
    note: noteOf(map, one),
    to: map
      .leadsTo(one.reference)
      .map(({ reference }) => reference)
      .join(' '),
    state: one.reference === filter.occupation ? 'here' : lit.has(one.reference) ? 'lit' : null,
  });
  const bands = bandsOf(route).map((band) => ({
    ...band,
    count: band.groups.reduce((sum, { occupations }) => sum + occupations.length, 0),
    columns: technicalLevels.map((level) => ({
      ...levelWords[level],
      groups: band.groups
        .filter((group) => group.level === level)
        .map(({ occupations, ...group }) => ({ ...group, rows: occupations.map(rowOf) })),
    })),
  }));
  return {
    levels: technicalLevels.map((level) => levelWords[level]),
    pathways: bands.filter((band) => band.slug !== null),
    awaiting: bands.filter((band) => band.slug === null)[0],
  };
}
