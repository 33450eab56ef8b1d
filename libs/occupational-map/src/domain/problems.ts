import type { Reason } from '@app/kernel';
import type { MapState, Placement } from './map';
import { progressionKey, technicalLevelOf } from './map';
import type { Occupation } from './occupation';
import { isLive } from './occupation';
import type { Step } from './step';
import { tLevelProblems } from './t-levels';

/** Why this state cannot be published, each in one sentence; empty where it can. `field` is the key concerned. */
export function mapProblems(state: MapState): Reason[] {
  return [
    ...keyProblems(state),
    ...structureProblems(state),
    ...Object.keys(state.occupations).flatMap((reference) => problemsAt(state, reference)),
    ...strayPlacements(state),
    ...progressionProblems(state),
    ...tLevelProblems(state),
  ];
}

/**
 * Why a map cannot take this step, where the state before it stands published, and so has no problems itself: the same
 * sentences as of the whole state after it, read from what changes alone where no key comes or goes.
 */
export function stepProblems({ before, after, references }: Step): Reason[] {
  const stands = (['routes', 'pathways', 'clusters'] as const).every((record) => before[record] === after[record]);
  const stay = references.every((reference) => before.occupations[reference] && after.occupations[reference]);
  if (!stands || !stay) return mapProblems(after);
  return [
    ...references.flatMap((reference) => problemsAt(after, reference)),
    ...(before.progression === after.progression ? [] : misplaced('progression', after.progression, progressionKey)),
    ...(before.tLevels === after.tLevels ? [] : misplaced('T Level', after.tLevels, (one) => one.reference)),
    ...progressionProblems(after),
    ...tLevelProblems(after),
  ];
}

function problemsAt(state: MapState, reference: string): Reason[] {
  const occupation = state.occupations[reference];
  return [
    ...(occupation.reference === reference ? [] : [wrongKey('occupation', reference)]),
    ...occupationProblems(occupation),
    ...standingProblems(state, occupation),
  ];
}

/** What is wrong in the content of one occupation, whatever stands around it. */
export function occupationProblems(occupation: Occupation): Reason[] {
  const { reference, duties, ksbs, successor } = occupation;
  const codes = new Set(ksbs.map((ksb) => ksb.code));
  const kindOf = { K: 'knowledge', S: 'skill', B: 'behaviour' } as const;
  const wrong = (text: string): Reason => ({ field: reference, text });
  return [
    ...repeated(duties.map((duty) => duty.code)).map((code) => wrong(`${reference} has two duties ${code}.`)),
    ...repeated(ksbs.map((ksb) => ksb.code)).map((code) => wrong(`${reference} has two statements ${code}.`)),
    ...ksbs
      .filter((ksb) => kindOf[ksb.code[0] as 'K' | 'S' | 'B'] !== ksb.kind)
      .map((ksb) => wrong(`${reference}: ${ksb.code} is not a code for ${ksb.kind}.`)),
    ...duties.flatMap((duty) =>
      duty.ksbs
        .filter((code) => !codes.has(code))
        .map((code) => wrong(`${reference}: duty ${duty.code} names ${code}, which the occupation does not have.`)),
    ),
    ...(occupation.apprenticeshipOnlySource && !occupation.apprenticeshipOnly
      ? [wrong(`${reference} names a source for the apprenticeship-only flag, which it does not have.`)]
      : []),
    ...(successor === reference ? [wrong(`${reference} cannot be its own successor.`)] : []),
  ];
}

function keyProblems({ routes, pathways, clusters, tLevels, progression }: MapState): Reason[] {
  return [
    ...misplaced('route', routes, (one) => one.slug),
    ...misplaced('pathway', pathways, (one) => one.slug),
    ...misplaced('cluster', clusters, (one) => one.slug),
    ...misplaced('T Level', tLevels, (one) => one.reference),
    ...misplaced('progression', progression, progressionKey),
  ];
}

const misplaced = <T>(what: string, record: Readonly<Record<string, T>>, keyOf: (value: T) => string): Reason[] =>
  Object.entries(record)
    .filter(([key, value]) => keyOf(value) !== key)
    .map(([key]) => wrongKey(what, key));

const wrongKey = (what: string, key: string): Reason => ({
  field: key,
  text: `The ${what} under ${key} carries another key.`,
});

function structureProblems({ routes, pathways, clusters }: MapState): Reason[] {
  return [
    ...repeated(Object.values(routes).map((route) => String(route.officialId))).map((id) => ({
      text: `Two routes have the official id ${id}.`,
    })),
    ...Object.values(pathways)
      .filter((pathway) => !routes[pathway.route])
      .map(({ slug, name, route }) => ({
        field: slug,
        text: `The pathway ${name} is on the route ${route}, which does not exist.`,
      })),
    ...Object.values(clusters)
      .filter((cluster) => !pathways[cluster.pathway])
      .map(({ slug, name, pathway }) => ({
        field: slug,
        text: `The cluster ${name} is in the pathway ${pathway}, which does not exist.`,
      })),
  ];
}

function standingProblems(state: MapState, occupation: Occupation): Reason[] {
  const { reference, successor } = occupation;
  const place = state.placements[reference];
  const texts: string[] = [];
  if (isLive(occupation) && !place) texts.push(`${reference} is on no route.`);
  if (!isLive(occupation) && place) texts.push(`${reference} is retired and cannot be on a route.`);
  if (place) texts.push(...placementTexts(state, occupation, place));
  if (successor && !state.occupations[successor]) {
    texts.push(`${reference} is followed by ${successor}, which does not exist.`);
  }
  const whole = reference.replace(/[A-Z]+$/, '');
  if (whole !== reference && state.occupations[whole]) {
    texts.push(`${reference} is an option of ${whole}: the options stand on the map, not the core as well.`);
  }
  return texts.map((text) => ({ field: reference, text }));
}

function placementTexts(state: MapState, { reference, level }: Occupation, place: Placement): string[] {
  const { route, pathway, cluster } = place;
  if (!state.routes[route]) return [`${reference} is on the route ${route}, which does not exist.`];
  if (!pathway) {
    return cluster ? [`${reference} is in the cluster ${cluster}, but in no pathway.`] : [];
  }
  const within = state.pathways[pathway];
  if (!within) return [`${reference} is in the pathway ${pathway}, which does not exist.`];
  if (within.route !== route) return [`${reference} is on the route ${route}, but its pathway ${pathway} is not.`];
  if (!cluster) return [];
  const home = state.clusters[cluster];
  if (!home) return [`${reference} is in the cluster ${cluster}, which does not exist.`];
  if (home.pathway !== pathway) {
    return [`${reference} is in the pathway ${pathway}, but its cluster ${cluster} is not.`];
  }
  if (home.level === technicalLevelOf(level)) return [];
  return [
    `${reference} is at level ${level}, which does not fit the cluster ${home.name} (${columnName[home.level]}).`,
  ];
}

const columnName = {
  technical: 'Technical, levels 2 and 3',
  'higher-technical': 'Higher Technical, levels 4 and 5',
  professional: 'Professional, levels 6 and 7',
} as const;

const strayPlacements = (state: MapState): Reason[] =>
  Object.keys(state.placements)
    .filter((reference) => !state.occupations[reference])
    .map((reference) => ({
      field: reference,
      text: `${reference} has a place on the map but does not exist.`,
    }));

function progressionProblems(state: MapState): Reason[] {
  return Object.entries(state.progression).flatMap(([key, { from, to }]) => {
    if (from === to) return [{ field: key, text: `${from} cannot lead to itself.` }];
    return [from, to]
      .filter((end) => !state.occupations[end] || !isLive(state.occupations[end]))
      .map((end) => ({
        field: key,
        text: `The progression from ${from} to ${to} needs ${end}, which ${state.occupations[end] ? 'is retired' : 'does not exist'}.`,
      }));
  });
}

function repeated(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].filter(([, count]) => count > 1).map(([value]) => value);
}
