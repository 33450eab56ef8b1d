import { shortText } from '@app/kernel';
import { type MapState, newOccupation } from '@app/occupational-map';
import { z } from 'zod';
import { allPlaces, placementFor } from '../places';
import { describing, liveStatus, soc2010Of, soc2020Of, socFields, statusChoices } from './occupation-fields';
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
  view: (state: MapState) => ({ places: allPlaces(state, null), statuses: statusChoices }),
  operation: async (typed, { state, claim }) => {
    const { title, level, status, overview, typicalJobTitles, keywords } = typed;
    const placement = placementFor(state, typed.place, level);
    const soc = { soc2020: soc2020Of(typed, null), soc2010: soc2010Of(typed, null) };
    const [reference] = await claim(1);
    const said = { title, level, status, overview, typicalJobTitles, keywords, ...soc };
    return { op: 'add-occupation', occupation: newOccupation({ reference, ...said }), placement };
  },
});
