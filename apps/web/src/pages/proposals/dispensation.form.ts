import { affectedSchema, type Period, periodSchema } from '@app/proposals';
import { z } from 'zod';

const typed = z.string().trim().max(10).catch('');
const days = ['startsOn', 'endsOn'] as const satisfies readonly (keyof Period)[];
const names = { startsOn: 'first', endsOn: 'last' } as const;

/** The page of a dispensation as it is typed: parts, what is allowed instead, and two dates of three fields each. */
export const dispensationForm = z
  .object({
    version: z.coerce.number().int(),
    affected: z
      .union([affectedSchema.transform((one) => [one]), z.array(affectedSchema)], { error: 'Choose at least one part' })
      .pipe(z.array(affectedSchema).min(1, 'Choose at least one part')),
    instead: z.string().trim().min(1, 'Say what is allowed instead').max(4000, 'Enter 4,000 characters or fewer'),
    'startsOn-day': typed,
    'startsOn-month': typed,
    'startsOn-year': typed,
    'endsOn-day': typed,
    'endsOn-month': typed,
    'endsOn-year': typed,
  })
  .transform((given, context) => {
    const [startsOn, endsOn] = days.map((day) => {
      const [date, month, year] = (['day', 'month', 'year'] as const).map((part) => given[`${day}-${part}`]);
      const read = `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`;
      if (!periodSchema.shape[day].safeParse(read).success) {
        const message = `Enter the ${names[day]} day in numbers, for example 27 3 2027`;
        context.addIssue({ code: 'custom', message, path: [`${day}-day`] });
      }
      return read;
    });
    const { version, affected, instead } = given;
    return { version, affected, instead, period: { startsOn: startsOn ?? '', endsOn: endsOn ?? '' } };
  });
