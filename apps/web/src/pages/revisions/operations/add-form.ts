import { shortText } from '@app/kernel';
import { type MapState, newOccupation } from '@app/occupational-map';
import { z } from 'zod';
import { allPlaces, placementFor } from '../places';
import {
  describing,
  describingTexts,
  liveStatus,
  soc2010Of,
  soc2020Of,
  socFields,
  statusChoices,
  textsAsked,
} from './occupation-fields';
import { common, operationForm } from './operation-form';

const schema = z.object({
  ...describing,
  place: shortText('Choose a place on the map'),
  status: liveStatus,
  ...socFields,
  ...common,
});

/** Adds an occupation that no proposal brought, under a reference that nothing ever had. */
export const addForm = operationForm({
  title: 'Add an occupation',
  template: 'add',
  blame: 'title',
  schema,
  view: (state: MapState) => ({ places: allPlaces(state, null), statuses: statusChoices, texts: textsAsked }),
  operation: async (typed, { state, claim }) => {
    const { title, level, status } = typed;
    const placement = placementFor(state, typed.place, level);
    const soc = { soc2020: soc2020Of(typed, null), soc2010: soc2010Of(typed, null) };
    const [reference] = await claim(1);
    const texts = Object.fromEntries(describingTexts.map((field) => [field, typed[field]]));
    const occupation = newOccupation({ reference, title, level, status, ...texts, ...soc });
    return { op: 'add-occupation', occupation, placement };
  },
});
