import { canonicalJson, day, longText, oneLine, refuse, shortText, withoutEmpty } from '@app/kernel';
import {
  fieldNames,
  fieldsOfOccupations,
  isLive,
  type MapState,
  type Occupation,
  occupationSchema,
} from '@app/occupational-map';
import type { FieldChange } from '@app/revisions';
import { z } from 'zod';
import {
  describing,
  describingTexts,
  liveStatus,
  soc2010Of,
  soc2020Of,
  socFields,
  socValuesOf,
  statusChoices,
  textsAsked,
} from './occupation-fields';
import { typedAs } from '../../occupations/texts.form';
import { common, operationForm, reference } from './operation-form';

const schema = z.object({
  reference,
  ...describing,
  status: liveStatus.optional(),
  ...socFields,
  apprenticeshipOnly: z
    .enum(['yes', 'no'], { error: 'Say whether it is for apprenticeships only' })
    .optional()
    .transform((said) => (said === undefined ? undefined : said === 'yes')),
  onlySource: oneLine(300).optional(),
  onlySince: shortText().optional(),
  pausedForStarts: z
    .enum(['yes', 'no'], { error: 'Say whether new starts are paused' })
    .optional()
    .transform((said) => (said === undefined ? undefined : said === 'yes')),
  banner: longText(fieldsOfOccupations.banner.text.longest).optional(),
  ...common,
});
type Amendment = z.infer<typeof schema>;

/** Amends what an occupation says, whatever it is: a change for each field that is another one than before. */
export const amendForm = operationForm({
  title: 'Amend an occupation',
  template: 'amend',
  blame: 'title',
  schema,
  subject: () => ({ label: 'Reference of the occupation', hint: 'Like OCC0116' }),
  now: (state, about) => (state.occupations[about] ? fieldsOf(state.occupations[about]) : null),
  view: (state, _form, about) => ({ statuses: statusesOf(state, about), texts: textsAsked }),
  operation: (typed, { state }) => {
    const occupation = state.occupations[typed.reference] ?? refuse('There is no such occupation', 'reference');
    const said = amended(typed, occupation);
    const kept = withoutEmpty(occupationSchema, said);
    const changes: FieldChange[] = fieldNames
      .filter((field) => said[field] !== undefined)
      .map((field) => ({ field, before: occupation[field] ?? null, after: kept[field] ?? null }) as FieldChange)
      .filter((change) => canonicalJson(change.before) !== canonicalJson(change.after));
    if (changes.length === 0) refuse('Change at least one field', 'title');
    return { op: 'amend-occupation', reference: typed.reference, changes };
  },
});

function amended(typed: Amendment, occupation: Occupation): Record<string, unknown> {
  const { title, level, status, apprenticeshipOnly, pausedForStarts } = typed;
  const texts = Object.fromEntries(describingTexts.map((field) => [field, typed[field]]));
  const soc = { soc2020: soc2020Of(typed, occupation.soc2020), soc2010: soc2010Of(typed, occupation.soc2010) };
  const banner = typed.banner === undefined ? undefined : typed.banner.replaceAll('\r\n', '\n') || null;
  return {
    ...{ title, level, status, ...texts, ...soc, pausedForStarts, banner },
    apprenticeshipOnly,
    apprenticeshipOnlySource: apprenticeshipOnly === undefined ? undefined : sourceOf(typed, occupation),
  };
}

const sourceDay = day('Enter the date of the source');

/** Who says that it is for apprenticeships only, and when they said it. @throws Refused, beside the field */
function sourceOf({ apprenticeshipOnly, onlySource, onlySince }: Amendment, occupation: Occupation) {
  if (!apprenticeshipOnly) return null;
  const unsaid = !onlySource && !onlySince;
  // A flag from before sources were noted stays as it is until somebody notes one.
  if (unsaid && occupation.apprenticeshipOnly) return occupation.apprenticeshipOnlySource ?? null;
  const by = onlySource || refuse('Enter who says that it is for apprenticeships only', 'onlySource');
  const date = sourceDay.safeParse(onlySince);
  if (!date.success) refuse(date.error.issues[0]?.message ?? '', 'onlySince');
  return { by, date: date.data };
}

function fieldsOf(occupation: Occupation): Record<string, unknown> {
  return {
    ...occupation,
    ...Object.fromEntries(describingTexts.map((field) => [field, typedAs(occupation[field])])),
    ...socValuesOf(occupation),
    apprenticeshipOnly: occupation.apprenticeshipOnly ? 'yes' : 'no',
    onlySource: occupation.apprenticeshipOnlySource?.by ?? '',
    onlySince: occupation.apprenticeshipOnlySource?.date ?? '',
    pausedForStarts: occupation.pausedForStarts ? 'yes' : 'no',
  };
}

function statusesOf(state: MapState, about: string): typeof statusChoices {
  const occupation = state.occupations[about];
  return occupation !== undefined && isLive(occupation) ? statusChoices : [];
}
