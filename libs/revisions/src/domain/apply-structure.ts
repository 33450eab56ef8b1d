import { canonicalJson, type Reason } from '@app/kernel';
import type { Cluster, Pathway } from '@app/occupational-map';
import { type Draft, no, type Of } from './draft';

type StructureOperation = Of<
  | 'add-route'
  | 'amend-route'
  | 'remove-route'
  | 'add-pathway'
  | 'amend-pathway'
  | 'remove-pathway'
  | 'add-cluster'
  | 'amend-cluster'
  | 'remove-cluster'
>;

/** Adds, amends, moves or removes a route, pathway or cluster. What stands in it moves with it; only an empty one goes. */
export function changeStructure(draft: Draft, operation: StructureOperation): Reason[] {
  switch (operation.op) {
    case 'add-route':
      return add(draft.routes, 'route', operation.route);
    case 'amend-route':
      return amend(draft.routes, 'route', operation);
    case 'remove-route':
      return remove(draft.routes, 'route', operation.route, routeIsEmpty(draft, operation.route.slug));
    case 'add-pathway':
      return routeMissing(draft, operation.pathway) ?? add(draft.pathways, 'pathway', operation.pathway);
    case 'amend-pathway':
      return amendPathway(draft, operation);
    case 'remove-pathway':
      return remove(draft.pathways, 'pathway', operation.pathway, pathwayIsEmpty(draft, operation.pathway.slug));
    case 'add-cluster':
      return pathwayMissing(draft, operation.cluster) ?? add(draft.clusters, 'cluster', operation.cluster);
    case 'amend-cluster':
      return amendCluster(draft, operation);
    case 'remove-cluster':
      return remove(draft.clusters, 'cluster', operation.cluster, clusterIsEmpty(draft, operation.cluster.slug));
  }
}

type Slugged = { slug: string };

function add<T extends Slugged>(record: Record<string, T>, what: string, value: T): Reason[] {
  if (record[value.slug]) return no(value.slug, `There already is a ${what} ${value.slug}.`);
  record[value.slug] = value;
  return [];
}

function amend<T extends Slugged>(
  record: Record<string, T>,
  what: string,
  { before, after }: { before: T; after: T },
): Reason[] {
  if (before.slug !== after.slug) return no(before.slug, `The address of the ${what} ${before.slug} stays.`);
  const stale = staleness(record, what, before);
  if (stale.length === 0) record[after.slug] = after;
  return stale;
}

function remove<T extends Slugged>(record: Record<string, T>, what: string, value: T, isEmpty: boolean): Reason[] {
  const stale = staleness(record, what, value);
  if (stale.length > 0) return stale;
  if (!isEmpty) return no(value.slug, `The ${what} ${value.slug} is not empty: move what is in it first.`);
  delete record[value.slug];
  return [];
}

function staleness<T extends Slugged>(record: Record<string, T>, what: string, value: T): Reason[] {
  const now = record[value.slug];
  if (!now) return no(value.slug, `There is no ${what} ${value.slug}.`);
  if (canonicalJson(now) === canonicalJson(value)) return [];
  return no(value.slug, `The ${what} ${value.slug} has changed since this operation was written.`);
}

function amendPathway(draft: Draft, operation: Of<'amend-pathway'>): Reason[] {
  const { slug, route } = operation.after;
  const wrong = routeMissing(draft, operation.after) ?? amend(draft.pathways, 'pathway', operation);
  if (wrong.length === 0) moveAlong(draft, (place) => (place.pathway === slug ? { ...place, route } : place));
  return wrong;
}

function amendCluster(draft: Draft, operation: Of<'amend-cluster'>): Reason[] {
  const { slug, pathway } = operation.after;
  const wrong = pathwayMissing(draft, operation.after) ?? amend(draft.clusters, 'cluster', operation);
  if (wrong.length > 0) return wrong;
  const { route } = draft.pathways[pathway];
  moveAlong(draft, (place) => (place.cluster === slug ? { ...place, pathway, route } : place));
  return [];
}

function moveAlong(draft: Draft, moved: (place: Draft['placements'][string]) => Draft['placements'][string]): void {
  for (const [reference, place] of Object.entries(draft.placements)) draft.placements[reference] = moved(place);
}

const routeIsEmpty = (draft: Draft, slug: string): boolean =>
  !Object.values(draft.pathways).some((pathway) => pathway.route === slug) &&
  !Object.values(draft.placements).some((place) => place.route === slug) &&
  !Object.values(draft.tLevels).some((tLevel) => tLevel.route === slug);

const pathwayIsEmpty = (draft: Draft, slug: string): boolean =>
  !Object.values(draft.clusters).some((cluster) => cluster.pathway === slug) &&
  !Object.values(draft.placements).some((place) => place.pathway === slug);

const clusterIsEmpty = (draft: Draft, slug: string): boolean =>
  !Object.values(draft.placements).some((place) => place.cluster === slug);

const routeMissing = (draft: Draft, { slug, route }: Pathway): Reason[] | null =>
  draft.routes[route] ? null : no(slug, `There is no route ${route}.`);

const pathwayMissing = (draft: Draft, { slug, pathway }: Cluster): Reason[] | null =>
  draft.pathways[pathway] ? null : no(slug, `There is no pathway ${pathway}.`);
