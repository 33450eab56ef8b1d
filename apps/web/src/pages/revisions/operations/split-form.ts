import { type Reason, refuse, Refused, shortText } from '@app/kernel';
import { type MapState, newOccupation, type Occupation, type Placement } from '@app/occupational-map';
import { z } from 'zod';
import { titleRead } from '../../occupations/texts.form';
import { allPlaces, placementFor } from '../places';
import { common, occupationLevel, operationForm, reference } from './operation-form';

const partSchema = z.object({
  title: titleRead,
  level: occupationLevel,
  place: shortText('Choose a place on the map'),
});
const { title, level, place } = partSchema.shape;
const typed = shortText().default('');

/** The first two parts have to be there, the others may. */
const schema = z.object({
  reference,
  ...{ title1: title, level1: level, place1: place, title2: title, level2: level, place2: place },
  ...{ title3: typed, level3: typed, place3: typed, title4: typed, level4: typed, place4: typed },
  ...common,
});
const numbers = [1, 2, 3, 4] as const;

type Part = { title: string; level: number; placement: Placement };

/** Splits an occupation into two to four new ones, under references that nothing ever had. */
export const splitForm = operationForm({
  title: 'Split an occupation',
  crosses: true,
  template: 'split',
  blame: 'reference',
  schema,
  view: (state) => ({ numbers, places: allPlaces(state, null) }),
  operation: async (form, { state, claim }) => {
    if (!state.placements[form.reference]) refuse('There is no such occupation on a route', 'reference');
    const parts = partsOf(form, state);
    const references = await claim(parts.length);
    const whole = state.occupations[form.reference].status;
    // A part has no standard yet, which an approved occupation needs.
    const status = whole === 'approved' ? 'in-development' : whole;
    return {
      op: 'split-occupation',
      reference: form.reference,
      into: parts.map(({ placement, ...said }, at) => ({
        occupation: occupationOf(references[at], said, status),
        placement,
      })),
    };
  },
});

const occupationOf = (reference: string, said: Omit<Part, 'placement'>, status: Occupation['status']): Occupation =>
  newOccupation({ reference, ...said, status });

/** What was said of each part. @throws Refused, with every reason beside its field */
function partsOf(form: z.infer<typeof schema>, state: MapState): Part[] {
  const reasons: Reason[] = [];
  const parts = numbers.flatMap((number) => {
    const said = { title: form[`title${number}`], level: form[`level${number}`], place: form[`place${number}`] };
    if (said.title === '' && said.level === '' && said.place === '') return [];
    const read = partOf(said, state);
    if (!Array.isArray(read)) return [read];
    reasons.push(...read.map(({ field, text }) => ({ field: `${field}${number}`, text })));
    return [];
  });
  if (reasons.length > 0) throw new Refused(reasons);
  return parts;
}

function partOf(said: Record<'title' | 'level' | 'place', string | number>, state: MapState): Part | Reason[] {
  const checked = partSchema.safeParse(said);
  if (!checked.success) {
    return checked.error.issues.map(({ path, message }) => ({ field: String(path[0]), text: message }));
  }
  const { title, level } = checked.data;
  try {
    return { title, level, placement: placementFor(state, checked.data.place, level) };
  } catch (error) {
    if (error instanceof Refused) return [...error.reasons];
    throw error;
  }
}
