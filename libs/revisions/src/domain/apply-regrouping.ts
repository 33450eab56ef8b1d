import type { Reason } from '@app/kernel';
import type { Placement } from '@app/occupational-map';
import { type Draft, moveAlong, no, type Of, staleness } from './draft';

/** Retires a cluster: its occupations go over to the one that follows it, or await a cluster in its pathway. */
export function retireCluster(draft: Draft, { cluster, into }: Of<'retire-cluster'>): Reason[] {
  const { slug } = cluster;
  const stale = [...staleness(draft, 'cluster', cluster), ...(into ? staleness(draft, 'cluster', into) : [])];
  if (stale.length > 0) return stale;
  if (into?.slug === slug) return no(slug, `The cluster ${cluster.name} cannot follow itself.`);
  if (into && into.level !== cluster.level) {
    return no(slug, `The clusters ${cluster.name} and ${into.name} stand in different columns.`);
  }
  const home = into && { route: draft.pathways[into.pathway].route, pathway: into.pathway, cluster: into.slug };
  moveAlong(draft, (place) => (place.cluster === slug ? { ...place, ...(home ?? { cluster: null }) } : place));
  draft.drop('clusters', slug);
  return [];
}

/** Retires a pathway: its clusters and occupations go over to the one that follows it; else the clusters retire, too. */
export function retirePathway(draft: Draft, { pathway, into }: Of<'retire-pathway'>): Reason[] {
  const { slug } = pathway;
  const stale = [...staleness(draft, 'pathway', pathway), ...(into ? staleness(draft, 'pathway', into) : [])];
  if (stale.length > 0) return stale;
  if (into?.slug === slug) return no(slug, `The pathway ${pathway.name} cannot follow itself.`);
  for (const cluster of Object.values(draft.clusters).filter((one) => one.pathway === slug)) {
    if (into) draft.put('clusters', cluster.slug, { ...cluster, pathway: into.slug });
    else draft.drop('clusters', cluster.slug);
  }
  const moved = (place: Placement): Placement =>
    into ? { ...place, route: into.route, pathway: into.slug } : { ...place, pathway: null, cluster: null };
  moveAlong(draft, (place) => (place.pathway === slug ? moved(place) : place));
  draft.drop('pathways', slug);
  return [];
}

/** Splits a new cluster off one, beside it in its pathway and column, with some of its occupations. */
export function splitCluster(draft: Draft, { cluster, part, occupations }: Of<'split-cluster'>): Reason[] {
  const stale = staleness(draft, 'cluster', cluster);
  if (stale.length > 0) return stale;
  if (draft.clusters[part.slug]) return no(part.slug, `There already is a cluster ${part.slug}.`);
  if (part.pathway !== cluster.pathway || part.level !== cluster.level) {
    return no(part.slug, `The new cluster ${part.name} has to stand beside ${cluster.name}.`);
  }
  const elsewhere = occupations.filter((one) => draft.placements[one]?.cluster !== cluster.slug);
  if (elsewhere.length > 0) {
    return elsewhere.map((field) => ({ field, text: `${field} does not stand in the cluster ${cluster.name}.` }));
  }
  draft.put('clusters', part.slug, part);
  for (const one of occupations) draft.put('placements', one, { ...draft.placements[one], cluster: part.slug });
  return [];
}

/** Splits a new pathway off one, beside it on its route, with some of its clusters and what stands in these. */
export function splitPathway(draft: Draft, { pathway, part, clusters }: Of<'split-pathway'>): Reason[] {
  const stale = staleness(draft, 'pathway', pathway);
  if (stale.length > 0) return stale;
  if (draft.pathways[part.slug]) return no(part.slug, `There already is a pathway ${part.slug}.`);
  if (part.route !== pathway.route) {
    return no(part.slug, `The new pathway ${part.name} has to stand beside ${pathway.name}.`);
  }
  const elsewhere = clusters.filter((one) => draft.clusters[one]?.pathway !== pathway.slug);
  if (elsewhere.length > 0) {
    return elsewhere.map((field) => ({ field, text: `${field} is no cluster of the pathway ${pathway.name}.` }));
  }
  draft.put('pathways', part.slug, part);
  for (const one of clusters) draft.put('clusters', one, { ...draft.clusters[one], pathway: part.slug });
  const moves = ({ cluster }: Placement): boolean => cluster !== null && clusters.includes(cluster);
  moveAlong(draft, (place) => (moves(place) ? { ...place, pathway: part.slug } : place));
  return [];
}
