import { type CyclePlan, Cycles } from '@app/cycles';
import { addWeeks, londonDate, onWorkingDay, parseLondon } from '@app/kernel';
import { Db } from '@app/platform';
import { demoActor } from './people';
import type { Stage } from './stage';

/** Three approvals cycles: one whose deadline passes while the cases are played, and the two after it. */
export async function planDemoCycles({ app }: Stage): Promise<void> {
  const officer = await demoActor(app, 'officer');
  const now = await app.get(Db).read().now();
  for (const weeks of [2, 8, 14]) await app.get(Cycles).plan(officer, planFrom(now, weeks));
}

/** Submissions until so many weeks from now at 5pm, panels two weeks and the committee four weeks later. */
function planFrom(now: Date, weeks: number): CyclePlan {
  const at = (week: number, time: string): Date => parseLondon(londonDate(onWorkingDay(addWeeks(now, week))), time);
  return {
    submissionDeadline: at(weeks, '17:00'),
    panelOn: at(weeks + 2, '10:00'),
    committeeOn: at(weeks + 4, '10:00'),
    slots: 24,
  };
}
