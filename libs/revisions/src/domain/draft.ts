import { canonicalJson, type Reason } from '@app/kernel';
import { type MapState, noteStep, type Placement } from '@app/occupational-map';
import type { Operation } from './operations';

/** The operations of one kind. */
export type Of<K extends Operation['op']> = Extract<Operation, { op: K }>;

/**
 * A state that operations change step by step. A record is copied when it is first written to, and the values in it stay
 * shared: so a small change of a large map is small work, and the state that it began with is never changed.
 */
export class Draft implements MapState {
  routes: MapState['routes'];
  pathways: MapState['pathways'];
  clusters: MapState['clusters'];
  occupations: MapState['occupations'];
  placements: MapState['placements'];
  progression: MapState['progression'];
  tLevels: MapState['tLevels'];
  private readonly own = new Set<keyof MapState>();
  private readonly touched = new Set<string>();

  constructor(private readonly state: MapState) {
    this.routes = state.routes;
    this.pathways = state.pathways;
    this.clusters = state.clusters;
    this.occupations = state.occupations;
    this.placements = state.placements;
    this.progression = state.progression;
    this.tLevels = state.tLevels;
  }

  /** Puts a value under a key of a record. */
  put<K extends keyof MapState>(record: K, key: string, value: MapState[K][string]): void {
    this.writable(record, key)[key] = value;
  }

  /** Takes what stands under a key out of a record. */
  drop(record: keyof MapState, key: string): void {
    delete this.writable(record, key)[key];
  }

  /** The state as it stands now. Whoever asks for it is done with the draft. */
  finished(): MapState {
    const { routes, pathways, clusters, occupations, placements, progression, tLevels } = this;
    const after: MapState = { routes, pathways, clusters, occupations, placements, progression, tLevels };
    const linksStand = !this.own.has('progression') && !this.own.has('placements');
    noteStep({ before: this.state, after, references: [...this.touched], linksStand });
    return after;
  }

  private writable<K extends keyof MapState>(record: K, key: string): Record<string, MapState[K][string]> {
    if (record === 'occupations' || record === 'placements') this.touched.add(key);
    if (!this.own.has(record)) {
      Object.assign(this, { [record]: copied(this[record]) });
      this.own.add(record);
    }
    return this[record] as Record<string, MapState[K][string]>;
  }
}

/** A record with the same values. Key by key: on a map of 13,000 occupations that takes two thirds of what a spread does. */
function copied(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const copy = Object.create(null) as Record<string, unknown>;
  for (const key in record) copy[key] = record[key];
  return copy;
}

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

/** Where each part of the structure stands in a state. */
export const recordOf = { route: 'routes', pathway: 'pathways', cluster: 'clusters' } as const;
export type What = keyof typeof recordOf;
export type ValueOf<K extends What> = MapState[(typeof recordOf)[K]][string];

/** Why this value is not the one that stands on the map now; empty where it is. */
export function staleness<K extends What>(draft: Draft, what: K, value: ValueOf<K>): Reason[] {
  const now = draft[recordOf[what]][value.slug];
  if (!now) return no(value.slug, `There is no ${what} ${value.slug}.`);
  if (canonicalJson(now) === canonicalJson(value)) return [];
  return no(value.slug, `The ${what} ${value.slug} has changed since this operation was written.`);
}

/** Gives every occupation the place that is made of its own; the same place leaves it where it is. */
export function moveAlong(draft: Draft, moved: (place: Placement) => Placement): void {
  for (const [reference, place] of Object.entries(draft.placements)) {
    const to = moved(place);
    if (to !== place) draft.put('placements', reference, to);
  }
}
