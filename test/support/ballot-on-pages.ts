import { addWorkingDays, londonDate, paths } from '@app/kernel';
import type { Agent } from './agent';
import type { Site } from './site';

/**
 * A ballot on its pages, as people use them: the first of them opens it for ten working days, all say that they have no
 * interest and approve, the first closes it and gives the reasons. What follows has happened by then.
 */
export async function approvedOnPages(
  site: Site,
  as: (name: string) => Promise<Agent>,
  { proposal, slug, people }: { proposal: string; slug: string; people: readonly string[] },
): Promise<void> {
  const lead = await as(people[0] ?? '');
  const [year = '', month = '', day = ''] = londonDate(addWorkingDays(await site.db.read().now(), 10)).split('-');
  await lead.get(paths.ballotOpening(slug, proposal));
  await lead.submit(`/open/${proposal}`, { day, month, year, time: '17:00' });
  const ballot = lead.url.split('/')[2] ?? '';
  for (const name of people) {
    const member = await as(name);
    await member.get(paths.ballotPart(ballot, 'interest'));
    await member.submit('/interest', { interested: 'no' });
    await member.get(paths.ballotPart(ballot, 'vote'));
    await member.submit('/vote', { choice: 'approve', reason: 'Yes.' });
  }
  await lead.get(paths.ballotPart(ballot, 'close'));
  await lead.submit('/close');
  await lead.get(paths.ballotPart(ballot, 'reasons'));
  await lead.submit('/reasons', { reasons: 'There is a need.' });
  expect([lead.status, lead.errors]).toEqual([200, []]);
  await site.settle();
}
