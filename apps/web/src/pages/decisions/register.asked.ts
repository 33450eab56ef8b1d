import { shortText } from '@app/kernel';
import { z } from 'zod';

const route = shortText()
  .regex(/^[a-z-]{1,60}$/)
  .nullable()
  .catch(null);
const year = z.coerce.number().int().min(2000).max(2200).nullable().catch(null);
/** The place that a page ended with: the time and the id of its last row. */
const after = shortText()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .refine((place) => !Number.isNaN(Date.parse(place.split('_')[0] ?? '')))
  .nullable()
  .catch(null);

/** Which part of the register an address asks for; what makes no sense is left out. */
export function askedOf(query: Readonly<Record<string, unknown>>) {
  return {
    route: route.parse(query.route ?? null),
    year: query.year === undefined || query.year === '' ? null : year.parse(query.year),
    after: after.parse(query.after ?? null),
  };
}
