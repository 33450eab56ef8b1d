import { canonicalJson, type Reason, refuse, Refused, shortText } from '@app/kernel';
import { type MapState, type OccupationalSpecialism, type TLevel, whyNotCovered } from '@app/occupational-map';
import { z } from 'zod';
import { common, lines, operationForm } from './operation-form';

/** The field of a specialism. */
const fieldOf = ({ reference }: OccupationalSpecialism): string => `covers-${reference}`;

/** Every T Level, as the choices of a select. */
export const tLevelChoices = (state: MapState) =>
  Object.values(state.tLevels)
    .sort((a, b) => a.title.localeCompare(b.title, 'en-GB'))
    .map(({ reference, title, startYear }) => ({
      value: reference,
      text: startYear ? `${title} (from ${startYear})` : title,
    }));

const tLevelOf = (state: MapState, reference: string): TLevel =>
  state.tLevels[reference] ?? refuse('Choose a T Level', 'reference');

const about = z.object({ reference: shortText('Choose a T Level'), ...common });

/** Sets which occupations each specialism of a T Level covers. */
export const coverForm = operationForm({
  title: 'Set what the specialisms of a T Level cover',
  template: 't-level',
  blame: 'reference',
  schema: about.loose(),
  subject: (state) => ({ label: 'T Level', choices: tLevelChoices(state) }),
  now: (state, reference) => {
    const tLevel = state.tLevels[reference];
    if (tLevel === undefined) return null;
    return Object.fromEntries(tLevel.specialisms.map((one) => [fieldOf(one), one.covers.join('\n')]));
  },
  view: (state, _form, reference) => ({
    tLevel: state.tLevels[reference],
    specialisms: (state.tLevels[reference]?.specialisms ?? []).map((one) => ({ field: fieldOf(one), name: one.name })),
  }),
  operation: (typed, { state }) => {
    const before = tLevelOf(state, typed.reference);
    const tLevel = { ...before, specialisms: covering(before, typed, state) };
    if (canonicalJson(tLevel) === canonicalJson(before)) {
      refuse('Change what at least one specialism covers', before.specialisms[0] && fieldOf(before.specialisms[0]));
    }
    return { op: 'set-t-level', before, tLevel };
  },
});

/** Takes a T Level off the maps. */
export const removeTLevelForm = operationForm({
  title: 'Take a T Level off the maps',
  template: 't-level',
  blame: 'reference',
  schema: about,
  subject: (state) => ({ label: 'T Level', choices: tLevelChoices(state) }),
  now: (state, reference) => (state.tLevels[reference] ? {} : null),
  view: (state, _form, reference) => ({ tLevel: state.tLevels[reference], specialisms: [] }),
  operation: ({ reference }, { state }) => ({ op: 'remove-t-level', tLevel: tLevelOf(state, reference) }),
});

/** The specialisms with what was typed for each. @throws Refused, with every reason beside its field */
function covering(tLevel: TLevel, typed: Record<string, unknown>, state: MapState): OccupationalSpecialism[] {
  const reasons: Reason[] = [];
  const specialisms = tLevel.specialisms.map((specialism) => {
    const field = fieldOf(specialism);
    const said = lines.safeParse(typed[field]);
    if (!said.success) return specialism;
    const covers = [...new Set(said.data.map((one) => one.toUpperCase()))];
    for (const one of covers) {
      const why = whyNotCovered(state.occupations[one]);
      if (why !== null) reasons.push({ field, text: `${one} cannot be covered: it ${why}` });
    }
    return { ...specialism, covers };
  });
  if (reasons.length > 0) throw new Refused(reasons);
  return specialisms;
}
