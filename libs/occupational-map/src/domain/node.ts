import { canonicalJson, sha256 } from '@app/kernel';
import type { Cluster, Pathway, Progression, Route } from './map';
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

/** The version of an occupation: the hash of its content, the same in every edition that holds it unchanged. */
export const occupationHash = (occupation: Occupation): string => nodeOf('occupation', occupation).hash;

/** The nodes of occupations that were hashed before: content is never changed in place, so the same object is the same node. */
const hashed = new WeakMap<object, MapNode>();

/** The node of a value. */
export function nodeOf(kind: MapNodeKind, value: object): MapNode {
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
