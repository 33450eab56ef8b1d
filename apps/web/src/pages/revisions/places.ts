import { refuse } from '@app/kernel';
import { type MapState, type Placement, technicalLevelOf } from '@app/occupational-map';

/** One choice of a select: a route, pathway or cluster. */
export type PlaceChoice = { value: string; text: string };

/** Every place of a route that an occupation of this level can have, as the choices of one select. */
export function placesOn(state: MapState, route: string, level: number | null): PlaceChoice[] {
  const choices: PlaceChoice[] = [{ value: route, text: `${state.routes[route]?.name ?? route} (awaiting placement)` }];
  const pathways = Object.values(state.pathways).filter((pathway) => pathway.route === route);
  for (const pathway of pathways.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))) {
    choices.push({ value: `${route}/${pathway.slug}`, text: `${pathway.name} (awaiting a cluster)` });
    const clusters = Object.values(state.clusters).filter(
      (cluster) => cluster.pathway === pathway.slug && (level === null || cluster.level === technicalLevelOf(level)),
    );
    for (const cluster of clusters.sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))) {
      choices.push({ value: `${route}/${pathway.slug}/${cluster.slug}`, text: `${pathway.name} › ${cluster.name}` });
    }
  }
  return choices;
}

/** The places of every route, grouped by route. */
export function allPlaces(state: MapState, level: number | null): { label: string; items: PlaceChoice[] }[] {
  return Object.values(state.routes)
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
    .map(({ slug, name }) => ({ label: name, items: placesOn(state, slug, level) }));
}

/** The placement that a choice stands for. @throws Refused for what is no choice */
export function placementOf(state: MapState, value: string): Placement {
  const [route, pathway = null, cluster = null, ...rest] = value.split('/');
  const known =
    state.routes[route] !== undefined &&
    (pathway === null || state.pathways[pathway]?.route === route) &&
    (cluster === null || state.clusters[cluster]?.pathway === pathway);
  if (!known || rest.length > 0) refuse('Choose a place on the map', 'place');
  return { route, pathway, cluster };
}

/** The placement that a choice stands for, for an occupation of this level. @throws Refused, beside the place */
export function placementFor(state: MapState, value: string, level: number): Placement {
  const placement = placementOf(state, value);
  const fits = placement.cluster === null || state.clusters[placement.cluster].level === technicalLevelOf(level);
  return fits ? placement : refuse(`Choose a cluster for occupations of level ${level}`, 'place');
}

type Groups = { label: string; items: PlaceChoice[] }[];
const byName = <T extends { name: string }>(all: readonly T[]): T[] =>
  [...all].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));

/** Every route, as the choices of a select. */
export function routeChoices({ routes }: MapState): Groups {
  return [
    { label: 'Routes', items: byName(Object.values(routes)).map(({ slug, name }) => ({ value: slug, text: name })) },
  ];
}

/** Every pathway, grouped by route. */
export function pathwayChoices({ routes, pathways }: MapState): Groups {
  return byName(Object.values(routes)).map((route) => ({
    label: route.name,
    items: byName(Object.values(pathways).filter((one) => one.route === route.slug)).map(({ slug, name }) => ({
      value: slug,
      text: name,
    })),
  }));
}

/** Every cluster, grouped by pathway. */
export function clusterChoices({ pathways, clusters }: MapState): Groups {
  return byName(Object.values(pathways)).map((pathway) => ({
    label: pathway.name,
    items: byName(Object.values(clusters).filter((one) => one.pathway === pathway.slug)).map(({ slug, name }) => ({
      value: slug,
      text: name,
    })),
  }));
}
