import { paths } from '@app/kernel';
import type { Play } from './play';
import { changed, drafted } from './revision-draft';
import { approve, schedule } from './revision-steps';
import type { Visitor } from './visitor';

const reader = 'reader@demo.waymark.test';

/** Anybody follows a map by mail, which counts once the address is confirmed. */
export async function follow(play: Play): Promise<void> {
  const anybody = await play.as(null);
  await anybody.get(paths.follow('route', 'digital'));
  await anybody.submit(paths.follow('route', 'digital'), { email: reader });
  play.see('anybody asks to follow a map by mail', anybody, 'We send a mail');
  const mail = 'Confirm that you want to follow Digital';
  await play.await('a mail asks to confirm it first', anybody, paths.devInbox(), mail);
  await anybody.follow(mail);
  await anybody.follow('/follow/confirm/');
  await anybody.submit('');
  play.see('the address is confirmed', anybody, 'You follow Digital');
}

/** What everybody sees of the revision, from outside: pages, earlier editions, files, API, feeds, mail. */
export async function publicationSeen(play: Play, before: number): Promise<void> {
  const anybody = await play.as(null);
  const { reference, before: old, after } = changed.retitled;
  const page = paths.occupation(reference);
  await play.await('the public reads the new title', anybody, page, after);
  const at = await publishedAt(anybody, before + 1);
  for (const [when, title] of [
    [new Date(at.getTime() - 1), old],
    [at, after],
  ] as const) {
    await anybody.get(`${page}?as-of=${when.toISOString()}`);
    play.see(`the page as of ${when.toISOString()}`, anybody, title);
  }
  await anybody.get(paths.compareEditions(before, before + 1));
  play.see('anybody compares the two editions', anybody, '1 occupation split');
  await anybody.get(paths.retiredOccupations());
  play.see('the merged occupation names its successor', anybody, changed.merged);
  await anybody.get(paths.tLevel('60358324'));
  play.see('the T Level covers another occupation', anybody, 'OCC0505');
  await filesAgree(play, anybody);
  await play.await('it is in the feed of its map', anybody, paths.mapFeed('digital'), after);
  const mail = `Edition ${before + 1} changes what you follow`;
  await play.await('the follower is told', anybody, paths.devInbox(), mail);
  await anybody.follow(mail);
  play.see('the mail says what changed', anybody, after);
  const officer = await play.as('officer');
  await officer.get(paths.map('digital'));
  play.see('the officer finds the parts of the split', officer, changed.split[0]);
}

async function filesAgree(play: Play, anybody: Visitor): Promise<void> {
  const { reference, after } = changed.retitled;
  await anybody.get(paths.socCodesFile());
  play.see('the open data has the new title', anybody, after);
  if (anybody.visit.body.includes(changed.merged)) throw new Error('a merged occupation is in the open data');
  await anybody.get(`/api/v1/Occupations/${reference}`, { 'x-api-key': 'demo-key' });
  play.see('the API answers with the new title', anybody, after);
  await anybody.get(paths.occupationFile(reference, 'json'));
  play.see('the file of the occupation has the new title', anybody, after);
}

/** The instant at which an edition was published, as the page of changes says it. */
async function publishedAt(anybody: Visitor, edition: number): Promise<Date> {
  await anybody.get(paths.mapChanges());
  const said = anybody.page(`section:has(#edition-${edition}) time`).first().attr('datetime');
  if (said === undefined) throw new Error(`edition ${edition} is not on ${anybody.visit.url}`);
  return new Date(said);
}

/** The revision is undone by a revision of its own; then only the disjoint change of that day is left. */
export async function undone(play: Play, revision: string, before: number): Promise<void> {
  const [admin, anybody] = [await play.as('admin'), await play.as(null)];
  await admin.get(`${revision}/undo`);
  play.see('what an undo would take is shown first', admin, 'What the new map revision does');
  await admin.submit('/undo', { why: 'The panel met again and took it back.' });
  play.see('the undo is a draft of its own', admin, `Undoes edition ${before + 1}`);
  const undo = new URL(admin.visit.url).pathname;
  await approve(play, undo);
  await schedule(play, admin, undo, 3);
  await play.clock('hour');
  await play.await('the undo is published', anybody, paths.maps(), `edition ${before + 3}`);
  await anybody.get(paths.occupation(changed.retitled.reference));
  play.see('the old title is back', anybody, changed.retitled.before);
  await anybody.get(paths.compareEditions(before, before + 3));
  play.see('of that day only the change apart is left', anybody, '1 other amendment.');
}

/** A correction that cannot wait goes out loudly, and is approved afterwards. */
export async function emergency(play: Play, edition: number): Promise<void> {
  const [admin, admin2, anybody] = [await play.as('admin'), await play.as('admin2'), await play.as(null)];
  const revision = await drafted(
    admin,
    'A name taken out',
    'OCC0117',
    'Finds out what a business needs from its systems.',
  );
  const why = 'It named a person.';
  await admin.get(revision);
  await admin.submit('/emergency', { emergencyWhy: why, sure: 'yes' });
  play.see('a correction cannot wait', admin, `Emergency correction: ${why}`);
  await play.clock('hour');
  await play.await(
    'it is published without an approval, and says so',
    anybody,
    paths.mapChanges(),
    `Edition ${edition}`,
  );
  play.see('the edition says so', anybody, `Emergency correction: ${why}`);
  await admin2.get(paths.revisions());
  play.see('it stands on a list until it is approved', admin2, 'Emergency corrections to approve');
  await admin2.get(revision);
  await admin2.submit('/emergency/approve');
  play.see('another administrator approves it afterwards', admin2, 'approved it afterwards');
}
