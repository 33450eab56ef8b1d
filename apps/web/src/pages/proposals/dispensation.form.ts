import { cleanText, day, longText } from '@app/kernel';
import { affectedSchema } from '@app/proposals';
import { z } from 'zod';
import { version } from '../../http/fields';

const dayOf = (name: 'first' | 'last') => day(`Enter the ${name} day in numbers, for example 27 3 2027`);

/** The three fields of a date as they were typed, put together under the name of the first, as errors name it. */
function datesRead(body: unknown): unknown {
  const typed = (body ?? {}) as Readonly<Record<string, unknown>>;
  const read = (name: string): string => {
    const [year = '', month = '', day = ''] = ['year', 'month', 'day'].map((part) => {
      const value = typed[`${name}-${part}`];
      return typeof value === 'string' ? cleanText(value, 'one-line') : '';
    });
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  };
  return { ...typed, 'startsOn-day': read('startsOn'), 'endsOn-day': read('endsOn') };
}

/** The page of a dispensation as it is typed: parts, what is allowed instead, and two dates of three fields each. */
export const dispensationForm = z
  .preprocess(
    datesRead,
    z.object({
      version,
      affected: z
        .union([affectedSchema.transform((one) => [one]), z.array(affectedSchema)], {
          error: 'Choose at least one part',
        })
        .pipe(z.array(affectedSchema).min(1, 'Choose at least one part')),
      instead: longText(4000, 'Say what is allowed instead'),
      'startsOn-day': dayOf('first'),
      'endsOn-day': dayOf('last'),
    }),
  )
  .transform(({ version, affected, instead, 'startsOn-day': startsOn, 'endsOn-day': endsOn }) => ({
    version,
    affected,
    instead,
    period: { startsOn, endsOn },
  }));
