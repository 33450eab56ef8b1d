import { hashOf } from '@app/kernel';
import type { MapState } from '@app/occupational-map';
import type { AuthorisedOperation } from './operations';
import { keysOf } from './touches';

/** The version of everything that a plan writes, refers to or claims, by key, as it stands in this state. */
export type PlanVersions = Record<string, string | null>;

/** The versions that a plan is approved on. */
export function planVersions(operations: readonly AuthorisedOperation[], state: MapState): PlanVersions {
  const keys = [...new Set(operations.flatMap(({ operation }) => keysOf(operation)))].sort();
  const versions = keys.map((key) => [key, versionAt(state, key)] as const);
  // Covered by none is nothing to hold on to; without it plans keep the hash that they were approved with.
  return Object.fromEntries(versions.filter(([key, version]) => version !== null || !key.startsWith('covering:')));
}

/**
 * The hash that a plan is approved under: its ordered operations, and the version of everything that they write,
 * refer to or claim, as it stands in this state. What the plan does not touch may change without changing the hash.
 */
export function planHash(operations: readonly AuthorisedOperation[], state: MapState): string {
  const plan = operations.map(({ operation, authority }) => ({ operation, authority }));
  return hashOf({ operations: plan, versions: planVersions(operations, state) });
}

/** The keys whose version is another one than when the plan was approved. */
export function changedSince(approved: PlanVersions, now: PlanVersions): string[] {
  return [...new Set([...Object.keys(approved), ...Object.keys(now)])]
    .filter((key) => approved[key] !== now[key])
    .sort();
}

/** A key in words: "the occupation OCC0116". */
export function keyInWords(key: string): string {
  const at = key.indexOf(':');
  const kind = key.slice(0, at);
  const words: Readonly<Record<string, string>> = {
    surroundings: 'what hangs on the occupation',
    contents: 'what stands in the',
    falling: 'what falls with the pathway',
    progression: 'the progression',
    't-level': 'the T Level',
    covering: 'the T Levels that cover',
  };
  return `${words[kind] ?? `the ${kind}`} ${key.slice(at + 1)}`;
}

/** The hash of what stands under a key, or null where nothing does. */
export function versionAt(state: MapState, key: string): string | null {
  const value = valueAt(state, key);
  return value === null ? null : hashOf(value);
}

function valueAt(state: MapState, key: string): unknown {
  const at = key.indexOf(':');
  const [kind, name] = [key.slice(0, at), key.slice(at + 1)];
  switch (kind) {
    case 'route':
      return state.routes[name] ?? null;
    case 'pathway':
      return state.pathways[name] ?? null;
    case 'cluster':
      return state.clusters[name] ?? null;
    case 'occupation':
      return state.occupations[name]
        ? { content: state.occupations[name], placement: state.placements[name] ?? null }
        : null;
    case 'progression':
      return state.progression[name] ?? null;
    case 't-level':
      return state.tLevels[name] ?? null;
    case 'covering':
      return coveringOf(state, name);
    case 'contents':
      return contentsOf(state, name);
    case 'falling':
      return fallingWith(state, name);
    case 'surroundings':
      return surroundingsOf(state, name);
    default:
      throw new Error(`No such kind of key: ${key}`);
  }
}

/** The T Levels that cover an occupation, or null where none does. */
function coveringOf(state: MapState, reference: string): string[] | null {
  const found = Object.values(state.tLevels)
    .filter(({ specialisms }) => specialisms.some(({ covers }) => covers.includes(reference)))
    .map((one) => one.reference);
  return found.length === 0 ? null : found.sort();
}

/** What stands in a route, pathway or cluster, given by its key, and moves or falls with it. */
function contentsOf(state: MapState, key: string): string[] {
  const [kind, slug] = key.split(':') as ['route' | 'pathway' | 'cluster', string];
  const occupations = Object.entries(state.placements).filter(([, place]) => place[kind] === slug);
  const below = [
    ...Object.values(state.pathways).filter((one) => kind === 'route' && one.route === slug),
    ...Object.values(state.clusters).filter((one) => kind === 'pathway' && one.pathway === slug),
  ];
  const tLevels = Object.values(state.tLevels).filter((one) => kind === 'route' && one.route === slug);
  return [
    ...occupations.map(([reference]) => reference),
    ...below.map((one) => one.slug),
    ...tLevels.map((one) => one.reference),
  ].sort();
}

/**
 * What is lost with a pathway that nothing follows: its clusters as they are, and which occupation stands in which. Under
 * a key of its own, so that plans without such a retirement keep the hash that they were approved with.
 */
function fallingWith(state: MapState, slug: string): unknown {
  const clusters = Object.values(state.clusters).filter(({ pathway }) => pathway === slug);
  const placed = Object.entries(state.placements).flatMap(([reference, { pathway, cluster }]) =>
    pathway === slug && cluster !== null ? [[reference, cluster] as const] : [],
  );
  const bySlug = clusters.map((one) => [one.slug, one] as const);
  return { clusters: Object.fromEntries(bySlug), placed: Object.fromEntries(placed) };
}

/** What hangs on an occupation: its progression links, the T Levels that cover it, and what it replaces. */
function surroundingsOf(state: MapState, reference: string): Record<string, string[]> {
  const links = Object.entries(state.progression)
    .filter(([, { from, to }]) => from === reference || to === reference)
    .map(([key]) => key);
  const tLevels = Object.values(state.tLevels)
    .filter((one) => one.specialisms.some((specialism) => specialism.covers.includes(reference)))
    .map((one) => one.reference);
  const replaces = Object.values(state.occupations)
    .filter((one) => one.successor === reference || one.successors?.includes(reference))
    .map((one) => one.reference);
  return {
    links: links.sort(),
    tLevels: tLevels.sort(),
    ...(replaces.length > 0 ? { replaces: replaces.sort() } : {}),
  };
}
