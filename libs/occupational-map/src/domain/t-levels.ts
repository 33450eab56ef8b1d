import type { Reason } from '@app/kernel';
import type { MapState, TLevel } from './map';
import type { Occupation } from './occupation';
import { isLive } from './occupation';

/**
 * Why a T Level cannot cover this occupation, as the end of a sentence; null where it can. It covers live occupations of
 * level 3, and never one that can be reached by an apprenticeship only. The database checks the same at publication.
 */
export function whyNotCovered(occupation: Occupation | undefined): string | null {
  if (!occupation) return 'does not exist';
  if (occupation.status !== 'approved') return isLive(occupation) ? 'is not approved yet' : 'is retired';
  if (occupation.level !== 3) return `is at level ${occupation.level}, not 3`;
  return occupation.apprenticeshipOnly ? 'is for apprenticeships only' : null;
}

/** The references of all occupations that a T Level covers, by whichever specialism. */
export const coveredBy = (tLevel: TLevel): string[] => [...new Set(tLevel.specialisms.flatMap(({ covers }) => covers))];

/** Why a T Level cannot stand beside these occupations, each in one sentence. */
export function coverageProblems(tLevel: TLevel, occupations: MapState['occupations']): Reason[] {
  return coveredBy(tLevel).flatMap((reference) => {
    const why = whyNotCovered(occupations[reference]);
    return why ? [{ field: tLevel.reference, text: `${tLevel.title} cannot cover ${reference}: it ${why}.` }] : [];
  });
}

/** What is wrong with the T Levels of a state: a route that does not exist, or what they cover. */
export function tLevelProblems(state: MapState): Reason[] {
  return Object.values(state.tLevels).flatMap((tLevel) => {
    const { reference: field, title, route } = tLevel;
    const lost = route && !state.routes[route];
    const text = `${title} is on the route ${route}, which does not exist.`;
    return [...(lost ? [{ field, text }] : []), ...coverageProblems(tLevel, state.occupations)];
  });
}
