import {
  endOfLondonDay,
  listItem,
  listOfLines,
  longText,
  oneLine,
  parseLondon,
  shortText,
  tooLong,
  type WhichInstant,
} from '@app/kernel';
import { choices, outcomes } from '@app/panels';
import { requirements } from '@app/proposals';
import { z } from 'zod';
import { dateOf, key, which } from '../../http/fields';

const contentHash = shortText().min(1);
const whenClosing = 'Enter the closing date in numbers, for example 24 11 2026';

const closingTime = z.object({
  day: shortText().regex(/^\d{1,2}$/, whenClosing),
  month: shortText().regex(/^\d{1,2}$/, whenClosing),
  year: shortText().regex(/^\d{4}$/, whenClosing),
  time: shortText().regex(/^\d{1,2}:\d{2}$/, 'Enter the closing time, for example 17:00'),
  which,
});
const onClock = <T extends z.infer<typeof closingTime>>({ day, month, year, time, ...rest }: T) => ({
  ...rest,
  date: dateOf({ day, month, year }),
  time: time.padStart(5, '0'),
});
const words = (what: string) => longText(4000, `Enter ${what}`);

/** A ballot to be opened: the version read, and when it closes on London's clock. */
export const openingForm = closingTime.extend({ key, contentHash }).transform(onClock);

/** A ballot to be put off, once: to when, and why. */
export const deferralForm = closingTime.extend({ key, reason: words('why it is deferred') }).transform(onClock);

/** The end of a ballot without an outcome. */
export const endForm = z.object({ key, why: words('why it is closed without an outcome') });

/** The casting vote of the chair. */
export const castingForm = z.object({
  key,
  choice: z.enum(outcomes, { error: 'Choose what you give the casting vote for' }),
  reason: words('the reason for your casting vote'),
});

/** When the ballot closes. @throws Refused beside the date for what London's clock does not show, or shows twice */
export function closingOf({ date, time, which }: { date: string; time: string; which?: WhichInstant }): Date {
  return parseLondon(date, time, 'day', which);
}

/** A declaration: an interest needs to be said in words. */
export const interestForm = z.object({
  key,
  interested: z.enum(['yes', 'no'], { error: 'Choose whether you have an interest' }),
  details: longText(2000).default(''),
});

/** A vote, with what its page showed: the version, and how many votes of the member's own. */
export const voteForm = z.object({
  key,
  contentHash,
  seen: z.coerce.number().int().min(0),
  choice: z.enum(choices, { error: 'Choose how you vote' }),
  reason: words('the reason for your vote'),
  /** One condition a line; taken only with a vote to approve with conditions. */
  conditions: listOfLines(z.array(oneLine(4000)).refine((all) => all.join('\n').length <= 4000, tooLong(4000))).default(
    [],
  ),
});

/** The close of a ballot. */
export const closeForm = z.object({ key });

const text = longText(4000).default('');
/** How many conditions the form takes at most. */
export const mostConditions = 12;
const places = Array.from({ length: mostConditions }, (_, index) => index + 1);
const named = <T extends z.ZodType>(names: readonly string[], schema: T): Record<string, T> =>
  Object.fromEntries(names.map((name) => [name, schema]));

/** The reasons for what a closed ballot came to: in all, for each requirement, and the conditions with their days. */
export const reasonsForm = z.object({
  reasons: longText(8000, 'Enter the reasons'),
  ...named(
    requirements.map(({ key }) => `requirement-${key}`),
    text,
  ),
  ...named(
    places.map((no) => `condition-${no}`),
    listItem(4000).default(''),
  ),
  ...named(
    places.flatMap((no) => [`day-${no}`, `month-${no}`, `year-${no}`]),
    shortText().default(''),
  ),
});

/** What the form says, in the order of its places. @throws Refused beside the day of a condition that is no date */
export function conclusionOf(typed: z.infer<typeof reasonsForm>) {
  const given = typed as Readonly<Record<string, string>>;
  const of = (name: string): string => given[name] ?? '';
  const conditions = places
    .filter((no) => of(`condition-${no}`) !== '')
    .map((no) => {
      const [day, month, year] = [of(`day-${no}`), of(`month-${no}`), of(`year-${no}`)];
      const dueOn = day + month + year === '' ? null : endOfLondonDay(dateOf({ day, month, year }), `day-${no}`);
      return { text: of(`condition-${no}`), dueOn };
    });
  const reasons = requirements
    .map(({ key }) => [key, of(`requirement-${key}`)] as const)
    .filter(([, reason]) => reason !== '');
  return { reasons: typed.reasons, requirementReasons: Object.fromEntries(reasons), conditions };
}

const percent = (from: number) => {
  const error = `Enter a whole number from ${from} to 100`;
  return z.coerce.number({ error }).int({ error }).min(from, { error }).max(100, { error });
};
const most = { error: 'Enter a whole number from 0 to 50' };
const floor = { error: 'Enter a whole number from 1 to 50' };

/** The rules of a panel, and the version of them that the page showed. */
export const rulesForm = z.object({
  no: z.coerce.number().int(),
  quorumPercent: percent(1),
  quorumFloor: z.coerce.number(floor).int(floor).min(1, floor).max(50, floor),
  thresholdPercent: percent(50),
  blockingRejects: z.coerce.number(most).int(most).min(0, most).max(50, most),
  chairBlocks: z.literal('yes').optional(),
  castingVote: z.literal('yes').optional(),
});
