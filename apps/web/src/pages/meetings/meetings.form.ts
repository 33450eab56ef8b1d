import { httpsLink, longText, oneLine, parseLondon, shortText } from '@app/kernel';
import { type MeetingPlace, sections } from '@app/meetings';
import { z } from 'zod';
import { key, version, which } from '../../http/fields';

/** A button on the page of a meeting: the version that the page showed. */
export const readForm = z.object({ version });

const place = {
  date: shortText('Enter the date'),
  time: shortText('Enter the time'),
  which,
  place: oneLine(200).default(''),
  link: httpsLink.default(''),
};
type Place = z.infer<z.ZodObject<typeof place>>;
const somewhere = {
  check: ({ place: where, link }: { place: string; link: string }) => where !== '' || link !== '',
  problem: { path: ['place'], error: 'Enter a place, or a link to join by' },
};

/** A meeting to be planned; the key makes that sending it twice plans one. */
export const planForm = z.object({ key, ...place }).refine(somewhere.check, somewhere.problem);
/** Another time or place for a meeting. */
export const moveForm = z.object({ version, ...place }).refine(somewhere.check, somewhere.problem);

/** When and where, from the form. @throws Refused beside the date for what London's clock does not show, or shows twice */
export function placeOf({ date, time, which, place, link }: Place): MeetingPlace {
  return { startsAt: parseLondon(date, time, 'date', which), place, link };
}

/** Why a meeting is cancelled: its members are told. */
export const cancelForm = z.object({
  version,
  why: longText(500, 'Enter why the meeting is cancelled'),
});

const item = {
  version,
  section: z.enum(sections, { error: 'Choose the part of the agenda' }),
  note: longText(4000).default(''),
};

/** The part and the note of an item. */
export const itemForm = z.object(item);
/** An item added by hand: about a proposal, or a matter of its own. */
export const newItemForm = z
  .object({
    ...item,
    reference: oneLine(20).default(''),
    title: oneLine(200).default(''),
  })
  .refine(({ reference, title }) => (reference === '') !== (title === ''), {
    path: ['title'],
    error: 'Enter what it is about, or the reference of a proposal: one of the two',
  });

/** One place up or down. */
export const moveItemForm = z.object({ version, way: z.enum(['up', 'down']) });

/** Who takes no part, and why. */
export const recusalForm = z.object({
  personId: z.uuid({ error: 'Choose who takes no part' }),
  reason: longText(1000, 'Enter what the interest is'),
});
