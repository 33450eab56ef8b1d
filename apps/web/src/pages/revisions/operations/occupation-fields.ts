import { refuse, shortText } from '@app/kernel';
import {
  loadSeed,
  type Occupation,
  occupationStatuses,
  type OccupationStatus,
  plainTexts,
} from '@app/occupational-map';
import { z } from 'zod';
import { statusWords } from '../../maps/words';
import { asked, textsRead, titleRead } from '../../occupations/texts.form';
import { occupationLevel } from './operation-form';

const liveStatuses = occupationStatuses.filter((status) => status !== 'retired');

/** The status of an occupation on the map: retired ones have an operation of their own. */
export const liveStatus = z.enum(liveStatuses, { error: 'Choose a status' });

/** Every live status, as the items of radios. */
export const statusChoices = liveStatuses.map((value: OccupationStatus) => ({ value, text: statusWords[value].text }));

/** The texts that describe an occupation: a banner is a notice about it. */
export const describingTexts = plainTexts.filter((field) => field !== 'title' && field !== 'banner');

/** What an occupation is called and described by, as the forms to add and to amend one ask it. */
export const describing = { title: titleRead, level: occupationLevel, ...textsRead(describingTexts) };
/** How these forms ask for the texts. */
export const textsAsked = describingTexts.map((field) => asked(field, field));

/** The closest unit groups of SOC 2020 and of SOC 2010. */
export const socFields = {
  socCode: shortText().regex(/^(\d{4})?$/, 'Enter a SOC 2020 code of 4 digits, or nothing'),
  socConfidence: z.enum(['high', 'medium', 'low'], { error: 'Choose how sure the match is' }).optional(),
  soc2010Code: shortText().regex(/^(\d{4})?$/, 'Enter a SOC 2010 code of 4 digits, or nothing'),
};
type Soc = z.infer<z.ZodObject<typeof socFields>>;

/**
 * The unit group of SOC 2020 that was typed; what `before` says of the same one stands where nothing else was said.
 * @throws Refused, beside the field
 */
export function soc2020Of({ socCode, socConfidence }: Soc, before: Occupation['soc2020']): Occupation['soc2020'] {
  if (socCode === '') return null;
  const same = before?.code === socCode ? before : null;
  const title = same?.title ?? loadSeed().soc2020[socCode];
  if (title === undefined) return refuse(`SOC 2020 has no unit group ${socCode}`, 'socCode');
  const confidence = socConfidence ?? same?.confidence ?? refuse('Choose how sure the match is', 'socConfidence');
  return { code: socCode, title, confidence };
}

/** The unit group of SOC 2010 that was typed, under the title that it has there. @throws Refused, beside the field */
export function soc2010Of({ soc2010Code: code }: Soc, before: Occupation['soc2010']): Occupation['soc2010'] {
  if (code === '') return null;
  if (before?.code === code) return before;
  const title = loadSeed().soc2010[code] ?? refuse(`SOC 2010 has no unit group ${code}`, 'soc2010Code');
  return { code, title };
}

/** What the SOC fields say of an occupation now. */
export const socValuesOf = ({ soc2020, soc2010 }: Occupation) => ({
  socCode: soc2020?.code ?? '',
  socConfidence: soc2020?.confidence,
  soc2010Code: soc2010?.code ?? '',
});
