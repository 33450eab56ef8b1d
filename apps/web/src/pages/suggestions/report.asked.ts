import type { After } from '@app/suggestions';
import { type AskedOf, placeById, placeInTime, placeInTwo } from '../../http/asked';

/** Where a page of suggestions begins: the time and the id of the last one of the page before. */
export const reportFilters = { at: placeInTime, id: placeById };

/** The same as one place. @throws NotUnderstood for one part without the other */
export function afterOf({ at, id }: AskedOf<typeof reportFilters>): After | null {
  const place = placeInTwo(['at', at], ['id', id]);
  return place && { at: place[0], id: place[1] };
}
