import { paths } from '@app/kernel';
import type { Play } from './play';
import { byDigital, changed, draftChanges, drafted, write } from './revision-draft';
import { emergency, follow, publicationSeen, undone } from './revision-outcome';
import { approve, schedule } from './revision-steps';

/** The life of map revisions: drafted, rehearsed, approved, scheduled, published, stopped, undone, in an emergency. */
export async function playRevision(play: Play): Promise<void> {
  const anybody = await play.as(null);
  const before = await play.edition();
  play.see('the public reads the maps', anybody, `edition ${before}`);
  await follow(play);
  const agreed = await draftChanges(play);
  await rehearsed(play, agreed, before + 1);
  await approvedTwice(play, agreed);
  const admin = await play.as('admin');
  const other = await drafted(
    admin,
    'Plainer words on testing',
    changed.corrected,
    'Tests software before it is used.',
  );
  const apart = await drafted(
    admin,
    'Plainer words on civil engineering',
    'OCC0091',
    'Helps to design and build bridges.',
  );
  for (const revision of [other, apart]) await approve(play, revision);
  await scheduled(play, [agreed, other, apart]);
  await published(play, before, { agreed, other, apart });
  await undone(play, agreed, before);
  await emergency(play, before + 4);
}

async function rehearsed(play: Play, revision: string, edition: number): Promise<void> {
  const admin = await play.as('admin');
  await admin.get(`${revision}/rehearsal`);
  play.see('the whole revision is rehearsed', admin, `It could be published, today as edition ${edition}`);
  play.see('the rehearsal counts who will be told', admin, '1 address that follows what changes will be told');
  await admin.get(paths.mapChanges());
  if (admin.text.includes(`Edition ${edition}`)) throw new Error('the rehearsal left an edition behind');
}

/** Who drafted cannot approve; an edit after the approval takes it back, and it needs approval again. */
async function approvedTwice(play: Play, revision: string): Promise<void> {
  const [officer, admin] = [await play.as('officer'), await play.as('admin')];
  await officer.get(revision);
  play.see('an officer does not see revisions', officer, 'You cannot use this page');
  await admin.get(revision);
  await admin.submit('/request');
  play.see('the drafter cannot approve', admin, 'You drafted part of it, so another administrator has to approve it');
  await approve(play, revision, false);
  await write(admin, revision, { kind: 'link', word: byDigital, values: { from: 'OCC0795', to: 'OCC1386' } });
  play.see('an edit takes the approval off', admin, 'Ask for approval');
  if (admin.text.includes('Approved by')) throw new Error('the approval survived an edit');
  await approve(play, revision);
}

/** Schedules the revisions to the minute, one after the other, some minutes ahead. */
async function scheduled(play: Play, revisions: readonly string[]): Promise<void> {
  const [admin, anybody] = [await play.as('admin'), await play.as(null)];
  for (const [index, revision] of revisions.entries()) {
    await schedule(play, admin, revision, 3 + index);
    play.see('it is scheduled to a minute in London', admin, 'Cancel the schedule');
  }
  const [, second = ''] = revisions;
  await admin.get(second);
  play.see('a scheduled revision that wants the same is named', admin, 'Scheduled map revisions that want the same');
  await play.await(
    'the public sees what is scheduled',
    anybody,
    paths.scheduledChanges(),
    'What the Digital panel agreed to',
  );
  await play.await(
    'it is in the calendar',
    anybody,
    paths.scheduledCalendar(),
    'SUMMARY:Occupational maps: What the Digital panel agreed to',
  );
  await play.await('the page of its map names the next change', anybody, paths.map('digital'), 'Next change');
}

type Three = { agreed: string; other: string; apart: string };

/** Three minutes come at once: the first is published, the one that touches the same stops, the one apart goes on. */
async function published(play: Play, before: number, { agreed, other, apart }: Three): Promise<void> {
  const [admin, anybody] = [await play.as('admin'), await play.as(null)];
  await play.clock('hour');
  await play.await('the worker publishes what is due', anybody, paths.maps(), `edition ${before + 2}`);
  await admin.get(agreed);
  play.see('it became an edition', admin, `As edition ${before + 1}`);
  await play.await('the one that touches the same node is stopped', admin, other, 'It was not published');
  play.see('it says what has changed since its approval', admin, `the occupation ${changed.corrected} has changed`);
  await admin.get(paths.revisions());
  play.see('the list of revisions shows it as stopped', admin, 'Stopped');
  await play.await('the administrators are told by mail', anybody, paths.devInbox(), 'Plainer words on testing');
  await admin.get(apart);
  play.see('the one that touches nothing of it carries over', admin, `As edition ${before + 2}`);
  await publicationSeen(play, before);
}
