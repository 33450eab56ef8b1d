import type { Reason } from '@app/kernel';
import type { Cluster, Pathway } from '@app/occupational-map';
import { retireCluster, retirePathway, splitCluster, splitPathway } from './apply-regrouping';
import { type Draft, moveAlong, no, type Of, recordOf, staleness, type ValueOf, type What } from './draft';

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
  | 'retire-pathway'
  | 'retire-cluster'
  | 'split-pathway'
  | 'split-cluster'
>;

/**
 * Adds, amends, moves, splits, retires or removes a route, pathway or cluster. What stands in it moves with it; only an
 * empty one is removed.
 */
export function changeStructure(draft: Draft, operation: StructureOperation): Reason[] {
  switch (operation.op) {
    case 'add-route':
      return add(draft, 'route', operation.route);
    case 'amend-route':
      return amend(draft, 'route', operation);
    case 'remove-route':
      return remove(draft, 'route', operation.route, routeIsEmpty(draft, operation.route.slug));
    case 'add-pathway':
      return routeMissing(draft, operation.pathway) ?? add(draft, 'pathway', operation.pathway);
    case 'amend-pathway':
      return amendPathway(draft, operation);
    case 'remove-pathway':
      return remove(draft, 'pathway', operation.pathway, pathwayIsEmpty(draft, operation.pathway.slug));
    case 'add-cluster':
      return pathwayMissing(draft, operation.cluster) ?? add(draft, 'cluster', operation.cluster);
    case 'amend-cluster':
      return amendCluster(draft, operation);
    case 'remove-cluster':
      return remove(draft, 'cluster', operation.cluster, clusterIsEmpty(draft, operation.cluster.slug));
    case 'retire-pathway':
      return retirePathway(draft, operation);
    case 'retire-cluster':
      return retireCluster(draft, operation);
    case 'split-pathway':
      return splitPathway(draft, operation);
    case 'split-cluster':
      return splitCluster(draft, operation);
  }
}

function add<K extends What>(draft: Draft, what: K, value: ValueOf<K>): Reason[] {
  if (draft[recordOf[what]][value.slug]) return no(value.slug, `There already is a ${what} ${value.slug}.`);
  draft.put(recordOf[what], value.slug, value);
  return [];
}

function amend<K extends What>(
  draft: Draft,
  what: K,
  { before, after }: { before: ValueOf<K>; after: ValueOf<K> },
): Reason[] {
  if (before.slug !== after.slug) return no(before.slug, `The address of the ${what} ${before.slug} stays.`);
  const stale = staleness(draft, what, before);
  if (stale.length === 0) draft.put(recordOf[what], after.slug, after);
  return stale;
}

function remove<K extends What>(draft: Draft, what: K, value: ValueOf<K>, isEmpty: boolean): Reason[] {
  const stale = staleness(draft, what, value);
  if (stale.length > 0) return stale;
  if (!isEmpty) return no(value.slug, `The ${what} ${value.slug} is not empty: move what is in it first.`);
  draft.drop(recordOf[what], value.slug);
  return [];
}

function amendPathway(draft: Draft, operation: Of<'amend-pathway'>): Reason[] {
  const { slug, route } = operation.after;
  const wrong = routeMissing(draft, operation.after) ?? amend(draft, 'pathway', operation);
  if (wrong.length === 0) moveAlong(draft, (place) => (place.pathway === slug ? { ...place, route } : place));
  return wrong;
}

function amendCluster(draft: Draft, operation: Of<'amend-cluster'>): Reason[] {
  const { slug, pathway } = operation.after;
  const wrong = pathwayMissing(draft, operation.after) ?? amend(draft, 'cluster', operation);
  if (wrong.length > 0) return wrong;
  const { route } = draft.pathways[pathway];
  moveAlong(draft, (place) => (place.cluster === slug ? { ...place, pathway, route } : place));
  return [];
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
