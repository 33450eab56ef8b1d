import { type FoundBy, search, type Segment } from '@app/search';
import type { Cluster, MapState, Pathway, Placement, Route, TechnicalLevel, TLevel } from './map';
import { isAwaitingPlacement, technicalLevels } from './map';
import type { Occupation } from './occupation';
import { isLive } from './occupation';
import { type MapThing, thingsOf, type UnitGroup } from './searchable';

export type EditionKind = 'day-to-day' | 'route-review';

/** What is said about an edition beside its content. */
export type Edition = {
  no: number;
  rootHash: string;
  publishedAt: Date;
  kind: EditionKind;
  note: string;
  revisionId: string | null;
};

/** One change that an edition made, in a sentence, and the keys (occupation references, route slugs) that it is about. */
export type EditionChange = { text: string; about: readonly string[] };

/** How many occupations stand on a route. */
type RouteCounts = {
  occupations: number;
  approved: number;
  awaitingPlacement: number;
  clusters: number;
};

/** An occupation that was found, and what of it answered. */
export type SearchHit = { occupation: Occupation; matched: { by: FoundBy; text: string } };

/** What a search found, best first. `corrected` is the query as it was understood, where it held a typing error. */
export type Found = { hits: readonly SearchHit[]; corrected: string | null };

/** How many at most, and which occupations count. */
type Wanted = { limit: number; keep?: (occupation: Occupation) => boolean };

/** An occupation and where it stands; a retired one stands nowhere. */
export type Placed = { occupation: Occupation; placement: Placement | null };

type ClusterBand = {
  cluster: Cluster;
  occupations: readonly Occupation[];
};
export type PathwayBand = {
  pathway: Pathway;
  clusters: readonly ClusterBand[];
  awaiting: readonly Occupation[];
};
/** A whole route as it is read: pathways, their clusters, and the occupations that await a pathway. */
export type RouteMap = {
  route: Route;
  pathways: readonly PathwayBand[];
  awaiting: readonly Occupation[];
};

/** A T Level that covers an occupation, by one of its specialisms. */
type Coverage = { tLevel: TLevel; specialism: string };

/** One edition in memory, ready to be read: everything on it is looked up, nothing is worked out per request. */
export class PublishedMap {
  readonly routes: readonly Route[];
  readonly tLevels: readonly TLevel[];
  /** Live occupations in order of title. */
  readonly occupations: readonly Occupation[];
  readonly retired: readonly Occupation[];
  private readonly onRoute = new Map<string, Occupation[]>();
  private readonly to = new Map<string, Occupation[]>();
  private readonly from = new Map<string, Occupation[]>();
  private readonly coverage = new Map<string, Coverage[]>();
  private found: Segment<MapThing> | null = null;

  constructor(
    readonly edition: Edition,
    readonly state: MapState,
    private readonly unitGroups: readonly UnitGroup[] = [],
  ) {
    this.routes = Object.values(state.routes).sort(byName);
    this.tLevels = Object.values(state.tLevels).sort((a, b) => compare(a.title, b.title));
    const all = Object.values(state.occupations).sort(byTitle);
    this.occupations = all.filter(isLive);
    this.retired = all.filter((occupation) => !isLive(occupation));
    for (const occupation of this.occupations) {
      push(this.onRoute, state.placements[occupation.reference]?.route, occupation);
    }
    this.indexProgression();
    this.indexTLevels();
  }

  route(slug: string): Route | null {
    return own(this.state.routes, slug);
  }

  pathway(slug: string): Pathway | null {
    return own(this.state.pathways, slug);
  }

  cluster(slug: string): Cluster | null {
    return own(this.state.clusters, slug);
  }

  /** The occupation with this reference, retired ones too. */
  occupation(reference: string): Placed | null {
    const occupation = own(this.state.occupations, reference);
    return (
      occupation && {
        occupation,
        placement: own(this.state.placements, reference),
      }
    );
  }

  /** The route that an occupation stands on; null for one that is retired, or not known. */
  routeOf({ reference }: Pick<Occupation, 'reference'>): Route | null {
    const placement = own(this.state.placements, reference);
    return placement && this.route(placement.route);
  }

  /** The live occupations on a route, in order of title. */
  occupationsOn(route: string): readonly Occupation[] {
    return this.onRoute.get(route) ?? [];
  }

  /** What replaces a retired occupation: all of them where it was split, none where none was named. */
  replacing({ successor, successors }: Occupation): readonly Occupation[] {
    const references = successors ?? (successor ? [successor] : []);
    return references.flatMap((reference) => this.occupation(reference)?.occupation ?? []);
  }

  counts(route: string): RouteCounts {
    const occupations = this.occupationsOn(route);
    return {
      occupations: occupations.length,
      approved: occupations.filter(({ status }) => status === 'approved').length,
      awaitingPlacement: occupations.filter((o) => isAwaitingPlacement(this.placementOf(o))).length,
      clusters: Object.values(this.state.clusters).filter((c) => this.pathway(c.pathway)?.route === route).length,
    };
  }

  /** The route with pathways and clusters in reading order; only the occupations that `keep` lets through. */
  mapOf(slug: string, keep: (occupation: Occupation) => boolean = () => true): RouteMap | null {
    const route = this.route(slug);
    if (!route) return null;
    const kept = this.occupationsOn(slug).filter(keep);
    const at = (pathway: string | null, cluster: string | null) =>
      kept.filter((occupation) => {
        const place = this.placementOf(occupation);
        return place.pathway === pathway && place.cluster === cluster;
      });
    const pathways = this.pathwaysOf(slug).map((pathway) => ({
      pathway,
      clusters: this.clustersOf(pathway.slug).map((cluster) => ({
        cluster,
        occupations: at(pathway.slug, cluster.slug),
      })),
      awaiting: at(pathway.slug, null),
    }));
    return { route, pathways, awaiting: at(null, null) };
  }

  pathwaysOf(route: string): readonly Pathway[] {
    return Object.values(this.state.pathways)
      .filter((pathway) => pathway.route === route)
      .sort(byName);
  }

  /** The clusters of a pathway, column by column. */
  clustersOf(pathway: string): readonly Cluster[] {
    return Object.values(this.state.clusters)
      .filter((cluster) => cluster.pathway === pathway)
      .sort((a, b) => column(a.level) - column(b.level) || byName(a, b));
  }

  /** The occupations that this one leads to. */
  leadsTo(reference: string): readonly Occupation[] {
    return this.to.get(reference) ?? [];
  }

  /** The occupations that lead to this one. */
  comesFrom(reference: string): readonly Occupation[] {
    return this.from.get(reference) ?? [];
  }

  tLevel(reference: string): TLevel | null {
    return own(this.state.tLevels, reference);
  }

  /** All versions of a T Level, which share its title, the newest first. */
  versionsOf({ title }: TLevel): readonly TLevel[] {
    return this.tLevels.filter((one) => one.title === title).sort((a, b) => (b.startYear ?? 0) - (a.startYear ?? 0));
  }

  tLevelsCovering(reference: string): readonly Coverage[] {
    return this.coverage.get(reference) ?? [];
  }

  /** Everything of this edition that a search finds; made when somebody first asks. */
  get things(): Segment<MapThing> {
    this.found ??= thingsOf(this, this.unitGroups);
    return this.found;
  }

  /** Occupations by title, job title, keyword, statement or code, best first, with what of each answered. */
  find(query: string, { limit, keep = () => true }: Wanted): Found {
    const kept = ({ occupation }: MapThing): boolean => occupation !== undefined && keep(occupation);
    const { hits, corrected } = search([this.things], query, { keep: kept });
    const found = hits
      .slice(0, limit)
      .flatMap(({ thing: { occupation }, by, text }) => (occupation ? [{ occupation, matched: { by, text } }] : []));
    return { hits: found, corrected };
  }

  private placementOf(occupation: Occupation): Placement {
    return this.state.placements[occupation.reference];
  }

  private indexProgression(): void {
    for (const link of Object.values(this.state.progression)) {
      const [from, to] = [this.state.occupations[link.from], this.state.occupations[link.to]];
      if (!from || !to) continue;
      push(this.to, from.reference, to);
      push(this.from, to.reference, from);
    }
    for (const ends of [...this.to.values(), ...this.from.values()]) {
      ends.sort((a, b) => a.level - b.level || byTitle(a, b));
    }
  }

  private indexTLevels(): void {
    for (const tLevel of this.tLevels) {
      for (const { name, covers } of tLevel.specialisms) {
        for (const reference of covers) push(this.coverage, reference, { tLevel, specialism: name });
      }
    }
  }
}

const compare = (a: string, b: string): number => a.localeCompare(b, 'en-GB', { sensitivity: 'base' });
const byName = (a: { name: string }, b: { name: string }): number => compare(a.name, b.name);
const byTitle = (a: Occupation, b: Occupation): number =>
  compare(a.title, b.title) || compare(a.reference, b.reference);
const column = (level: TechnicalLevel): number => technicalLevels.indexOf(level);

/** A key that came from an address must not find what every object inherits. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | null =>
  Object.hasOwn(record, key) ? record[key] : null;

function push<T>(lists: Map<string, T[]>, key: string | undefined, value: T): void {
  if (key === undefined) return;
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
