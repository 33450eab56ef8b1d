import { Temporal } from 'temporal-polyfill';
import { Refused } from './errors';

const zone = 'Europe/London';
const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' });
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', minute: '2-digit', hour12: true });
const zoneName = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' });

/** Years outside these are typing errors: everything in between can be stored, counted with and shown. */
const [firstYear, lastYear] = [1900, 2999];
export const outsideYears = `Enter a year from ${firstYear} to ${lastYear}`;

/** Whether a day, `YYYY-MM-DD`, is within the years that Waymark knows. */
export function isUsableDay(day: string): boolean {
  const year = Number(day.slice(0, 4));
  return year >= firstYear && year <= lastYear;
}

const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long' });

/**
 * "24 November 2026", or with 'datetime' "24 November 2026 at 9:00am GMT": the GOV.UK style, the zone named. 'closing', for a
 * time that people must not miss: "Tuesday 24 November 2026, 11:59pm, UK time (GMT)".
 */
export function formatLondon(at: Date, style: 'date' | 'datetime' | 'closing' = 'date'): string {
  if (style === 'date') return day.format(at);
  const time = clock.format(at).replace(/\s/g, '').replace(/^0:/, '12:').toLowerCase();
  const name = zoneName.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? '';
  if (style === 'closing') return `${weekday.format(at)} ${day.format(at)}, ${time}, UK time (${name})`;
  return `${day.format(at)} at ${time} ${name}`;
}

/** The calendar date in London, `YYYY-MM-DD`. */
export function londonDate(at: Date): string {
  return zoned(at).toPlainDate().toString();
}

/** The wall-clock time in London, `HH:MM`. */
export function londonTime(at: Date): string {
  return zoned(at).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** Which of the two instants is meant where the clocks go back and a time of the day exists twice. */
export type WhichInstant = 'earlier' | 'later';

/**
 * The instant of a whole minute on London's clock.
 * @throws Refused for what is no date or time, for a time that the clock jumps over in spring,
 * and for one that exists twice in autumn, unless `which` says which of the two is meant.
 */
export function parseLondon(date: string, time: string, field?: string, which?: WhichInstant): Date {
  const [first, second] = londonInstants(date, time, field);
  if (first === undefined) {
    const text = `${time} does not exist on ${date}, because the clocks go forward: choose another time`;
    throw refusal(text, field);
  }
  if (second === undefined || which === 'earlier') return first;
  if (which === 'later') return second;
  throw refusal(`${time} exists twice on ${date}, because the clocks go back: choose which of the two is meant`, field);
}

/** The minute of this instant as `parseLondon` takes it: also in the hour that autumn repeats. */
export function londonMinute(at: Date): { date: string; time: string; which: WhichInstant } {
  const [date, time] = [londonDate(at), londonTime(at)];
  const [, second] = londonInstants(date, time);
  return { date, time, which: second !== undefined && second <= at ? 'later' : 'earlier' };
}

/**
 * Every instant at which London's clock shows this minute: one, or none in the hour that spring jumps over, or two in
 * the hour that autumn repeats, the earlier one first.
 * @throws Refused for what is no date or time
 */
export function londonInstants(date: string, time: string, field?: string): Date[] {
  const local = localMinute(date, time, field);
  const instants = (['earlier', 'later'] as const)
    .map((disambiguation) => local.toZonedDateTime(zone, { disambiguation }))
    .filter((instant) => instant.toPlainDateTime().equals(local))
    .map(({ epochMilliseconds }) => epochMilliseconds);
  return [...new Set(instants)].map((at) => new Date(at));
}

/** The last millisecond of a day in London, `YYYY-MM-DD`. @throws Refused for what is no date */
export function endOfLondonDay(date: string, field?: string): Date {
  const day = localMinute(date, '00:00', field).toPlainDate();
  return new Date(day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds - 1);
}

/** The same instant on London's calendar and clock, for sums with days and weeks. */
export function zoned(at: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
}

function localMinute(date: string, time: string, field?: string): Temporal.PlainDateTime {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw refusal('Enter a date, like 2026-11-24', field);
  if (!isUsableDay(date)) throw refusal(outsideYears, field);
  if (!/^\d{2}:\d{2}$/.test(time)) throw refusal('Enter a time, like 09:30', field);
  try {
    return Temporal.PlainDateTime.from(`${date}T${time}`);
  } catch {
    throw refusal('Enter a real date and time', field);
  }
}

function refusal(text: string, field?: string): Refused {
  return new Refused([field === undefined ? { text } : { field, text }]);
}
