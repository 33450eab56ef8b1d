import type { Reason } from '@app/kernel';
import type { MapState, Placement } from '@app/occupational-map';
import type { Operation } from './operations';

/** A state that operations may change in place. */
export type Draft = { -readonly [K in keyof MapState]: Record<string, MapState[K][string]> };
/** The operations of one kind. */
export type Of<K extends Operation['op']> = Extract<Operation, { op: K }>;

/** A copy of a state to change in place; the values in it stay shared and are never changed. */
export const copyOf = (state: MapState): Draft => ({
  routes: { ...state.routes },
  pathways: { ...state.pathways },
  clusters: { ...state.clusters },
  occupations: { ...state.occupations },
  placements: { ...state.placements },
  progression: { ...state.progression },
  tLevels: { ...state.tLevels },
});

/** Why an occupation cannot stand at this place: it does not exist. */
export function placementReasons(draft: Draft, reference: string, { route, pathway, cluster }: Placement): Reason[] {
  if (!draft.routes[route]) return no(reference, `There is no route ${route}.`);
  if (pathway && draft.pathways[pathway]?.route !== route) {
    return no(reference, `The route ${route} has no pathway ${pathway}.`);
  }
  if (cluster && (!pathway || draft.clusters[cluster]?.pathway !== pathway)) {
    return no(reference, `The pathway ${pathway ?? '(none)'} has no cluster ${cluster}.`);
  }
  return [];
}

/** One reason why an operation does not fit, with the key that it is about. */
export const no = (field: string, text: string): Reason[] => [{ field, text }];
