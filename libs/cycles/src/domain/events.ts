import { formatLondon } from '@app/kernel';
import { defineEvent } from '@app/platform';
import { z } from 'zod';

const plan = z.object({
  submissionDeadline: z.iso.datetime(),
  panelOn: z.iso.datetime(),
  committeeOn: z.iso.datetime(),
  slots: z.number().int(),
});
const day = (at: string): string => formatLondon(new Date(at));

export const cyclePlanned = defineEvent({
  type: 'cycle.planned',
  version: 1,
  subject: 'cycle',
  schema: plan.extend({ no: z.number().int() }),
  says: ({ no, submissionDeadline }) => `planned approvals cycle ${no}, to submit by ${day(submissionDeadline)}`,
});

export const cycleChanged = defineEvent({
  type: 'cycle.changed',
  version: 1,
  subject: 'cycle',
  schema: z.object({ no: z.number().int(), before: plan, after: plan, reason: z.string() }),
  says: ({ no, after }) => `changed approvals cycle ${no}, now to submit by ${day(after.submissionDeadline)}`,
});

export const cycleCancelled = defineEvent({
  type: 'cycle.cancelled',
  version: 1,
  subject: 'cycle',
  schema: z.object({ no: z.number().int(), reason: z.string(), moved: z.number().int() }),
  says: ({ no, moved }) =>
    `cancelled approvals cycle ${no}: ${moved === 1 ? '1 submission goes' : `${moved} submissions go`} to the next`,
});

/** A group booked one of the places for submissions in a cycle, or gave it back (`cycle` null). */
export const slotBooked = defineEvent({
  type: 'proposal.slot-booked',
  version: 1,
  subject: 'proposal',
  schema: z.object({ cycle: z.number().int().nullable(), deadline: z.iso.datetime().nullable() }),
  says: ({ cycle, deadline }) =>
    cycle === null
      ? 'gave its submission slot back'
      : `booked a slot in cycle ${cycle}, to submit by ${day(deadline ?? '')}`,
});

/** A submitted version has its place in a cycle; `late` and `full` are cycles that it missed or found full. */
export const submissionPlaced = defineEvent({
  type: 'proposal.submission-placed',
  version: 1,
  subject: 'proposal',
  schema: z.object({
    cycle: z.number().int(),
    deadline: z.iso.datetime(),
    due: z.iso.datetime(),
    late: z.number().int().nullable(),
    full: z.number().int().nullable(),
  }),
  says: ({ cycle, late, full }) => {
    if (late !== null) return `missed the deadline of cycle ${late}, and is considered in cycle ${cycle}`;
    return full === null
      ? `is considered in cycle ${cycle}`
      : `found cycle ${full} full, and is considered in cycle ${cycle}`;
  },
});
