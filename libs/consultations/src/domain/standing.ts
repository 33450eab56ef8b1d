/**
 * Where a consultation stands: computed by the database from its rows and the clock (`consultation_standing`), never stored. A
 * suspended one stays so beyond its close: it is resumed with a later one.
 */
export type Standing = 'upcoming' | 'open' | 'suspended' | 'closed' | 'withdrawn';

/** What somebody did to a consultation that was announced; the last one counts. */
export const acts = ['suspended', 'resumed', 'withdrawn'] as const;
export type Act = (typeof acts)[number];

/** When a consultation takes responses: from the first instant, and no longer at the second. */
export type Window = { opensAt: Date; closesAt: Date };

/** What can still be done to it, by where it stands. */
const steps: Readonly<Record<Standing, readonly Step[]>> = {
  upcoming: ['extend', 'withdraw', 'reword'],
  open: ['extend', 'suspend', 'reword'],
  suspended: ['resume', 'reword'],
  closed: [],
  withdrawn: [],
};
export type Step = 'extend' | 'suspend' | 'resume' | 'withdraw' | 'reword';

/** What keeps somebody from a step, in words; null: nothing. */
export function againstStep(step: Step, standing: Standing): string | null {
  return steps[standing].includes(step) ? null : `This can't be done now: the consultation is ${standing}`;
}

/** What keeps the close from being moved to `to`: only later, and after a suspension by at least the time that was lost. */
export function againstDeadline(to: Date, closesAt: Date, lost: number): string | null {
  const least = new Date(closesAt.getTime() + lost);
  if (lost > 0 && to < least) return 'Give back at least the time that was lost';
  return to <= closesAt ? 'A closing time can only be moved later' : null;
}
