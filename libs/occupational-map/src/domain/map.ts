import type { Occupation } from './occupation';

/** The columns of a map. A cluster stands in exactly one of them. */
export const technicalLevels = ['technical', 'higher-technical', 'professional'] as const;
export type TechnicalLevel = (typeof technicalLevels)[number];

/** One of the 15 groupings of occupations. `officialId` is the id in the official maps, not alphabetical. */
export type Route = {
  slug: string;
  officialId: number;
  name: string;
  summary: string;
};

/** A subdivision of a route. */
export type Pathway = { slug: string; route: string; name: string };

/** The most closely related occupations of a pathway, at one technical level. */
export type Cluster = {
  slug: string;
  pathway: string;
  name: string;
  level: TechnicalLevel;
};

/** Where an occupation stands. Without a cluster it is awaiting placement. */
export type Placement = {
  route: string;
  pathway: string | null;
  cluster: string | null;
};

/** A directed link: who works in `from` can go on to `to`. */
export type Progression = { from: string; to: string };

/** A component of a T Level, and the references of the occupations that it covers. */
export type OccupationalSpecialism = {
  reference: string;
  name: string;
  covers: string[];
};

/** A T Level by its official (LARS) reference; `route` is the slug of the route it belongs to. */
export type TLevel = {
  reference: string;
  title: string;
  startYear: number | null;
  route: string | null;
  specialisms: OccupationalSpecialism[];
  /** Who awards it; absent where that is not known. */
  awardingOrganisation?: string;
};

/**
 * All maps at one instant, as plain values. Every record is keyed by a stable key: the slug of a route, pathway or
 * cluster, the reference of an occupation or T Level, and `progressionKey` of a link. Never changed in place.
 */
export type MapState = Readonly<{
  routes: Readonly<Record<string, Route>>;
  pathways: Readonly<Record<string, Pathway>>;
  clusters: Readonly<Record<string, Cluster>>;
  occupations: Readonly<Record<string, Occupation>>;
  /** By occupation reference. A retired occupation has none; every other has exactly one. */
  placements: Readonly<Record<string, Placement>>;
  progression: Readonly<Record<string, Progression>>;
  tLevels: Readonly<Record<string, TLevel>>;
}>;

/** An empty record without a prototype: what a form names is looked up in it, and `constructor` is no pathway. */
export function noneYet<T>(): Record<string, T> {
  return Object.create(null) as Record<string, T>;
}

/** A map with nothing on it. */
export const emptyMap: MapState = Object.freeze({
  routes: noneYet<Route>(),
  pathways: noneYet<Pathway>(),
  clusters: noneYet<Cluster>(),
  occupations: noneYet<Occupation>(),
  placements: noneYet<Placement>(),
  progression: noneYet<Progression>(),
  tLevels: noneYet<TLevel>(),
});

/** The key of a progression link in a `MapState`. */
export const progressionKey = (link: Progression): string => `${link.from}>${link.to}`;

/** The column that an occupation of this level stands in. */
export function technicalLevelOf(level: number): TechnicalLevel {
  if (level <= 3) return 'technical';
  return level <= 5 ? 'higher-technical' : 'professional';
}

/** Is it on a route and not yet in a cluster? */
export const isAwaitingPlacement = (placement: Placement): boolean => placement.cluster === null;
