import {
  aboutSchema,
  capacities,
  individualRoles,
  organisationSizes,
  organisationTypes,
  regions,
  sectors,
} from '@app/consultations';
import { oneLine } from '@app/kernel';
import { z } from 'zod';
import type { Form } from '../../http/forms';

const { shape } = aboutSchema;
const none = z.literal('').transform(() => undefined);

/** For whom somebody answers, as the first page sends it; what is left open is absent. */
export const about = z.object({
  capacity: z.enum(shape.capacity.options, { error: 'Choose for whom you answer' }),
  organisation: oneLine(200).default(''),
  role: shape.role.or(none),
  type: shape.type.or(none),
  size: shape.size.or(none),
  region: shape.region.or(none),
  sector: shape.sector.or(none),
});

/** What each of its lists offers. */
export function aboutChoices(form: Form) {
  const items = (field: string, words: Readonly<Record<string, string>>, first?: string) => [
    ...(first === undefined ? [] : [{ value: '', text: first }]),
    ...Object.entries(words).map(([value, text]) => {
      const chosen = form.has(field, value);
      return { value, text, checked: chosen, selected: chosen };
    }),
  ];
  return {
    capacities: items('capacity', capacities),
    roles: items('role', individualRoles, 'Choose one, if you like'),
    types: items('type', organisationTypes, 'Choose one'),
    sizes: items('size', organisationSizes, 'Choose one, if you like'),
    regions: items('region', regions, 'Choose one, if you like'),
    sectors: items('sector', sectors, 'Choose one, if you like'),
  };
}
