import { endOfLondonDay, formatLondon, londonDate, parseLondon, type Reason, zoned } from '@app/kernel';
import { z } from 'zod';

/** The days of a dispensation, both inclusive, on London's calendar: `YYYY-MM-DD`. */
export const periodSchema = z.object({ startsOn: z.iso.date(), endsOn: z.iso.date() });
export type Period = z.infer<typeof periodSchema>;

/** A dispensation lasts that many months at most: our own setting. What needs longer is a change, or a new dispensation. */
export const longestMonths = 12;
/** So many days before its last day is over its group and the officers are reminded once: our own setting. */
export const remindedDaysBefore = 28;

/** What is affected that has no code of its own. */
export const wholeParts = {
  mapping: 'The mapping of duties to knowledge, skills and behaviours',
  whole: 'The standard as a whole, or a part of it that has no code',
} as const;
/** A part of a standard: a duty or a statement by its code, the mapping, or the whole. */
export const affectedSchema = z.string().regex(/^(?:[DKSB]\d{1,3}|mapping|whole)$/, 'Choose parts of this standard');

type Coded = { code: string; text: string };
type Standard = { duties: readonly Coded[]; ksbs: readonly Coded[] };

/** The parts of a standard that a dispensation can be about, each in words, in the order of the page. */
export function partsOf({ duties, ksbs }: Standard): { part: string; text: string }[] {
  const coded = [...duties, ...ksbs].map(({ code, text }) => ({ part: code, text: `${code}: ${text}` }));
  return [...coded, ...Object.entries(wholeParts).map(([part, text]) => ({ part, text }))];
}

/** The affected parts in words, in the order of the standard; a code that it has no more stands for itself. */
export function affectedTexts(affected: readonly string[], standard: Standard): string[] {
  const known = partsOf(standard);
  const found = known.filter(({ part }) => affected.includes(part)).map(({ text }) => text);
  return [...found, ...affected.filter((one) => !known.some(({ part }) => part === one))];
}

/** The last day that a dispensation of this first day can have: twelve months from it. */
export function latestEnd(startsOn: string): string {
  const first = zoned(parseLondon(startsOn, '00:00'));
  return first.add({ months: longestMonths }).subtract({ days: 1 }).toPlainDate().toString();
}

/** What is wrong with a period; `today` is the day on which it is looked at. Empty: nothing. */
export function periodGaps({ startsOn, endsOn }: Period, today: string): (Reason & { field: keyof Period })[] {
  const gaps: (Reason & { field: keyof Period })[] = [];
  if (startsOn <= today) {
    const text = `The first day must be after ${dayInWords(today)}: nothing is allowed before it is decided`;
    gaps.push({ field: 'startsOn', text });
  }
  if (endsOn <= startsOn) gaps.push({ field: 'endsOn', text: 'The last day must be after the first day' });
  else if (endsOn > latestEnd(startsOn)) {
    const latest = dayInWords(latestEnd(startsOn));
    const text = `It lasts ${longestMonths} months at most: the last day must be ${latest} or earlier`;
    gaps.push({ field: 'endsOn', text });
  }
  return gaps;
}

/** A dispensation that was agreed: its days, since when it is agreed, and when an officer ended it early. */
export type Dispensation = Period & { agreedAt: Date; endedAt: Date | null };

/** What of a request says whether it is a dispensation that was agreed. */
type Request = {
  kind: string;
  state: string;
  content: { period: Period | null };
  agreedAt: Date | null;
  endedAt: Date | null;
};

/** The dispensation that a request has become; null for another kind, and before it is agreed. */
export function agreedDispensation({ kind, state, content, agreedAt, endedAt }: Request): Dispensation | null {
  if (kind !== 'dispensation' || state !== 'agreed' || content.period === null || agreedAt === null) return null;
  return { ...content.period, agreedAt, endedAt };
}

export const dispensationStandings = ['coming', 'in-force', 'ended'] as const;
/** What the clock makes of it. Nothing of this is stored. */
export type DispensationStanding = (typeof dispensationStandings)[number];

/** When it begins: with its first day, or with the decision where that came later. */
export function beginsAt({ startsOn, agreedAt }: Dispensation): Date {
  const first = parseLondon(startsOn, '00:00');
  return first > agreedAt ? first : agreedAt;
}

/** The first instant at which it does not hold any more: after its last day, or when it was ended early. */
export function endsAt({ endsOn, endedAt }: Dispensation): Date {
  const last = new Date(endOfLondonDay(endsOn).getTime() + 1);
  return endedAt !== null && endedAt < last ? endedAt : last;
}

/** Whether it is still to come, in force, or over. */
export function dispensationStanding(dispensation: Dispensation, now: Date): DispensationStanding {
  if (endsAt(dispensation) <= now) return 'ended';
  return beginsAt(dispensation) <= now ? 'in-force' : 'coming';
}

/** The day that it holds on last. */
export function lastDay(dispensation: Dispensation): string {
  return londonDate(new Date(endsAt(dispensation).getTime() - 1));
}

/** Where it stands, in words that follow "It is" or stand alone. */
export function dispensationWords(dispensation: Dispensation, now: Date): string {
  const last = dayInWords(lastDay(dispensation));
  switch (dispensationStanding(dispensation, now)) {
    case 'coming':
      return `agreed, not yet in force: from ${dayInWords(dispensation.startsOn)} until ${last}`;
    case 'in-force':
      return `in force until ${last}`;
    case 'ended':
      return `ended on ${last}`;
  }
}

/** Its days, in words. */
export function periodInWords({ startsOn, endsOn }: Period): string {
  return `From ${dayInWords(startsOn)} until ${dayInWords(endsOn)}`;
}

/** A day of London's calendar, in words. */
export function dayInWords(day: string): string {
  return formatLondon(parseLondon(day, '12:00'));
}
