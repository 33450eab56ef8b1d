import { canonicalJson, cleanText, oneLine, type Reason, refuse, Refused, shortText } from '@app/kernel';
import type { MapState, OccupationalSpecialism, TLevel } from '@app/occupational-map';
import { z } from 'zod';
import { routeChoices } from '../places';
import { common, lines, operationForm } from './operation-form';
import { tLevelChoices } from './t-level-forms';

const said = {
  title: oneLine(200, 'Enter the title'),
  startYear: shortText().regex(/^(20\d{2})?$/, 'Enter a year like 2027, or nothing'),
  route: shortText('Choose a route'),
  awardingOrganisation: oneLine(200),
  specialisms: lines,
};
type Said = z.infer<z.ZodObject<typeof said>>;

const template = 't-level-own';
const view = (state: MapState) => ({ routes: routeChoices(state) });

/** Adds a T Level, or another version of one: the same title with another start year. */
export const addTLevelForm = operationForm({
  title: 'Add a T Level, or a version of one',
  template,
  blame: 'tLevel',
  schema: z.object({
    ...said,
    tLevel: shortText().regex(/^[A-Za-z0-9-]{4,20}$/, 'Enter the reference, like 60358324'),
    ...common,
  }),
  view,
  operation: (typed, { state }) => {
    if (state.tLevels[typed.tLevel]) refuse('There already is a T Level with this reference', 'tLevel');
    refuseSameVersion(state, typed, typed.tLevel);
    return { op: 'set-t-level', before: null, tLevel: described(typed, typed.tLevel, []) };
  },
});

/** Amends what a T Level is called, when it starts, who awards it, and its specialisms; what these cover stays. */
export const amendTLevelForm = operationForm({
  title: 'Amend a T Level and its specialisms',
  template,
  blame: 'title',
  schema: z.object({ ...said, reference: shortText('Choose a T Level'), ...common }),
  subject: (state) => ({ label: 'T Level', choices: tLevelChoices(state) }),
  now: ({ tLevels }, about) => (tLevels[about] ? valuesOf(tLevels[about]) : null),
  view,
  operation: (typed, { state }) => {
    const before = state.tLevels[typed.reference] ?? refuse('Choose a T Level', 'reference');
    refuseSameVersion(state, typed, before.reference);
    const tLevel = described(typed, before.reference, before.specialisms);
    if (canonicalJson(tLevel) === canonicalJson(before)) refuse('Change at least one field', 'title');
    return { op: 'set-t-level', before, tLevel };
  },
});

/** Two versions of a T Level share its title, and never their start year. */
function refuseSameVersion({ tLevels }: MapState, { title, startYear }: Said, reference: string): void {
  const year = startYear === '' ? null : Number(startYear);
  const same = Object.values(tLevels).some(
    (one) => one.reference !== reference && one.title === title && one.startYear === year,
  );
  if (same) refuse('There already is a version of this T Level with this start year', 'startYear');
}

function described(typed: Said, reference: string, before: readonly OccupationalSpecialism[]): TLevel {
  const { title, startYear, route, awardingOrganisation } = typed;
  return {
    reference,
    title,
    startYear: startYear === '' ? null : Number(startYear),
    route,
    specialisms: specialismsOf(typed.specialisms, before),
    ...(awardingOrganisation !== '' && { awardingOrganisation }),
  };
}

/** The specialisms typed, one on each line; those that stood there go on covering what they covered. @throws Refused */
function specialismsOf(typed: readonly string[], before: readonly OccupationalSpecialism[]): OccupationalSpecialism[] {
  const reasons: Reason[] = [];
  const specialisms = typed.map((line) => {
    const [reference = '', name = ''] = line.split('|').map((part) => cleanText(part, 'one-line'));
    if (reference === '' || name === '') {
      reasons.push({ field: 'specialisms', text: `Enter reference and name with a bar between them: “${line}”` });
    }
    return { reference, name, covers: before.find((one) => one.reference === reference)?.covers ?? [] };
  });
  const references = specialisms.map(({ reference }) => reference);
  const twice = references.find((one, at) => references.indexOf(one) !== at);
  if (twice) reasons.push({ field: 'specialisms', text: `${twice} stands there twice` });
  if (reasons.length > 0) throw new Refused(reasons);
  return specialisms;
}

const valuesOf = ({ title, startYear, route, awardingOrganisation, specialisms }: TLevel) => ({
  title,
  startYear: startYear ?? '',
  route,
  awardingOrganisation: awardingOrganisation ?? '',
  specialisms: specialisms.map(({ reference, name }) => `${reference} | ${name}`).join('\n'),
});
