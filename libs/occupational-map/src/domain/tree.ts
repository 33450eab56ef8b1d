import type { Cluster, MapState, Pathway, Placement, Progression, Route, TLevel } from './map';
import { emptyMap, progressionKey } from './map';
import {
  type ClusterContent,
  type MapContent,
  type MapNode,
  type MapNodeKind,
  type MapTree,
  nodeOf,
  type PathwayContent,
  type ProgressionContent,
  type RouteContent,
} from './node';
import { type Step, stepBetween } from './step';

/**
 * A state with the root of its tree, and what makes the tree of a state that follows cheap: the nodes of a cluster that
 * did not change are not made again. Never changed in place.
 */
export type Planted = {
  readonly state: MapState;
  readonly root: string;
  /** The occupations at each place, by reference in order: in a cluster, awaiting in a pathway or on a route, or retired. */
  readonly places: ReadonlyMap<string, readonly string[]>;
  /** Each cluster as it was planted, by its slug. */
  readonly clusters: ReadonlyMap<string, PlantedCluster>;
  /** The progression of each route as it was planted; under '' what begins on no route. */
  readonly progression: ReadonlyMap<string, string>;
  /** The hashes of all nodes but those of occupations. */
  readonly structure: ReadonlySet<string>;
};
type PlantedCluster = { cluster: Cluster; occupations: readonly string[]; hash: string };

const nothing: readonly string[] = [];
const barren: Planted = {
  state: emptyMap,
  root: '',
  places: new Map(),
  clusters: new Map(),
  progression: new Map(),
  structure: new Set(),
};

/** The tree of a state. Throws where the state is not a tree at all; `mapProblems` says that in words beforehand. */
export function treeOf(state: MapState): MapTree {
  const { planted, fresh } = grow(barren, stepBetween(emptyMap, state));
  return { root: planted.root, nodes: new Map(fresh.map((node) => [node.hash, node])) };
}

/** The hash that this state has as an edition. */
export const rootHashOf = (state: MapState): string => treeOf(state).root;

/** A state as it is planted. Throws as `treeOf` does. */
export const plant = (state: MapState): Planted => grow(barren, stepBetween(emptyMap, state)).planted;

/**
 * The tree after a step from the state that `before` holds, and the nodes in it that `before` has not. It is the tree
 * that `treeOf` makes of the state from nothing, and costs what the step changes. Throws as `treeOf` does.
 */
export function grow(before: Planted, step: Step): { planted: Planted; fresh: MapNode[] } {
  const planting = new Planting(before, step);
  const root = planting.map();
  planting.refuseLeftovers();
  const { places, clusters, progression, structure, fresh } = planting;
  return { planted: { state: step.after, root, places, clusters, progression, structure }, fresh };
}

class Planting {
  readonly fresh: MapNode[] = [];
  readonly places: ReadonlyMap<string, readonly string[]>;
  readonly clusters = new Map<string, PlantedCluster>();
  readonly progression: ReadonlyMap<string, string>;
  readonly structure = new Set<string>();
  private readonly pathwaysOf: ReadonlyMap<string, Pathway[]>;
  private readonly clustersOf: ReadonlyMap<string, Cluster[]>;
  private pathways = 0;
  private occupations = 0;

  constructor(
    private readonly before: Planted,
    private readonly step: Step,
  ) {
    const { after } = step;
    this.places = rearranged(before.places, step);
    for (const reference of step.references) this.plantOccupation(reference);
    this.progression = step.linksStand ? this.keptProgression() : this.plantProgression();
    this.pathwaysOf = group(sorted(after.pathways), ({ route }) => route);
    this.clustersOf = group(sorted(after.clusters), ({ pathway }) => pathway);
  }

  map(): string {
    const { routes, tLevels } = this.step.after;
    const content: MapContent = {
      routes: sorted(routes).map((route) => this.route(route)),
      retired: this.at(undefined),
      tLevels: sorted(tLevels).map((tLevel: TLevel) => this.plant('t-level', tLevel)),
      progression: this.progression.get('') ?? null,
    };
    return this.plant('map', content);
  }

  /** Everything in the state must hang on a route, or be retired. */
  refuseLeftovers(): void {
    const { after, references } = this.step;
    const { routes, pathways, clusters, occupations, placements } = after;
    const all = [...this.places.values()].reduce((sum, { length }) => sum + length, 0);
    const left = [
      Object.keys(pathways).length - this.pathways,
      Object.keys(clusters).length - this.clusters.size,
      all - this.occupations,
      references.filter((reference) => placements[reference] && !occupations[reference]).length,
      [...this.progression.keys()].filter((route) => route && !routes[route]).length,
    ].reduce((sum, count) => sum + count, 0);
    if (left > 0) throw new Error(`Not a tree: ${left} pathways, clusters, occupations or links hang nowhere`);
  }

  private route(route: Route): string {
    const { slug } = route;
    const content: RouteContent = {
      route,
      pathways: (this.pathwaysOf.get(slug) ?? []).map((pathway) => this.pathway(pathway)),
      awaiting: this.at({ route: slug, pathway: null, cluster: null }),
      progression: this.progression.get(slug) ?? null,
    };
    return this.plant('route', content);
  }

  private pathway(pathway: Pathway): string {
    const { slug, route } = pathway;
    this.pathways += 1;
    const content: PathwayContent = {
      pathway,
      clusters: (this.clustersOf.get(slug) ?? []).map((cluster) => this.cluster(cluster, route)),
      awaiting: this.at({ route, pathway: slug, cluster: null }),
    };
    return this.plant('pathway', content);
  }

  private cluster(cluster: Cluster, route: string): string {
    const { slug, pathway } = cluster;
    const occupations = this.stand({ route, pathway, cluster: slug });
    const kept = this.before.clusters.get(slug);
    const stays = kept?.cluster === cluster && kept.occupations === occupations;
    const hash = stays
      ? this.keep(kept.hash)
      : this.plant('cluster', { cluster, occupations: this.hashesOf(occupations) } satisfies ClusterContent);
    this.clusters.set(slug, { cluster, occupations, hash });
    return hash;
  }

  private at(place: Placement | undefined): string[] {
    return this.hashesOf(this.stand(place));
  }

  private stand(place: Placement | undefined): readonly string[] {
    const references = this.places.get(placeKey(place)) ?? nothing;
    this.occupations += references.length;
    return references;
  }

  private hashesOf(references: readonly string[]): string[] {
    return references.map((reference) => nodeOf('occupation', this.step.after.occupations[reference]).hash);
  }

  private plantOccupation(reference: string): void {
    const occupation = this.step.after.occupations[reference];
    if (occupation) this.fresh.push(nodeOf('occupation', occupation));
  }

  private keptProgression(): ReadonlyMap<string, string> {
    for (const hash of this.before.progression.values()) this.keep(hash);
    return this.before.progression;
  }

  private plantProgression(): ReadonlyMap<string, string> {
    const { progression, placements } = this.step.after;
    const stray = Object.entries(progression).find(([key, link]) => key !== progressionKey(link));
    if (stray) throw new Error(`Not a tree: progression ${stray[0]} stands under another key`);
    const linksFrom = group(sorted(progression), ({ from }) => placements[from]?.route ?? '');
    const planted = ([route, links]: [string, Progression[]]): [string, string] => [
      route,
      this.plant('progression', { links } satisfies ProgressionContent),
    ];
    return new Map([...linksFrom].map(planted));
  }

  private plant(kind: MapNodeKind, value: object): string {
    const node = nodeOf(kind, value);
    if (!this.before.structure.has(node.hash)) this.fresh.push(node);
    return this.keep(node.hash);
  }

  private keep(hash: string): string {
    this.structure.add(hash);
    return hash;
  }
}

/** The places after a step: the lists that it does not concern stay the same lists. */
function rearranged(places: Planted['places'], { before, after, references }: Step): Planted['places'] {
  const leaving = group(
    references.filter((one) => before.occupations[one]),
    (one) => placeKey(before.placements[one]),
  );
  const coming = group(
    references.filter((one) => after.occupations[one]),
    (one) => placeKey(after.placements[one]),
  );
  const next = new Map(places);
  for (const place of new Set([...leaving.keys(), ...coming.keys()])) {
    const gone = new Set(leaving.get(place));
    const stay = (places.get(place) ?? nothing).filter((reference) => !gone.has(reference));
    const stand = [...stay, ...(coming.get(place) ?? nothing)].sort();
    if (stand.length > 0) next.set(place, stand);
    else next.delete(place);
  }
  return next;
}

const placeKey = (place: Placement | undefined): string =>
  place ? `${place.route}/${place.pathway ?? ''}/${place.cluster ?? ''}` : '';

const sorted = <T>(record: Readonly<Record<string, T>>): T[] =>
  Object.keys(record)
    .sort()
    .map((key) => record[key]);

function group<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const existing = groups.get(key);
    if (existing) existing.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
