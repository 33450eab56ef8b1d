import { addWeeks, bankHolidays, formatLondon, londonDate, type Reason } from '@app/kernel';
import type { Around, Draft } from './draft';
import { questionsOf } from './form';
import { templates } from './template';

/** How a draft does against one principle. What must hold cannot be overridden. */
export type Principle = { key: PrincipleKey; name: string; met: boolean; text: string; mustHold?: boolean };

export const principleKeys = [
  'purpose',
  'audience',
  'duration',
  'holidays',
  'election',
  'formats',
  'privacy',
  'questions',
  'overlap',
  'answer',
] as const;
export type PrincipleKey = (typeof principleKeys)[number];

/** The government answers within so many weeks after the close, or says why not (consultation principles 2018, I). */
export const answerWeeks = 12;

/** What a draft says of privacy at first: true of this service, and to be changed where somebody else keeps the answers. */
export const standardPrivacy =
  'The team that runs this consultation keeps the answers in this service, and nowhere else. What you say is kept as part of the record of the decision; your name, organisation and address are kept apart from it, and erased two years after the close. Moderators and officers read what you write; everybody reads it only with your permission, after a moderator has read it.';

/** When the answer to a consultation is due. */
export function answerDueOn(closesAt: Date): Date {
  return addWeeks(closesAt, answerWeeks);
}

const day = 86_400_000;

/** A question longer than this is seldom about one thing. */
const longestQuestion = 25;

type Said = Omit<Principle, 'key'>;

const checks: Readonly<Record<PrincipleKey, (draft: Draft, around: Around) => Said>> = {
  purpose: ({ introduction }) => ({
    name: 'Clear purpose, at a stage when it can change things',
    met: introduction.length >= 40,
    text:
      introduction.length >= 40
        ? 'Why you ask is told.'
        : 'Say in a sentence or two why you ask, and what can still change.',
  }),
  audience: ({ audience }) => ({
    name: 'Who it is for',
    met: audience !== '',
    text: audience === '' ? 'Say whom it is for, and how they are reached.' : audience,
  }),
  duration: (draft, { now }) => {
    const { leastWeeks, name } = templates[draft.template];
    const [opens, closes] = windowOf(draft, now);
    const least = `The least for this kind (${name.toLowerCase()}) is ${leastWeeks} weeks.`;
    if (closes === null) return { name: 'Long enough, with a reason', met: false, text: least };
    // Across the end of summer time a week is an hour off: `isLongEnough` says the same.
    const isLong = closes.getTime() - opens.getTime() >= leastWeeks * 7 * day - day / 24;
    const days = Math.round((closes.getTime() - opens.getTime()) / day);
    const text = `${days} days, ${formatLondon(opens)} to ${formatLondon(closes)}. ${least}`;
    const statutory = draft.template === 'retirement';
    if (!isLong) return { name: 'Long enough, with a reason', met: false, text, mustHold: statutory };
    const met = draft.whyThisLong !== '';
    return { name: 'Long enough, with a reason', met, text: met ? text : `${text} Say why this time is enough.` };
  },
  holidays: (draft, { now }) => {
    const [opens, closes] = windowOf(draft, now);
    const count = closes === null ? 0 : holidaysBetween(opens, closes);
    const text =
      count === 0
        ? 'None lie within it.'
        : `${count} of its days are bank holidays or lie between 24 December and 1 January.`;
    return { name: 'Holidays', met: count < 3, text };
  },
  election: (draft, { now }) => {
    const [opens, closes] = windowOf(draft, now);
    const within = [opens, ...(closes === null ? [] : [answerDueOn(closes)])]
      .map(preElection)
      .find((day) => day !== null);
    const text =
      within === undefined || within === null
        ? 'Neither its opening nor its answer lies in the weeks before local elections.'
        : `Its opening or its answer lies in the six weeks before the local elections of ${formatLondon(within)}.`;
    return { name: 'Election period', met: within === undefined || within === null, text };
  },
  formats: ({ formats }) => ({
    name: 'Other formats',
    met: formats !== '',
    text:
      formats === ''
        ? 'Say how somebody answers who cannot use this site: by post, by phone, in large print.'
        : formats,
  }),
  privacy: ({ privacy = '' }) => ({
    name: 'Privacy notice',
    met: privacy !== '',
    text: privacy === '' ? 'Say who keeps the answers, for how long, and who sees them.' : privacy,
  }),
  questions: ({ form }) => {
    const longest = Math.max(0, ...questionsOf(form).map(({ text }) => text.split(/\s+/).length));
    const twofold = questionsOf(form).filter(({ text }) => (text.match(/\?/g) ?? []).length > 1);
    const met = longest <= longestQuestion && twofold.length === 0;
    return {
      name: 'Plain questions',
      met,
      text: met
        ? `Each asks one thing; the longest has ${longest} words.`
        : `A question asks two things, or has more than ${longestQuestion} words.`,
    };
  },
  overlap: (_, { overlapping }) => ({
    name: 'No overlap',
    met: overlapping.length === 0,
    text:
      overlapping.length === 0
        ? 'No other consultation that is open, or will be, asks about the same.'
        : `Asks about the same as ${overlapping.map(({ reference, title }) => `${reference}, ${title}`).join('; ')}. Join it: say there what you want to know, or give the reason why both are asked.`,
  }),
  answer: (draft, { now }) => {
    const [, closes] = windowOf(draft, now);
    const text =
      closes === null
        ? 'It follows from the last day.'
        : `${formatLondon(answerDueOn(closes))}. The date is on the start page.`;
    return { name: `Answer within ${answerWeeks} weeks`, met: closes !== null, text, mustHold: true };
  },
};

/** The checks against the government's consultation principles (2018; `peers.md`, `domain.md` [35]), as functions by key. */
export const principles = Object.fromEntries(
  principleKeys.map((key) => [
    key,
    (draft: Draft, around: Around): Principle => ({ key, ...checks[key](draft, around) }),
  ]),
) as Readonly<Record<PrincipleKey, (draft: Draft, around: Around) => Principle>>;

/** Whether a reason can be given against this principle. @returns what stands in the way of it */
export function overrideGaps(principle: Principle, why: string): Reason[] {
  if (principle.met) return [{ text: 'This is met: there is nothing to give a reason for' }];
  if (principle.mustHold === true) return [{ text: `${principle.name}: no reason is enough, it has to be met` }];
  return why === '' ? [{ field: 'why', text: 'Enter why you go on all the same' }] : [];
}

function windowOf({ opensAt, closesAt }: Draft, now: Date): [Date, Date | null] {
  return [opensAt === null ? now : new Date(opensAt), closesAt === null ? null : new Date(closesAt)];
}

/** Days of the window on which few people answer. */
function holidaysBetween(opens: Date, closes: Date): number {
  let count = 0;
  for (let at = opens.getTime(); at < closes.getTime(); at += day) {
    const day = londonDate(new Date(at));
    const isChristmas = day.slice(5) >= '12-24' || day.slice(5) <= '01-01';
    if (isChristmas || bankHolidays(Number(day.slice(0, 4))).includes(day)) count += 1;
  }
  return count;
}

/** The local elections (first Thursday in May) in whose last six weeks a day lies; null for other days. */
function preElection(at: Date): Date | null {
  const year = Number(londonDate(at).slice(0, 4));
  const first = new Date(Date.UTC(year, 4, 1, 12));
  const thursday = new Date(first.getTime() + ((4 - first.getUTCDay() + 7) % 7) * day);
  const begins = addWeeks(thursday, -6);
  return at >= begins && at <= thursday ? thursday : null;
}
