import { noPerson, type SecurityFilter } from '@app/accounts';
import { endOfLondonDay, parseLondon, type Reason, refuse } from '@app/kernel';
import type { SecurityKind } from '@app/platform';
import { z } from 'zod';

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
const kinds = Object.keys(kindWords) as SecurityKind[];

const text = z
  .string()
  .trim()
  .max(200)
  .regex(/^\P{C}*$/u);
const day = (field: string, instant: (date: string, field: string) => Date) =>
  z
    .union([z.literal(''), z.iso.date()], { error: 'Enter a day like 2027-03-31, or leave it blank' })
    .default('')
    .transform((date) => (date === '' ? null : instant(date, field)));

const asked = z.object({
  about: z.enum(['', ...kinds], { error: 'Choose what of the list' }).default(''),
  email: text.default(''),
  from: day('from', (date, field) => parseLondon(date, '00:00', field)),
  // The queries leave this instant out. A day is not always 24 hours long.
  until: day('until', (date, field) => new Date(endOfLondonDay(date, field).getTime() + 1)),
  after: text.default(''),
});

/** What the lists are narrowed to: a group of events, a person, days; and where the page goes on. */
export type Asked = SecurityFilter & { about: SecurityKind | null; after: string | null };

/** Reads the address; what cannot be read is said by the name of its field, and nothing is listed. */
export function askedOf(query: unknown): { asked: Asked | null; errors: Reason[] } {
  const read = asked.safeParse(query);
  if (read.success) {
    const { about, email, after, from, until } = read.data;
    return { asked: { about: about || null, email: email || null, after: after || null, from, until }, errors: [] };
  }
  const errors = read.error.issues.map(({ path, message }) => {
    const field = String(path[0] ?? '');
    return { field, text: field === 'email' ? 'Enter an email address, or leave it blank' : message };
  });
  return { asked: null, errors };
}

/** Where the next page of a list begins, as one text in its address. */
export function cursorOf(...parts: readonly (Date | string | null)[]): string {
  return parts.map((part) => (part instanceof Date ? part.toISOString() : (part ?? noPerson))).join('~');
}

const instant = z.iso.datetime().transform((text) => new Date(text));

/** Reads the cursor of a list by instant and person. @throws Refused for what it cannot be */
export function readCursor(after: string): { at: Date; personId: string; name: string } {
  const [at, personId, ...name] = after.split('~');
  return read(z.object({ at: instant, personId: z.uuid(), name: z.string().min(1) }), {
    at,
    personId,
    name: name.join('~'),
  });
}

/** Reads the cursor of a list of people by name. @throws Refused for what it cannot be */
export function readPerson(after: string): { personId: string; name: string } {
  const [personId, ...name] = after.split('~');
  return read(z.object({ personId: z.uuid(), name: z.string().min(1) }), { personId, name: name.join('~') });
}

/** Reads the number of an event. @throws Refused for what it cannot be */
export function readSeq(after: string): string {
  return read(z.string().regex(/^\d{1,18}$/), after);
}

function read<S extends z.ZodType>(schema: S, given: unknown): z.infer<S> {
  const found = schema.safeParse(given);
  return found.success ? found.data : refuse('This address names no page of the list: go to its first page');
}
