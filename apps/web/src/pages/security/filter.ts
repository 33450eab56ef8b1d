import { noPerson } from '@app/accounts';
import { endOfLondonDay, oneLine, parseLondon } from '@app/kernel';
import type { SecurityKind } from '@app/platform';
import { z } from 'zod';
import { choice, dayAs, placeLike, placeText, words } from '../../http/asked';

/** The groups of events, as the page offers them. */
export const kindWords: Readonly<Record<SecurityKind, string>> = {
  'sign-in': 'sign-ins and locks',
  session: 'ends of sessions',
  password: 'passwords',
  account: 'accounts',
  role: 'roles given and ended',
  key: 'API keys',
  export: 'files taken',
  refusal: 'refusals by a rule',
};

const place = z.object({ at: z.iso.datetime(), personId: z.uuid(), name: oneLine(200).min(1) });

/** A text of several parts, as `cursorOf` joins them, read as a place in a list. */
const placeOf = <S extends z.ZodType>(read: S, parts: (text: string[]) => unknown) =>
  oneLine(500).transform((text, context): z.output<S> => {
    const found = read.safeParse(parts(text.split('~')));
    if (found.success) return found.data;
    context.addIssue(placeText);
    return z.NEVER;
  });

/** What all lists by time are narrowed to: a person, and days in London, both included. */
const narrowing = {
  email: words(200),
  from: dayAs((day) => parseLondon(day, '00:00')),
  // The queries leave this instant out. A day is not always 24 hours long.
  until: dayAs((day) => new Date(endOfLondonDay(day).getTime() + 1)),
};

/** The filters of the events; `after` is the number of the last event of the page before. */
export const eventFilters = {
  about: choice(Object.keys(kindWords) as SecurityKind[]),
  ...narrowing,
  after: placeLike(/^\d{1,18}$/),
};

/** The filters of what was refused; `after` is the instant, the person and the network or rule of the last row. */
export const refusalFilters = {
  ...narrowing,
  after: placeOf(place, ([at, personId, ...name]) => ({ at, personId, name: name.join('~') })),
};

/** Where the list of who is signed in goes on: after this person. */
export const sessionFilters = {
  after: placeOf(place.omit({ at: true }), ([personId, ...name]) => ({ personId, name: name.join('~') })),
};

/** Where the next page of a list begins, as one text in its address. */
export function cursorOf(...parts: readonly (Date | string | null)[]): string {
  return parts.map((part) => (part instanceof Date ? part.toISOString() : (part ?? noPerson))).join('~');
}
