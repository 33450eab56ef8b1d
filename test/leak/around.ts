import { addWorkingDays, newId } from '@app/kernel';
import { Cycles } from '@app/cycles';
import { MinisterialDirections, RevisionDrafting } from '@app/revisions';
import { Suggestions } from '@app/suggestions';
import { GroupInvitations, InterestRegister, TrailblazerQueries } from '@app/trailblazers';
import { Unfound } from '@app/unfound';
import type { Site } from '../support/site';
import type { People } from './people';
import { planted } from './planted';

/** What else the site has, so that no page of it is crawled empty. */
export async function addTheRest(site: Site, { ada, officer, stranger }: People, group: string): Promise<void> {
  const now = await site.db.read().now();
  const days = { submissionDeadline: addWorkingDays(now, 10), panelOn: addWorkingDays(now, 15) };
  await site.lib(Cycles).plan(officer, { ...days, committeeOn: addWorkingDays(now, 20), slots: 4 });
  await site.lib(RevisionDrafting).create(ada, { title: planted.revision, kind: 'day-to-day' });
  const directed = {
    title: 'A direction',
    text: 'It is paused.',
    document: 'https://gov.example/1',
    routes: ['digital'],
  };
  await site.lib(MinisterialDirections).record(ada, { ...directed, datedOn: '2026-01-05' });
  const suggestion = {
    part: 'title',
    requester: 'employer',
    change: 'Another',
    why: 'It is old',
    evidence: '',
  } as const;
  const who = { name: planted.suggester, email: 'suggester@example.test', key: newId() };
  await site.lib(Suggestions).suggest('OCC0116', { ...suggestion, ...who });
  const asked = { title: 'Robot cook', idea: 'There is a gap', route: 'digital', closesAt: addWorkingDays(now, 20) };
  await site.lib(InterestRegister).open(officer, { id: newId(), ...asked });
  const [organisation] = await site.lib(TrailblazerQueries).organisations(site.db.read(), group);
  const invited = { id: newId(), name: planted.invited, email: 'invited@example.test', role: 'group-member' } as const;
  await site.lib(GroupInvitations).invite(stranger, group, { ...invited, organisationId: organisation?.id ?? '' });
  await lookInVain(site);
}

/** What many looked for and did not find, and what four did. Two networks may make one mark: many are more than five. */
async function lookInVain(site: Site): Promise<void> {
  const unfound = site.lib(Unfound);
  for (let no = 0; no < 20; no += 1) {
    unfound.note(planted.lookedFor, `198.51.${no}.7`);
    if (no < 4) unfound.note(planted.lookedForByFew, `198.51.${no}.7`);
  }
  await unfound.write();
  const [row] = await site.db
    .read()
    .rows<{ few: number; many: number }>(
      `select count(*) filter (where words is null)::int as few, count(words)::int as many from unfound_question`,
    );
  if (row?.few !== 1 || row.many !== 1) throw new Error(`Counted were ${row?.few} and ${row?.many}, not 1 and 1`);
}
