import { canonicalJson, sha256 } from '@app/kernel';
import type { Cluster, MapState, Pathway, Placement, Progression, Route } from './map';
import { progressionKey } from './map';
import type { Occupation } from './occupation';

/**
 * An edition is a tree of immutable nodes. The hash of a node is taken over its canonical text, which holds the hashes
 * of its children; no database ids, no times. Equal content has an equal hash, so editions share what did not change.
 */
export type MapNode = { hash: string; kind: MapNodeKind; content: string };
export type MapNodeKind = 'map' | 'route' | 'pathway' | 'cluster' | 'occupation' | 't-level' | 'progression';

/** The hash of the root, and every node below it by its hash. */
export type MapTree = { root: string; nodes: ReadonlyMap<string, MapNode> };

/** What the nodes of each kind hold; hashes for what is below them. */
export type MapContent = {
  routes: string[];
  retired: string[];
  tLevels: string[];
  progression: string | null;
};
export type RouteContent = {
  route: Route;
  pathways: string[];
  awaiting: string[];
  progression: string | null;
};
export type PathwayContent = {
  pathway: Pathway;
  clusters: string[];
  awaiting: string[];
};
export type ClusterContent = { cluster: Cluster; occupations: string[] };
export type ProgressionContent = { links: Progression[] };

/** The tree of a state. Throws where the state is not a tree at all; `mapProblems` says that in words beforehand. */
export function treeOf(state: MapState): MapTree {
  const planting = new Planting(state);
  const root = planting.map();
  planting.refuseLeftovers();
  return { root, nodes: planting.nodes };
}

/** The hash that this state has as an edition. */
export const rootHashOf = (state: MapState): string => treeOf(state).root;

/** The version of an occupation: the hash of its content, the same in every edition that holds it unchanged. */
export const occupationHash = (occupation: Occupation): string => nodeOf('occupation', occupation).hash;

/** The nodes of occupations that were hashed before: content is never changed in place, so the same object is the same node. */
const hashed = new WeakMap<object, MapNode>();

function nodeOf(kind: MapNodeKind, value: object): MapNode {
  if (kind !== 'occupation') return freshNode(kind, value);
  const known = hashed.get(value) ?? freshNode(kind, value);
  hashed.set(value, known);
  return known;
}

function freshNode(kind: MapNodeKind, value: object): MapNode {
  const content = canonicalJson(value);
  return { hash: sha256(`${kind}\n${content}`), kind, content };
}

/** Does the text of this node still give its hash? */
export const isIntact = (node: MapNode): boolean => sha256(`${node.kind}\n${node.content}`) === node.hash;

/** The hashes of the nodes right below this one. */
export function childrenOf(node: MapNode): string[] {
  const below = JSON.parse(node.content) as Partial<
    MapContent & Omit<RouteContent, 'progression'> & PathwayContent & { occupations: string[] }
  >;
  switch (node.kind) {
    case 'map':
      return [below.routes, below.retired, below.tLevels, below.progression ?? []].flatMap((part) => part ?? []);
    case 'route':
      return [below.pathways, below.awaiting, below.progression ?? []].flatMap((part) => part ?? []);
    case 'pathway':
      return [below.clusters, below.awaiting].flatMap((part) => part ?? []);
    case 'cluster':
      return below.occupations ?? [];
    default:
      return [];
  }
}

class Planting {
  readonly nodes = new Map<string, MapNode>();
  private readonly planted = new Set<string>();
  private readonly occupationsAt: ReadonlyMap<string, string[]>;
  private readonly linksFrom: ReadonlyMap<string, Progression[]>;

  constructor(private readonly state: MapState) {
    this.occupationsAt = group(Object.keys(state.occupations).sort(), (ref) => placeKey(state.placements[ref]));
    this.linksFrom = group(
      Object.keys(state.progression)
        .sort()
        .map((key) => state.progression[key]),
      (link) => state.placements[link.from]?.route ?? '',
    );
  }

  map(): string {
    const { routes, tLevels } = this.state;
    const content: MapContent = {
      routes: sorted(routes).map((route) => this.route(route)),
      retired: this.occupations(placeKey(undefined)),
      tLevels: sorted(tLevels).map((tLevel) => this.plant('t-level', tLevel)),
      progression: this.progression(''),
    };
    return this.plant('map', content);
  }

  refuseLeftovers(): void {
    const { pathways, clusters, occupations, progression, placements } = this.state;
    const expected = Object.keys(pathways).length + Object.keys(clusters).length + Object.keys(occupations).length;
    const stray = Object.keys(placements).filter((reference) => !occupations[reference]);
    const links = [...this.linksFrom.keys()].filter((route) => route && !this.state.routes[route]);
    if (this.planted.size !== expected || stray.length || links.length) {
      throw new Error(`Not a tree: ${expected - this.planted.size} pathways, clusters or occupations hang nowhere`);
    }
    for (const [key, link] of Object.entries(progression)) {
      if (key !== progressionKey(link)) throw new Error(`Not a tree: progression ${key} stands under another key`);
    }
  }

  private route(route: Route): string {
    const { slug } = route;
    const content: RouteContent = {
      route,
      pathways: this.under(this.state.pathways, (pathway) => pathway.route === slug).map((p) => this.pathway(p)),
      awaiting: this.occupations(placeKey({ route: slug, pathway: null, cluster: null })),
      progression: this.progression(slug),
    };
    return this.plant('route', content);
  }

  private pathway(pathway: Pathway): string {
    const { slug, route } = pathway;
    this.planted.add(`pathway ${slug}`);
    const content: PathwayContent = {
      pathway,
      clusters: this.under(this.state.clusters, (c) => c.pathway === slug).map((c) => this.cluster(c, route)),
      awaiting: this.occupations(placeKey({ route, pathway: slug, cluster: null })),
    };
    return this.plant('pathway', content);
  }

  private cluster(cluster: Cluster, route: string): string {
    this.planted.add(`cluster ${cluster.slug}`);
    const place = placeKey({
      route,
      pathway: cluster.pathway,
      cluster: cluster.slug,
    });
    const content: ClusterContent = {
      cluster,
      occupations: this.occupations(place),
    };
    return this.plant('cluster', content);
  }

  private occupations(place: string): string[] {
    return (this.occupationsAt.get(place) ?? []).map((reference) => {
      this.planted.add(`occupation ${reference}`);
      return this.plant('occupation', this.state.occupations[reference]);
    });
  }

  private progression(route: string): string | null {
    const links = this.linksFrom.get(route);
    return links ? this.plant('progression', { links } satisfies ProgressionContent) : null;
  }

  private under<T>(record: Readonly<Record<string, T>>, belongs: (value: T) => boolean): T[] {
    return sorted(record).filter(belongs);
  }

  private plant(kind: MapNodeKind, value: object): string {
    const node = nodeOf(kind, value);
    this.nodes.set(node.hash, node);
    return node.hash;
  }
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
