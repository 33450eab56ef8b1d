import { groundKeys } from '@app/decisions';
import { endOfLondonDay, longText, shortText } from '@app/kernel';
import { z } from 'zod';
import { key } from '../../http/fields';

const words = (what: string) => longText(8000, `Enter ${what}`);
const part = shortText().default('');

/** How the group says that a condition is met. */
export const evidenceForm = z.object({ key, text: words('how the condition is met, with your evidence') });

/** The officer's answer to the evidence. */
export const checkForm = z.object({
  key,
  action: z.enum(['discharge', 'send-back'], { error: 'Choose whether the condition is met' }),
  text: words('the reason'),
});

/** More time for a condition, with its reason. */
export const extensionForm = z.object({
  key,
  text: words('the reason for more time'),
  day: part,
  month: part,
  year: part,
});

/** The new day of a condition. @throws Refused beside the date for what is none */
export function newDayOf({ day, month, year }: { day: string; month: string; year: string }): Date {
  return endOfLondonDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, 'day');
}

/** The end of a condition whose day has passed. */
export const lapseForm = z.object({ key, text: words('why it is closed') });

/** Why a decision is taken afresh. */
export const reopeningForm = z.object({ reasons: words('the reasons') });

const noGround = 'Choose at least one ground';

/** What a group asks a review for. */
export const askingForm = z.object({
  key,
  grounds: z
    .preprocess(
      (given) => (given === undefined ? [] : [given].flat()),
      z.array(z.enum(groundKeys, { error: noGround })),
    )
    .refine((given) => given.length > 0, noGround),
  statement: words('what went wrong'),
});

/** What was found when a review was considered. */
export const adviceForm = z.object({ advice: words('what you found') });

/** The decision on a review. */
export const rulingForm = z.object({
  outcome: z.enum(['upheld', 'not-upheld'], { error: 'Choose whether the review is upheld' }),
  reasons: words('the reasons'),
});
