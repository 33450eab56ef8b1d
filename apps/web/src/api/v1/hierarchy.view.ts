import { type Occupation, type PublishedMap, type TechnicalLevel, technicalLevelOf } from '@app/occupational-map';
import { technicalLevelNamed } from './enums.view';
import { numberOf } from './numbers';

/** The clusters of one pathway in one column, under the number that the API gives such a group; it has no name. */
export function groupsOf(map: PublishedMap, pathway: string) {
  const clusters = map.clustersOf(pathway);
  const columns = [...new Set(clusters.map(({ level }) => level))];
  return columns.map((level, sequence) => ({
    clusterGroupId: groupId(pathway, level),
    level,
    sequence,
    clusters: clusters.filter((cluster) => cluster.level === level),
  }));
}

const groupId = (pathway: string, level: TechnicalLevel): number => numberOf('cluster-group', `${pathway} ${level}`);

/** The place of a route in the alphabet, from 0. */
export const routeSequence = (map: PublishedMap, slug: string): number =>
  map.routes.findIndex((route) => route.slug === slug);

/**
 * Where an occupation stands. `clusterSeqeunce` is the API's own spelling. What awaits a pathway or cluster has none of
 * its members.
 */
export function hierarchyOf(map: PublishedMap, { reference, level }: Occupation) {
  const placement = map.occupation(reference)?.placement;
  const route = map.route(placement?.route ?? '');
  if (!placement || !route) return undefined;
  const pathway = placement.pathway === null ? null : map.pathway(placement.pathway);
  const cluster = placement.cluster === null ? null : map.cluster(placement.cluster);
  const groups = pathway ? groupsOf(map, pathway.slug) : [];
  const group = groups.find((one) => one.level === cluster?.level);
  const { id, name } = technicalLevelNamed(cluster?.level ?? technicalLevelOf(level));
  const at = <T extends { slug: string }>(list: readonly T[], slug: string) => list.findIndex((x) => x.slug === slug);
  return {
    routeId: route.officialId,
    routeName: route.name,
    routeSequence: routeSequence(map, route.slug),
    pathwayId: pathway ? numberOf('pathway', pathway.slug) : undefined,
    pathwayName: pathway?.name,
    clusterGroupId: group?.clusterGroupId,
    clusterId: cluster ? numberOf('cluster', cluster.slug) : undefined,
    clusterName: cluster?.name,
    technicalLevel: id,
    technicalLevelName: name,
    pathwaySequence: pathway ? at(map.pathwaysOf(route.slug), pathway.slug) : undefined,
    clusterGroupSequence: group?.sequence,
    clusterSeqeunce: group && cluster ? at(group.clusters, cluster.slug) : undefined,
  };
}
