import { londonMinute } from '@app/kernel';
import type { Play } from './play';
import type { Visitor } from './visitor';

/** The drafter asks for approval, and another administrator approves. */
export async function approve(play: Play, revision: string, request = true): Promise<void> {
  const [admin, admin2] = [await play.as('admin'), await play.as('admin2')];
  await admin.get(revision);
  if (request) await admin.submit('/request');
  await admin2.get(revision);
  await admin2.submit('/approve');
  play.see('another administrator approves exactly this plan', admin2, 'Plan approved');
}

/** Schedules an approved revision so many minutes ahead. */
export async function schedule(play: Play, admin: Visitor, revision: string, minutes: number): Promise<void> {
  const at = new Date(play.now().getTime() + minutes * 60_000);
  await admin.get(`${revision}/schedule`);
  await admin.submit('/confirm', londonMinute(at));
  await admin.submit('/schedule');
  if (admin.visit.status !== 200) throw new Error(`the schedule was refused: ${admin.text}`);
}
