import { NotFound } from '@app/kernel';
import type { Cluster, Occupation, Pathway, PublishedMap, Route } from '@app/occupational-map';
import { technicalLevelNamed } from './enums.view';
import { groupsOf, routeSequence } from './hierarchy.view';
import { routeLinks } from './links.view';
import { numberOf } from './numbers';
import { occupationObject, type Writing } from './occupation.view';

/** All routes by name. */
export const routeList = (writing: Writing) => writing.map.routes.map((route) => routeObject(route, writing));

function routeObject(route: Route, { map, expand, hosts }: Writing) {
  return {
    object: 'Route',
    routeId: route.officialId,
    name: route.name,
    sequence: routeSequence(map, route.slug),
    links: expand.has('route.links') ? routeLinks(route, hosts) : undefined,
  };
}

/**
 * One route, down to its occupations (contract 3.4), by its number or by its name as a slug. The tree has a place only
 * for what stands in a cluster; occupations that await one are in the list of all.
 * @throws NotFound
 */
export function routeTree(given: string, writing: Writing) {
  const { map } = writing;
  const route = map.routes.find((one) => String(one.officialId) === given || slugOf(one.name) === given);
  if (!route) throw new NotFound('This route');
  const pathways = map.pathwaysOf(route.slug).map((pathway, sequence) => pathwayObject(pathway, sequence, writing));
  return { ...routeObject(route, writing), pathways };
}

/** "Legal, finance and accounting" is `legal-finance-and-accounting` in the API, unlike on the maps. */
const slugOf = (name: string): string => name.toLowerCase().replaceAll(',', '').trim().replaceAll(/\s+/g, '-');

function pathwayObject(pathway: Pathway, sequence: number, writing: Writing) {
  const standing = occupationsByCluster(writing.map, pathway.route);
  const clusterGroups = groupsOf(writing.map, pathway.slug).map((group) => ({
    object: 'ClusterGroup',
    clusterGroupId: group.clusterGroupId,
    technicalLevel: technicalLevelNamed(group.level).id,
    technicalLevelName: technicalLevelNamed(group.level).name,
    sequence: group.sequence,
    clusters: group.clusters.map((cluster, at) => clusterObject(cluster, at, standing, writing)),
  }));
  const pathwayId = numberOf('pathway', pathway.slug);
  return { object: 'Pathway', pathwayId, name: pathway.name, sequence, clusterGroups };
}

type Standing = ReturnType<typeof occupationsByCluster>;

function clusterObject({ slug, name }: Cluster, sequence: number, standing: Standing, writing: Writing) {
  const occupations = (standing.get(slug) ?? []).map((occupation) => occupationObject(occupation, writing));
  return { object: 'Cluster', clusterId: numberOf('cluster', slug), name, sequence, occupations };
}

function occupationsByCluster(map: PublishedMap, route: string): ReadonlyMap<string, Occupation[]> {
  const standing = new Map<string, Occupation[]>();
  for (const occupation of map.occupationsOn(route)) {
    const cluster = map.occupation(occupation.reference)?.placement?.cluster;
    if (cluster) standing.set(cluster, [...(standing.get(cluster) ?? []), occupation]);
  }
  return standing;
}
