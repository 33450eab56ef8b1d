import { paths } from '@app/kernel';
import type { Play } from './play';
import { drafted } from './revision-draft';
import { outgoing } from './request-steps';

const occupation = 'OCC0129';
const corrected = 'Tries software out before people depend on it.';

/** Somebody suggests a correction; an officer sorts it, an administrator carries it on. @returns its reference */
export async function suggestion(play: Play): Promise<string> {
  const [anybody, officer, admin] = [await play.as(null), await play.as('officer'), await play.as('admin')];
  await anybody.get(paths.suggest(occupation));
  await anybody.submit('/suggest', {
    part: 'profile',
    change: 'Say it in plainer words.',
    why: 'Pupils do not understand it.',
    requester: 'provider',
    email: 'suggester@demo.waymark.test',
  });
  play.see('anybody suggests a change without an account', anybody, 'We received your suggestion');
  const reference = /S-[\w-]+/.exec(anybody.text)?.[0] ?? '';
  await officer.get(paths.suggestions());
  await officer.follow(reference);
  const path = new URL(officer.visit.url).pathname;
  await officer.submit(path, { sorting: 'correction', summary: 'Plainer words in the profile' });
  play.see('the officer sorts it as a correction', officer, 'Plainer words in the profile');
  await admin.get(paths.dashboard());
  play.see('it waits for an administrator', admin, `Carry the correction ${reference}`);
  const revision = await drafted(admin, 'Plainer words on testing', occupation, corrected);
  await admin.get(path);
  await admin.submit('/work', { work: `revision:${revision.split('/').at(-1)}` });
  play.see('it is carried on in a map revision', admin, 'It is carried on in a map revision');
  await outgoing(play, revision);
  await play.await('the correction is on the map', anybody, paths.occupation(occupation), corrected);
  return reference;
}
