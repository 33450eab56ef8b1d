import { addWeeks, formatLondon, isWorkingDay, type Reason } from '@app/kernel';

/** What is planned of an approvals cycle: until when to submit, when panels and committee sit, how many submissions. */
export type CyclePlan = { submissionDeadline: Date; panelOn: Date; committeeOn: Date; slots: number };

/** Within how many weeks of the deadline a decision is promised (the approvals process: six weeks; changes: four). */
export type PromisedWeeks = number;

/** A cycle as submissions look for room in it. */
export type CycleRoom = { id: string; no: number; submissionDeadline: Date; slots: number; taken: number };

/** Where a submission goes: the cycle, and why it is not the one that was booked or would have come first. */
export type Placing = { cycle: CycleRoom; late: CycleRoom | null; full: CycleRoom | null };

/** What keeps a plan from holding, each beside its field. The order of the dates is the order of the process. */
export function planProblems(plan: CyclePlan, now: Date): Reason[] {
  const reasons: Reason[] = [];
  if (plan.submissionDeadline <= now) reasons.push({ field: 'deadline', text: 'The deadline must be in the future' });
  if (plan.panelOn <= plan.submissionDeadline) {
    reasons.push({ field: 'panel', text: 'The panels must meet after the submission deadline' });
  }
  if (plan.committeeOn <= plan.panelOn) {
    reasons.push({ field: 'committee', text: 'The committee must meet after the panels' });
  }
  const days = { deadline: plan.submissionDeadline, panel: plan.panelOn, committee: plan.committeeOn };
  for (const [field, day] of Object.entries(days)) {
    if (!isWorkingDay(day)) reasons.push({ field, text: `${formatLondon(day)} is no working day: choose another` });
  }
  const due = decisionDue(plan.submissionDeadline, 6);
  if (plan.committeeOn > due) {
    const text = `The committee must meet by ${formatLondon(due)}: decisions are promised within six weeks of the deadline`;
    reasons.push({ field: 'committee', text });
  }
  return reasons;
}

/** When the decision is due: so many weeks after the deadline, at the same time of the day in London. */
export function decisionDue(deadline: Date, weeks: PromisedWeeks): Date {
  return addWeeks(deadline, weeks);
}

/**
 * The cycle that a submission of this moment goes to: the booked one while its deadline lasts, else the first that is
 * open and has room. A submission after its deadline goes to the next cycle (the approvals process: "considered after
 * the next submission deadline"). Null: no cycle with room is planned.
 */
export function placeOf(cycles: readonly CycleRoom[], booked: string | null, now: Date): Placing | null {
  const inOrder = [...cycles].sort((a, b) => a.submissionDeadline.getTime() - b.submissionDeadline.getTime());
  const mine = inOrder.find(({ id }) => id === booked) ?? null;
  if (mine !== null && now <= mine.submissionDeadline) return { cycle: mine, late: null, full: null };
  const open = inOrder.filter((cycle) => now <= cycle.submissionDeadline);
  const cycle = open.find(hasRoom);
  if (cycle === undefined) return null;
  return { cycle, late: mine, full: open[0] === cycle ? null : (open[0] ?? null) };
}

/** Whether one more submission fits. */
export function hasRoom({ slots, taken }: CycleRoom): boolean {
  return taken < slots;
}
