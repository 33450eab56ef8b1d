import { Temporal } from 'temporal-polyfill';
import { zoned } from './london';

/**
 * The bank holidays of England and Wales in a year, `YYYY-MM-DD`, in order: the rules of the Banking and Financial
 * Dealings Act 1971 and the substitute days that are proclaimed by custom (gov.uk/bank-holidays). A single day that a
 * proclamation adds or moves is in `proclaimed`.
 */
export function bankHolidays(year: number): string[] {
  const easter = easterSunday(year);
  const rules = [
    ...substituted([Temporal.PlainDate.from({ year, month: 1, day: 1 })]),
    easter.subtract({ days: 2 }),
    easter.add({ days: 1 }),
    firstMonday(year, 5),
    lastMonday(year, 5),
    lastMonday(year, 8),
    ...substituted([25, 26].map((day) => Temporal.PlainDate.from({ year, month: 12, day }))),
  ].map(String);
  const moved = proclaimed.filter(({ day }) => day.startsWith(`${year}-`));
  const gone = new Set(moved.map(({ insteadOf }) => insteadOf));
  return [...rules.filter((day) => !gone.has(day)), ...moved.map(({ day }) => day)].sort();
}

/** Days of one year only: added (`insteadOf` null), or moved from the day that the rule names. A new one is a line here. */
const proclaimed: readonly { day: string; insteadOf: string | null }[] = [
  { day: '2020-05-08', insteadOf: '2020-05-04' },
  { day: '2022-06-02', insteadOf: '2022-05-30' },
  { day: '2022-06-03', insteadOf: null },
  { day: '2022-09-19', insteadOf: null },
  { day: '2023-05-08', insteadOf: null },
];

/** Whether people work on that day in London: Monday to Friday, and no bank holiday. */
export function isWorkingDay(at: Date): boolean {
  return works(zoned(at).toPlainDate());
}

/** That time where it is on a working day, else the same time of the next one. */
export function onWorkingDay(at: Date): Date {
  return isWorkingDay(at) ? at : addWorkingDays(at, 1);
}

/** The same wall-clock time `days` working days later: Monday to Friday in London, bank holidays left out. */
export function addWorkingDays(from: Date, days: number): Date {
  let at = zoned(from);
  for (let left = days; left > 0;) {
    at = at.add({ days: 1 });
    if (works(at.toPlainDate())) left -= 1;
  }
  return new Date(at.epochMilliseconds);
}

/** How many whole working days have passed from one time to another; none where it lies before. */
export function workingDaysBetween(from: Date, to: Date): number {
  let [days, at] = [0, addWorkingDays(from, 1)];
  while (at <= to) [days, at] = [days + 1, addWorkingDays(at, 1)];
  return days;
}

/** The same wall-clock time in London so many weeks later, whether or not the clocks change in between. */
export function addWeeks(from: Date, weeks: number): Date {
  return new Date(zoned(from).add({ weeks }).epochMilliseconds);
}

const known = new Map<number, ReadonlySet<string>>();

function works(day: Temporal.PlainDate): boolean {
  const holidays = known.get(day.year) ?? new Set(bankHolidays(day.year));
  known.set(day.year, holidays);
  return day.dayOfWeek <= 5 && !holidays.has(day.toString());
}

/** Each day, or where it falls on a weekend the next day from Monday on that is not taken: the substitute day. */
function substituted(days: readonly Temporal.PlainDate[]): Temporal.PlainDate[] {
  const taken = new Set(days.filter(({ dayOfWeek }) => dayOfWeek <= 5).map(String));
  return days.map((day) => {
    if (day.dayOfWeek <= 5) return day;
    let instead = day;
    while (instead.dayOfWeek > 5 || taken.has(instead.toString())) instead = instead.add({ days: 1 });
    taken.add(instead.toString());
    return instead;
  });
}

function firstMonday(year: number, month: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return first.add({ days: (8 - first.dayOfWeek) % 7 });
}

function lastMonday(year: number, month: number): Temporal.PlainDate {
  const last = Temporal.PlainDate.from({ year, month, day: 1 }).add({ months: 1 }).subtract({ days: 1 });
  return last.subtract({ days: last.dayOfWeek - 1 });
}

/** Easter by the Gregorian computus (Meeus, Jones and Butcher). */
function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(n / 31), day: (n % 31) + 1 });
}
