import { canonicalJson, refuse, Refused } from '@app/kernel';
import { type MapState, type Occupation, occupationReferenceSchema } from '@app/occupational-map';
import { type Authority, authoritySchema, type FieldChange, type Operation } from '@app/revisions';
import { z } from 'zod';
import { placementOf } from './places';
import { versionField } from './read';

const reference = z.string().trim().toUpperCase().pipe(occupationReferenceSchema);
const several = z.union([z.array(z.string()), z.string().transform((one) => [one])]).default([]);
/** The fields that say on whose word something is changed. */
export const authorityFields = {
  by: z.enum(['correction', 'panel', 'review'], { error: 'Choose on whose word this is changed' }),
  panels: several,
  on: z.string().trim().default(''),
  recommendation: z.string().trim().max(200, 'Enter 200 characters or fewer').default(''),
  why: z.string().trim().min(1, 'Enter why this is changed').max(1000, 'Enter 1,000 characters or fewer'),
};
const common = { ...versionField, ...authorityFields };

/** What was said about the authority of an operation. @throws Refused, beside the field */
export function authorityOf(typed: z.infer<z.ZodObject<typeof authorityFields>>): Authority {
  const { by, panels, on, recommendation, why } = typed;
  const given = by === 'panel' ? { by, panels, on, why } : by === 'review' ? { by, recommendation, why } : { by, why };
  const checked = authoritySchema.safeParse(given);
  if (checked.success) return checked.data;
  throw new Refused(
    checked.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? 'by'), text: message })),
  );
}
const place = z.string().min(1, 'Choose a place on the map');
const lines = z.string().transform((text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean),
);

/** The operations that an administrator writes by hand, each with its form. */
export const operationForms = {
  move: {
    title: 'Move an occupation',
    schema: z.object({ ...common, reference, place }),
  },
  amend: {
    title: 'Amend an occupation',
    schema: z.object({
      ...common,
      reference,
      title: z.string().trim().min(1, 'Enter the occupation title').max(200, 'Enter 200 characters or fewer'),
      level: z.coerce
        .number('Enter a level from 2 to 7')
        .int()
        .min(2, 'Enter a level from 2 to 7')
        .max(7, 'Enter a level from 2 to 7'),
      overview: z
        .string()
        .trim()
        .transform((text) => text.replaceAll('\r\n', '\n')),
      typicalJobTitles: lines,
    }),
  },
  retire: {
    title: 'Retire an occupation',
    schema: z.object({
      ...common,
      reference,
      follows: z.enum(['yes', 'no'], { error: 'Say whether another occupation follows it' }),
      successor: z.string().trim().toUpperCase().default(''),
    }),
  },
  reinstate: {
    title: 'Reinstate a retired occupation',
    schema: z.object({ ...common, reference, place }),
  },
  link: {
    title: 'Add a progression link',
    schema: z.object({ ...common, from: reference, to: reference }),
  },
  unlink: {
    title: 'End a progression link',
    schema: z.object({ ...common, from: reference, to: reference }),
  },
} as const;
export type OperationForm = keyof typeof operationForms;

/** The kind of form that an address names, or null. */
export function operationForm(kind: string): OperationForm | null {
  return Object.hasOwn(operationForms, kind) ? (kind as OperationForm) : null;
}

/** What was typed, as an operation on this state. @throws Refused, naming the field */
export function operationOf(kind: OperationForm, body: unknown, state: MapState): Operation {
  switch (kind) {
    case 'move': {
      const typed = operationForms.move.schema.parse(body);
      const from = state.placements[typed.reference] ?? refuse('There is no such occupation on a route', 'reference');
      return { op: 'place-occupation', reference: typed.reference, from, to: placementOf(state, typed.place) };
    }
    case 'amend':
      return amendment(operationForms.amend.schema.parse(body), state);
    case 'retire': {
      const { reference, follows, successor } = operationForms.retire.schema.parse(body);
      if (follows === 'yes' && !state.occupations[successor])
        refuse('Enter the reference of the occupation that follows', 'successor');
      return { op: 'retire-occupation', reference, successor: follows === 'yes' ? successor : null };
    }
    case 'reinstate': {
      const typed = operationForms.reinstate.schema.parse(body);
      const placement = placementOf(state, typed.place);
      return { op: 'reinstate-occupation', reference: typed.reference, status: 'approved', placement };
    }
    case 'link':
    case 'unlink': {
      const { from, to } = operationForms[kind].schema.parse(body);
      return { op: kind === 'link' ? 'link-progression' : 'unlink-progression', from, to };
    }
  }
}

type Amendment = z.infer<(typeof operationForms)['amend']['schema']>;

function amendment({ reference, title, level, overview, typicalJobTitles }: Amendment, state: MapState): Operation {
  const occupation: Occupation = state.occupations[reference] ?? refuse('There is no such occupation', 'reference');
  const after = { title, level, overview, typicalJobTitles };
  const changes: FieldChange[] = (Object.keys(after) as (keyof typeof after)[])
    .map((field) => ({ field, before: occupation[field], after: after[field] }))
    .filter((change) => canonicalJson(change.before) !== canonicalJson(change.after));
  if (changes.length === 0) refuse('Change at least one field', 'title');
  return { op: 'amend-occupation', reference, changes };
}
