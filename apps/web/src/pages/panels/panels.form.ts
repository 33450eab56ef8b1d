import { newId, NotFound, parseLondon } from '@app/kernel';
import { choices } from '@app/panels';
import { z } from 'zod';

const key = z.uuid();
const contentHash = z.string().min(1);
const whenClosing = 'Enter the closing date in numbers, for example 24 11 2026';

/** A ballot to be opened: the version read, and when it closes on London's clock. */
export const openingForm = z
  .object({
    key,
    contentHash,
    day: z
      .string()
      .trim()
      .regex(/^\d{1,2}$/, whenClosing),
    month: z
      .string()
      .trim()
      .regex(/^\d{1,2}$/, whenClosing),
    year: z
      .string()
      .trim()
      .regex(/^\d{4}$/, whenClosing),
    time: z
      .string()
      .trim()
      .regex(/^\d{1,2}:\d{2}$/, 'Enter the closing time, for example 17:00'),
  })
  .transform(({ day, month, year, time, ...rest }) => ({
    ...rest,
    date: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
    time: time.padStart(5, '0'),
  }));

/** When the ballot closes. @throws Refused beside the date for what London's clock does not show once */
export function closingOf({ date, time }: { date: string; time: string }): Date {
  return parseLondon(date, time, 'day');
}

/** A declaration: an interest needs to be said in words. */
export const interestForm = z.object({
  key,
  interested: z.enum(['yes', 'no'], { error: 'Choose whether you have an interest' }),
  details: z.string().trim().max(2000, 'Enter 2,000 characters or fewer').default(''),
});

/** A vote, with what its page showed: the version, and how many votes of the member's own. */
export const voteForm = z.object({
  key,
  contentHash,
  seen: z.coerce.number().int().min(0),
  choice: z.enum(choices, { error: 'Choose how you vote' }),
  reason: z.string().trim().min(1, 'Enter the reason for your vote').max(4000, 'Enter 4,000 characters or fewer'),
});

/** The close of a ballot. */
export const closeForm = z.object({ key });

/** The reasons for what a closed ballot came to. */
export const reasonsForm = z.object({
  reasons: z.string().trim().min(1, 'Enter the reasons').max(8000, 'Enter 8,000 characters or fewer'),
});

const percent = (from: number) => {
  const error = `Enter a whole number from ${from} to 100`;
  return z.coerce.number({ error }).int({ error }).min(from, { error }).max(100, { error });
};
const floor = { error: 'Enter a whole number from 1 to 50' };

/** The rules of a panel, and the version of them that the page showed. */
export const rulesForm = z.object({
  no: z.coerce.number().int(),
  quorumPercent: percent(1),
  quorumFloor: z.coerce.number(floor).int(floor).min(1, floor).max(50, floor),
  thresholdPercent: percent(50),
});

/** The id in an address. @throws NotFound for what is none */
export function idOf(text: string): string {
  if (!z.uuid().safeParse(text).success) throw new NotFound('This page');
  return text;
}

/** What a fresh form of one use begins with. */
export function fresh(): { key: string } {
  return { key: newId() };
}
