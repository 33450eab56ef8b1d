import { londonDate, londonMinute, longText, parseLondon, shortText } from '@app/kernel';
import type { CyclePlan } from '@app/cycles';
import { z } from 'zod';
import { version, which } from '../../http/fields';

const date = shortText().default('');
const slots = { error: 'Enter how many submissions the cycle takes, from 1 to 500' };
const reason = longText(1000, 'Give the reason');

/** A planned cycle as its form sends it: days and one time in London, and the number of slots. */
export const planForm = z.object({
  deadline: date,
  deadlineTime: shortText().default(''),
  which,
  panel: date,
  committee: date,
  slots: z.coerce.number(slots).int(slots).min(1, slots).max(500, slots),
});

/** The same for a cycle that stands, with the version that was read and why it is changed. */
export const changeForm = planForm.extend({ version, reason });

/** A cancellation. */
export const cancelForm = z.object({ version, reason });

/** The plan that was typed. Panels and committee sit from 10:00. @throws Refused beside the date that is none */
export function planOf({
  deadline,
  deadlineTime,
  which,
  panel,
  committee,
  slots,
}: z.infer<typeof planForm>): CyclePlan {
  return {
    submissionDeadline: parseLondon(deadline, deadlineTime, 'deadline', which),
    panelOn: parseLondon(panel, '10:00', 'panel'),
    committeeOn: parseLondon(committee, '10:00', 'committee'),
    slots,
  };
}

/** What the form shows of a plan. */
export function valuesOf(plan: CyclePlan): Record<string, string> {
  const { date, time, which } = londonMinute(plan.submissionDeadline);
  return {
    deadline: date,
    deadlineTime: time,
    which,
    panel: londonDate(plan.panelOn),
    committee: londonDate(plan.committeeOn),
    slots: String(plan.slots),
  };
}
