import type { Placement, TLevel } from '@app/occupational-map';
import type { Operation } from './operations';

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
const falling = (slug: string) => `falling:${slug}`;
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
    case 'retire-pathway': {
      const { pathway: from, into } = operation;
      const key = pathway(from.slug);
      const refers = [route(from.route), ...(into ? [pathway(into.slug), route(into.route)] : [])];
      // Its clusters, and who stands in which, are lost where nothing follows it; else they only move.
      const lost = into ? [] : [falling(from.slug)];
      return { writes: [key, contents(key), ...lost], refers, claims: [] };
    }
    case 'retire-cluster': {
      const { cluster: from, into } = operation;
      const key = cluster(from.slug);
      const refers = [pathway(from.pathway), ...(into ? [cluster(into.slug), pathway(into.pathway)] : [])];
      return { writes: [key, contents(key)], refers, claims: [] };
    }
    case 'split-pathway': {
      const { pathway: from, part, clusters } = operation;
      const writes = clusters.map(cluster).flatMap((key) => [key, contents(key)]);
      return { writes, refers: [pathway(from.slug), route(part.route)], claims: [pathway(part.slug)] };
    }
    case 'split-cluster': {
      const { cluster: from, part, occupations } = operation;
      const refers = [cluster(from.slug), pathway(part.pathway)];
      return { writes: occupations.map(occupation), refers, claims: [cluster(part.slug)] };
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

/** The references and slugs that a key names. */
export const namesIn = (key: string): string[] => (key.split(':').at(-1) ?? '').split('>');

function placeKeys(placement: Placement): string[] {
  return [
    route(placement.route),
    ...(placement.pathway ? [pathway(placement.pathway)] : []),
    ...(placement.cluster ? [cluster(placement.cluster)] : []),
  ];
}
