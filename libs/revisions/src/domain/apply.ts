import { canonicalJson, type Reason } from '@app/kernel';
import {
  isLive,
  type MapState,
  newOccupation,
  type Occupation,
  occupationSchema,
  type Placement,
  progressionKey,
} from '@app/occupational-map';
import type { FieldChange, Operation } from './operations';

type Draft = { -readonly [K in keyof MapState]: Record<string, MapState[K][string]> };
type Of<K extends Operation['op']> = Extract<Operation, { op: K }>;

/** Whether `apply` or `fold` said no. */
export const isRefused = (result: MapState | Reason[]): result is Reason[] => Array.isArray(result);

/** The state after one operation, or why it does not fit this state. The state given is never changed. */
export function apply(state: MapState, operation: Operation): MapState | Reason[] {
  const draft = copyOf(state);
  const reasons = change(draft, operation);
  return reasons.length > 0 ? reasons : draft;
}

/** The state after all operations, in order; or every reason of those that do not fit. */
export function fold(state: MapState, operations: readonly Operation[]): MapState | Reason[] {
  const draft = copyOf(state);
  const reasons = operations.flatMap((operation) => change(draft, operation));
  return reasons.length > 0 ? reasons : draft;
}

/** The state after those operations that fit, in order: what the maps will be if all goes as it stands. */
export function foldWhatFits(state: MapState, operations: readonly Operation[]): MapState {
  const draft = copyOf(state);
  for (const operation of operations) change(draft, operation);
  return draft;
}

const copyOf = (state: MapState): Draft => ({
  routes: { ...state.routes },
  pathways: { ...state.pathways },
  clusters: { ...state.clusters },
  occupations: { ...state.occupations },
  placements: { ...state.placements },
  progression: { ...state.progression },
  tLevels: { ...state.tLevels },
});

function change(draft: Draft, operation: Operation): Reason[] {
  switch (operation.op) {
    case 'add-route':
      return addTo(draft.routes, 'route', operation.route);
    case 'add-pathway':
      return addPathway(draft, operation);
    case 'add-cluster':
      return addCluster(draft, operation);
    case 'add-occupation':
      return addOccupation(draft, operation);
    case 'amend-occupation':
      return amend(draft, operation);
    case 'place-occupation':
      return place(draft, operation);
    case 'retire-occupation':
      return retire(draft, operation);
    case 'reinstate-occupation':
      return reinstate(draft, operation);
    case 'link-progression':
      return link(draft, operation);
    case 'unlink-progression':
      return unlink(draft, operation);
    case 'set-t-level':
      return setTLevel(draft, operation);
  }
}

function addTo<T extends { slug: string }>(record: Record<string, T>, what: string, value: T): Reason[] {
  if (record[value.slug]) return no(value.slug, `There already is a ${what} ${value.slug}.`);
  record[value.slug] = value;
  return [];
}

function addPathway(draft: Draft, { pathway }: Of<'add-pathway'>): Reason[] {
  if (!draft.routes[pathway.route]) return no(pathway.slug, `There is no route ${pathway.route}.`);
  return addTo(draft.pathways, 'pathway', pathway);
}

function addCluster(draft: Draft, { cluster }: Of<'add-cluster'>): Reason[] {
  if (!draft.pathways[cluster.pathway]) return no(cluster.slug, `There is no pathway ${cluster.pathway}.`);
  return addTo(draft.clusters, 'cluster', cluster);
}

function addOccupation(draft: Draft, { occupation, placement }: Of<'add-occupation'>): Reason[] {
  const { reference } = occupation;
  if (draft.occupations[reference]) return no(reference, `${reference} already exists.`);
  if (isLive(occupation) !== (placement !== null)) {
    return no(reference, `${reference} needs a route, unless it is retired.`);
  }
  const wrong = placement ? placementReasons(draft, reference, placement) : [];
  if (wrong.length > 0) return wrong;
  draft.occupations[reference] = newOccupation(occupation);
  if (placement) draft.placements[reference] = { ...placement };
  return [];
}

function amend(draft: Draft, { reference, changes }: Of<'amend-occupation'>): Reason[] {
  const occupation = draft.occupations[reference];
  if (!occupation) return unknown(reference);
  const stale = changes.filter(({ field, before }) => canonicalJson(occupation[field]) !== canonicalJson(before));
  if (stale.length > 0) {
    return stale.map(({ field }) => ({
      field: reference,
      text: `The ${fieldName(field)} of ${reference} has changed since this operation was written.`,
    }));
  }
  const retiring = changes.some(
    ({ field, after }) => field === 'status' && (after === 'retired') === isLive(occupation),
  );
  if (retiring) return no(reference, `${reference} is retired and reinstated by operations of their own.`);
  const amended = occupationSchema.safeParse(withChanges(occupation, changes));
  if (!amended.success) {
    return amended.error.issues.map((issue) => ({ field: reference, text: `${reference}: ${issue.message}` }));
  }
  draft.occupations[reference] = amended.data;
  return [];
}

function place(draft: Draft, { reference, from, to }: Of<'place-occupation'>): Reason[] {
  const now = draft.placements[reference];
  if (!draft.occupations[reference]) return unknown(reference);
  if (!now) return no(reference, `${reference} is retired and cannot be moved.`);
  if (canonicalJson(now) !== canonicalJson(from)) {
    return no(reference, `${reference} has moved since this operation was written.`);
  }
  const wrong = placementReasons(draft, reference, to);
  if (wrong.length === 0) draft.placements[reference] = { ...to };
  return wrong;
}

function retire(draft: Draft, { reference, successor }: Of<'retire-occupation'>): Reason[] {
  const occupation = draft.occupations[reference];
  if (!occupation) return unknown(reference);
  if (!isLive(occupation)) return no(reference, `${reference} is already retired.`);
  if (successor === reference) return no(reference, `${reference} cannot be its own successor.`);
  if (successor && !draft.occupations[successor]) return no(reference, `The successor ${successor} does not exist.`);
  const covering = Object.values(draft.tLevels).filter((tLevel) =>
    tLevel.specialisms.some((specialism) => specialism.covers.includes(reference)),
  );
  if (covering.length > 0) {
    return covering.map(({ title }) => ({
      field: reference,
      text: `${title} covers ${reference}: take it out there first.`,
    }));
  }
  draft.occupations[reference] = {
    ...occupation,
    status: 'retired',
    successor,
    retiredFrom: draft.placements[reference].route,
  };
  delete draft.placements[reference];
  for (const [key, { from, to }] of Object.entries(draft.progression)) {
    if (from === reference || to === reference) delete draft.progression[key];
  }
  return [];
}

function reinstate(draft: Draft, { reference, status, placement }: Of<'reinstate-occupation'>): Reason[] {
  const occupation = draft.occupations[reference];
  if (!occupation) return unknown(reference);
  if (isLive(occupation)) return no(reference, `${reference} is not retired.`);
  const wrong = placementReasons(draft, reference, placement);
  if (wrong.length > 0) return wrong;
  draft.occupations[reference] = { ...occupation, status, successor: null, retiredFrom: null };
  draft.placements[reference] = { ...placement };
  return [];
}

function link(draft: Draft, { from, to }: Of<'link-progression'>): Reason[] {
  if (from === to) return no(from, `${from} cannot lead to itself.`);
  const missing = [from, to].filter((end) => !draft.placements[end]);
  if (missing.length > 0) return missing.map((end) => ({ field: end, text: `${end} is not on the map.` }));
  const key = progressionKey({ from, to });
  if (draft.progression[key]) return no(from, `${from} already leads to ${to}.`);
  draft.progression[key] = { from, to };
  return [];
}

function unlink(draft: Draft, { from, to }: Of<'unlink-progression'>): Reason[] {
  const key = progressionKey({ from, to });
  if (!draft.progression[key]) return no(from, `${from} does not lead to ${to}.`);
  delete draft.progression[key];
  return [];
}

function setTLevel(draft: Draft, { before, tLevel }: Of<'set-t-level'>): Reason[] {
  if (canonicalJson(draft.tLevels[tLevel.reference] ?? null) !== canonicalJson(before)) {
    return no(tLevel.reference, `${tLevel.title} has changed since this operation was written.`);
  }
  if (tLevel.route && !draft.routes[tLevel.route]) return no(tLevel.reference, `There is no route ${tLevel.route}.`);
  const absent = tLevel.specialisms.flatMap((one) => one.covers).filter((reference) => !draft.placements[reference]);
  if (absent.length > 0)
    return no(tLevel.reference, `${tLevel.title} cannot cover ${absent.join(', ')}: not on the map.`);
  draft.tLevels[tLevel.reference] = tLevel;
  return [];
}

function placementReasons(draft: Draft, reference: string, { route, pathway, cluster }: Placement): Reason[] {
  if (!draft.routes[route]) return no(reference, `There is no route ${route}.`);
  if (pathway && draft.pathways[pathway]?.route !== route) {
    return no(reference, `The route ${route} has no pathway ${pathway}.`);
  }
  if (cluster && (!pathway || draft.clusters[cluster]?.pathway !== pathway)) {
    return no(reference, `The pathway ${pathway ?? '(none)'} has no cluster ${cluster}.`);
  }
  return [];
}

const withChanges = (occupation: Occupation, changes: readonly FieldChange[]): Record<string, unknown> => ({
  ...occupation,
  ...Object.fromEntries(changes.map(({ field, after }) => [field, after])),
});

const no = (field: string, text: string): Reason[] => [{ field, text }];
const unknown = (reference: string): Reason[] => no(reference, `There is no occupation ${reference}.`);
const fieldName = (field: string): string => field.replace(/([A-Z])/g, ' $1').toLowerCase();
