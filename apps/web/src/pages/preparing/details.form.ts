import type { Draft } from '@app/consultations';
import { endOfLondonDay, londonMinute, longText, oneLine, parseLondon, shortText } from '@app/kernel';
import { z } from 'zod';
import { version, which } from '../../http/fields';

const day = shortText().default('');
const time = shortText().default('');

/** Title, words and dates of a draft. Whatever is missing is said where it is asked for agreement: a draft may be half done. */
export const details = z.object({
  seen: version,
  title: oneLine(150, 'Enter a title'),
  introduction: longText(4000).default(''),
  audience: longText(1000).default(''),
  whyThisLong: longText(1000).default(''),
  formats: longText(1000).default(''),
  privacy: longText(2000).default(''),
  opens: day,
  opensTime: time,
  closes: day,
  closesTime: time,
  which,
  commentsAppear: z.enum(['at-once', 'at-close'], { error: 'Choose when comments appear' }),
  equality: z.literal('yes').optional(),
});
type Given = z.infer<typeof details>;

/** A close that was typed: its minute, or the last moment of its day where no time was given. @throws Refused beside it */
export function closeOf({ closes, closesTime, which }: Pick<Given, 'closes' | 'closesTime' | 'which'>): Date {
  return closesTime === '' ? endOfLondonDay(closes, 'closes') : parseLondon(closes, closesTime, 'closes', which);
}

/** The same as a form has it. */
export function closeValues(closesAt: Date): { closes: string; closesTime: string; which: string } {
  const { date, time: at, which: one } = londonMinute(closesAt);
  const isDay = endOfLondonDay(date).getTime() === closesAt.getTime();
  return { closes: date, closesTime: isDay ? '' : at, which: one };
}

/** The draft with what was typed. @throws Refused beside a day that is none */
export function withDetails(content: Draft, given: Given): Draft {
  const {
    title,
    introduction,
    audience,
    whyThisLong,
    formats,
    privacy,
    commentsAppear,
    opens,
    opensTime,
    which: one,
  } = given;
  const opensAt = opens === '' ? null : parseLondon(opens, opensTime === '' ? '09:00' : opensTime, 'opens', one);
  const closesAt = given.closes === '' ? null : closeOf(given);
  const { equality: _, ...rest } = content;
  return {
    ...rest,
    ...(given.equality === 'yes' ? { equality: true as const } : {}),
    ...{ title, introduction, audience, whyThisLong, formats, privacy, commentsAppear },
    opensAt: opensAt?.toISOString() ?? null,
    closesAt: closesAt?.toISOString() ?? null,
  };
}

/** What the form shows of a draft. */
export function detailValues({ opensAt, closesAt, ...content }: Draft): Record<string, string> {
  const { title, introduction, audience, whyThisLong, formats, privacy = '', commentsAppear } = content;
  const opens = opensAt === null ? null : londonMinute(new Date(opensAt));
  const closes = closesAt === null ? { closes: '', closesTime: '', which: 'earlier' } : closeValues(new Date(closesAt));
  return {
    ...{ title, introduction, audience, whyThisLong, formats, privacy, commentsAppear },
    equality: content.equality === true ? 'yes' : '',
    opens: opens?.date ?? '',
    opensTime: opens?.time ?? '',
    ...closes,
  };
}
