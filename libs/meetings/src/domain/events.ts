import { formatLondon } from '@app/kernel';
import { defineEvent } from '@app/platform';
import { z } from 'zod';

/** What every event of a meeting says of it. */
const about = z.object({ panelId: z.uuid(), panelName: z.string(), no: z.number(), startsAt: z.iso.datetime() });
const nameOf = ({ panelName, no }: { panelName: string; no: number }): string => `meeting ${no} of the ${panelName}`;

export const meetingPlanned = defineEvent({
  type: 'meeting.planned',
  version: 1,
  subject: 'meeting',
  schema: about,
  says: (data) => `planned ${nameOf(data)} for ${formatLondon(new Date(data.startsAt), 'datetime')}`,
});

export const meetingMoved = defineEvent({
  type: 'meeting.moved',
  version: 1,
  subject: 'meeting',
  schema: about.extend({ before: z.iso.datetime() }),
  says: (data) =>
    data.before === data.startsAt
      ? `changed the place of ${nameOf(data)}`
      : `moved ${nameOf(data)} to ${formatLondon(new Date(data.startsAt), 'datetime')}`,
});

export const meetingCancelled = defineEvent({
  type: 'meeting.cancelled',
  version: 1,
  subject: 'meeting',
  schema: about.extend({ why: z.string() }),
  says: (data) => `cancelled ${nameOf(data)}: ${data.why}`,
});

/** The agenda was worked on; the items stand here by kind and id, never by title. */
export const agendaArranged = defineEvent({
  type: 'agenda.arranged',
  version: 1,
  subject: 'meeting',
  schema: about.extend({ items: z.array(z.object({ kind: z.string(), id: z.uuid(), section: z.string() })) }),
  says: (data) => `arranged the agenda of ${nameOf(data)}`,
});

export const agendaPublished = defineEvent({
  type: 'agenda.published',
  version: 1,
  subject: 'meeting',
  schema: about.extend({ version: z.number() }),
  says: (data) => `published version ${data.version} of the agenda of ${nameOf(data)}`,
});

export const attendanceNoted = defineEvent({
  type: 'meeting.attendance-noted',
  version: 1,
  subject: 'meeting',
  schema: about.extend({ people: z.array(z.object({ id: z.uuid(), attendance: z.string() })) }),
  says: (data) => `noted who attends ${nameOf(data)}`,
});

export const recusalNoted = defineEvent({
  type: 'meeting.recusal-noted',
  version: 1,
  subject: 'meeting',
  schema: about.extend({ personId: z.uuid(), subjectKind: z.string(), itemOf: z.uuid(), reason: z.string() }),
  personal: ['reason'],
  says: (data) => `noted that somebody takes no part in an item of ${nameOf(data)}`,
});

export const minutesWritten = defineEvent({
  type: 'minutes.written',
  version: 1,
  subject: 'meeting',
  schema: about.extend({ version: z.number() }),
  says: (data) => `wrote version ${data.version} of the minutes of ${nameOf(data)}`,
});

export const minutesAgreed = defineEvent({
  type: 'minutes.agreed',
  version: 1,
  subject: 'meeting',
  schema: about.extend({ version: z.number() }),
  says: (data) => `agreed version ${data.version} of the minutes of ${nameOf(data)}`,
});

export const minutesPublished = defineEvent({
  type: 'minutes.published',
  version: 1,
  subject: 'meeting',
  schema: about.extend({ slug: z.string() }),
  says: (data) => `published the minutes of ${nameOf(data)}`,
});
