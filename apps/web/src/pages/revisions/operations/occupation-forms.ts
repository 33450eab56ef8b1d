import { listOfLines, refuse, Refused, shortText } from '@app/kernel';
import type { MapState } from '@app/occupational-map';
import { z } from 'zod';
import type { Form } from '../../../http/forms';
import { allPlaces, placementOf } from '../places';
import { liveStatus, statusChoices } from './occupation-fields';
import { common, operationForm, reference } from './operation-form';

const template = 'occupation';
const blame = 'reference';
const place = shortText('Choose a place on the map');
const placesFor = (state: MapState, _form: Form, about: string) => ({
  places: allPlaces(state, state.occupations[about]?.level ?? null),
});

/** Moves an occupation to another place. */
export const moveForm = operationForm({
  title: 'Move an occupation',
  crosses: true,
  template,
  blame,
  schema: z.object({ reference, place, ...common }),
  view: placesFor,
  operation: (typed, { state }) => {
    const from = state.placements[typed.reference] ?? refuse('There is no such occupation on a route', 'reference');
    return { op: 'place-occupation', reference: typed.reference, from, to: placementOf(state, typed.place) };
  },
});

/** Retires an occupation, with or without one that follows it. */
export const retireForm = operationForm({
  title: 'Retire an occupation',
  template,
  blame,
  schema: z.object({
    reference,
    follows: z.enum(['yes', 'no'], { error: 'Say whether another occupation follows it' }),
    successor: shortText().toUpperCase().default(''),
    ...common,
  }),
  operation: ({ reference, follows, successor }, { state }) => {
    if (follows === 'yes' && !state.occupations[successor])
      refuse('Enter the reference of the occupation that follows', 'successor');
    return { op: 'retire-occupation', reference, successor: follows === 'yes' ? successor : null };
  },
});

/** Puts a retired occupation back on a map. */
export const reinstateForm = operationForm({
  title: 'Reinstate a retired occupation',
  crosses: true,
  template,
  blame,
  schema: z.object({ reference, place, status: liveStatus, ...common }),
  view: (state, form, about) => ({ ...placesFor(state, form, about), statuses: statusChoices }),
  operation: (typed, { state }) => ({
    op: 'reinstate-occupation',
    reference: typed.reference,
    status: typed.status,
    placement: placementOf(state, typed.place),
  }),
});

/** Merges occupations into another one. */
export const mergeForm = operationForm({
  title: 'Merge occupations',
  crosses: true,
  template: 'merge',
  blame: 'references',
  schema: z.object({
    references: listOfLines(z.array(shortText().toUpperCase()).min(1, 'Enter the references of what is merged')),
    into: reference,
    ...common,
  }),
  operation: ({ references, into }, { state }) => {
    const absent = (one: string) => state.placements[one] === undefined;
    const wrong = [
      ...references.filter(absent).map((one) => ({ field: 'references', text: `${one} is not on the map.` })),
      ...(absent(into) ? [{ field: 'into', text: `${into} is not on the map.` }] : []),
      ...(references.includes(into) ? [{ field: 'into', text: `${into} cannot be merged into itself.` }] : []),
    ];
    if (wrong.length > 0) throw new Refused(wrong);
    return { op: 'merge-occupations', references: [...new Set(references)], into };
  },
});
