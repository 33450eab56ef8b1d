import type { Cluster, MapState, Pathway, Placement, Progression, Route, TLevel } from './map';
import { noneYet, progressionKey } from './map';
import type { Occupation } from './occupation';
import type {
  ClusterContent,
  MapContent,
  MapNode,
  MapTree,
  PathwayContent,
  ProgressionContent,
  RouteContent,
} from './node';

/** Reads a tree back into a state. */
export function stateOf({ root, nodes }: MapTree): MapState {
  const reading = new Reading(nodes);
  reading.map(root);
  return reading.state;
}

class Reading {
  private readonly routes = noneYet<Route>();
  private readonly pathways = noneYet<Pathway>();
  private readonly clusters = noneYet<Cluster>();
  private readonly found = noneYet<Occupation>();
  private readonly placements = noneYet<Placement>();
  private readonly links = noneYet<Progression>();
  private readonly tLevels = noneYet<TLevel>();

  constructor(private readonly nodes: ReadonlyMap<string, MapNode>) {}

  get state(): MapState {
    const { routes, pathways, clusters, found, placements, links, tLevels } = this;
    return {
      routes,
      pathways,
      clusters,
      occupations: found,
      placements,
      progression: links,
      tLevels,
    };
  }

  map(hash: string): void {
    const { routes, retired, tLevels, progression } = this.read<MapContent>(hash);
    routes.forEach((route) => this.route(route));
    retired.forEach((occupation) => this.occupation(occupation, null));
    for (const tLevel of tLevels.map((one) => this.read<TLevel>(one))) this.tLevels[tLevel.reference] = tLevel;
    this.progression(progression);
  }

  private route(hash: string): void {
    const { route, pathways, awaiting, progression } = this.read<RouteContent>(hash);
    this.routes[route.slug] = route;
    const place = { route: route.slug, pathway: null, cluster: null };
    pathways.forEach((pathway) => this.pathway(pathway, place));
    awaiting.forEach((occupation) => this.occupation(occupation, place));
    this.progression(progression);
  }

  private pathway(hash: string, above: Placement): void {
    const { pathway, clusters, awaiting } = this.read<PathwayContent>(hash);
    this.pathways[pathway.slug] = pathway;
    const place = { ...above, pathway: pathway.slug };
    awaiting.forEach((occupation) => this.occupation(occupation, place));
    for (const { cluster, occupations } of clusters.map((one) => this.read<ClusterContent>(one))) {
      this.clusters[cluster.slug] = cluster;
      occupations.forEach((one) => this.occupation(one, { ...place, cluster: cluster.slug }));
    }
  }

  private occupation(hash: string, place: Placement | null): void {
    const occupation = this.read<Occupation>(hash);
    this.found[occupation.reference] = occupation;
    if (place) this.placements[occupation.reference] = { ...place };
  }

  private progression(hash: string | null): void {
    if (!hash) return;
    for (const link of this.read<ProgressionContent>(hash).links) this.links[progressionKey(link)] = link;
  }

  private read<T>(hash: string): T {
    const node = this.nodes.get(hash);
    if (!node) throw new Error(`The tree lacks the node ${hash}`);
    return JSON.parse(node.content) as T;
  }
}
