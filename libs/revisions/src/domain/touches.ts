import { hashOf } from '@app/kernel';
import type { MapState, Placement, TLevel } from '@app/occupational-map';
import type { AuthorisedOperation, Operation } from './operations';

/** The keys of what an operation writes, what it refers to, and what it claims for itself as new. */
export type Touches = { writes: string[]; refers: string[]; claims: string[] };

const route = (slug: string) => `route:${slug}`;
const pathway = (slug: string) => `pathway:${slug}`;
const cluster = (slug: string) => `cluster:${slug}`;
const occupation = (reference: string) => `occupation:${reference}`;
const progression = (from: string, to: string) => `progression:${from}>${to}`;
const tLevel = (reference: string) => `t-level:${reference}`;
const covering = (reference: string) => `covering:${reference}`;
const contents = (of: string) => `contents:${of}`;
const surroundings = (reference: string) => `surroundings:${reference}`;

/**
 * What an operation depends on. Two operations that touch nothing in common may come in either order. Whatever writes an
 * occupation depends on the T Levels that cover it, too: these keep it live and at level 3.
 */
export function touches(operation: Operation): Touches {
  const { writes, refers, claims } = touchesItself(operation);
  const occupations = writes.filter((key) => key.startsWith('occupation:')).flatMap(namesIn);
  return { writes, refers: [...refers, ...occupations.map(covering)], claims };
}

function touchesItself(operation: Operation): Touches {
  switch (operation.op) {
    case 'add-route':
      return { writes: [], refers: [], claims: [route(operation.route.slug)] };
    case 'add-pathway':
      return { writes: [], refers: [route(operation.pathway.route)], claims: [pathway(operation.pathway.slug)] };
    case 'add-cluster':
      return { writes: [], refers: [pathway(operation.cluster.pathway)], claims: [cluster(operation.cluster.slug)] };
    case 'amend-route':
      return { writes: [route(operation.after.slug)], refers: [], claims: [] };
    case 'remove-route': {
      const key = route(operation.route.slug);
      return { writes: [key, contents(key)], refers: [], claims: [] };
    }
    case 'amend-pathway':
    case 'remove-pathway': {
      const after = operation.op === 'amend-pathway' ? operation.after : operation.pathway;
      const key = pathway(after.slug);
      return { writes: [key, contents(key)], refers: [route(after.route)], claims: [] };
    }
    case 'amend-cluster':
    case 'remove-cluster': {
      const after = operation.op === 'amend-cluster' ? operation.after : operation.cluster;
      const key = cluster(after.slug);
      return { writes: [key, contents(key)], refers: [pathway(after.pathway)], claims: [] };
    }
    case 'add-occupation': {
      const { reference } = operation.occupation;
      const [own, core] = [occupation(reference), occupation(reference.replace(/[A-Z]+$/, ''))];
      const refers = [...(operation.placement ? placeKeys(operation.placement) : []), core];
      return { writes: [], refers: refers.filter((key) => key !== own), claims: [own] };
    }
    case 'amend-occupation':
      return { writes: [occupation(operation.reference)], refers: [], claims: [] };
    case 'place-occupation':
      return { writes: [occupation(operation.reference)], refers: placeKeys(operation.to), claims: [] };
    case 'retire-occupation': {
      const { reference, successor } = operation;
      const writes = [occupation(reference), surroundings(reference)];
      return { writes, refers: successor ? [occupation(successor)] : [], claims: [] };
    }
    case 'reinstate-occupation':
      return { writes: [occupation(operation.reference)], refers: placeKeys(operation.placement), claims: [] };
    case 'merge-occupations': {
      const writes = operation.references.flatMap((one) => [occupation(one), surroundings(one)]);
      return { writes, refers: [occupation(operation.into), surroundings(operation.into)], claims: [] };
    }
    case 'split-occupation': {
      const { reference, into } = operation;
      return {
        writes: [occupation(reference), surroundings(reference)],
        refers: [...new Set(into.flatMap(({ placement }) => placeKeys(placement)))],
        claims: into.map((part) => occupation(part.occupation.reference)),
      };
    }
    case 'remove-occupation': {
      const { reference } = operation.occupation;
      return { writes: [occupation(reference), surroundings(reference)], refers: [], claims: [] };
    }
    case 'link-progression':
      return {
        writes: [],
        refers: [occupation(operation.from), occupation(operation.to)],
        claims: [progression(operation.from, operation.to)],
      };
    case 'unlink-progression': {
      const { from, to } = operation;
      return { writes: [progression(from, to)], refers: [occupation(from), occupation(to)], claims: [] };
    }
    case 'set-t-level':
      return onTLevel(operation.tLevel.reference, [operation.before, operation.tLevel]);
    case 'remove-t-level':
      return onTLevel(operation.tLevel.reference, [operation.tLevel]);
  }
}

/** A T Level depends on its route, and on the level and status of what it covers: before the change and after it. */
function onTLevel(reference: string, versions: readonly (TLevel | null)[]): Touches {
  const stands = versions.filter((one) => one !== null);
  const covers = stands.flatMap(({ specialisms }) => specialisms.flatMap((specialism) => specialism.covers));
  const routes = stands.flatMap(({ route: slug }) => (slug ? [route(slug)] : []));
  return { writes: [tLevel(reference)], refers: [...new Set([...routes, ...covers.map(occupation)])], claims: [] };
}

/** Every key that an operation touches, once each. */
export function keysOf(operation: Operation): string[] {
  const { writes, refers, claims } = touches(operation);
  return [...new Set([...writes, ...refers, ...claims])];
}

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
    progression: 'the progression',
    't-level': 'the T Level',
    covering: 'the T Levels that cover',
  };
  return `${words[kind] ?? `the ${kind}`} ${key.slice(at + 1)}`;
}

/** The references and slugs that a key names. */
export const namesIn = (key: string): string[] => (key.split(':').at(-1) ?? '').split('>');

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

function placeKeys(placement: Placement): string[] {
  return [
    route(placement.route),
    ...(placement.pathway ? [pathway(placement.pathway)] : []),
    ...(placement.cluster ? [cluster(placement.cluster)] : []),
  ];
}
