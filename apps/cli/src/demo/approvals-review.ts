import { paths } from '@app/kernel';
import { cases, committee, decided, digital, eachRequirement } from './ballot-steps';
import type { Play } from './play';
import { proposed } from './request-steps';

const title = 'Algorithm inventory keeper';
const see = title;

/** The committee turns a proposal down; a procedural review finds that a letter was overlooked; it decides afresh. */
export async function refusedAndReviewed(play: Play): Promise<{ first: string; afresh: string }> {
  const id = await proposed(play, title);
  const reasons = { reasons: 'It meets the requirements.' };
  const approved = { see, outcome: 'approve', reasons } as const;
  await decided(play, digital, id, { ...approved, step: 'the panel recommends it', then: cases.withCommittee });
  const first = await decided(play, committee, id, {
    see,
    step: 'the committee turns it down',
    outcome: 'reject',
    then: cases.refused,
    reasons: { reasons: 'We are not convinced.', ...eachRequirement },
  });
  await reviewed(play, id);
  const step = 'the committee decides afresh';
  const afresh = await decided(play, committee, id, { ...approved, step, then: cases.agreed });
  const anybody = await play.as(null);
  await anybody.get(paths.decision(first));
  play.see('the first decision stays, and says what took its place', anybody, 'Replaced by the decision of');
  return { first, afresh };
}

async function reviewed(play: Play, id: string): Promise<void> {
  const [chair, officer] = [await play.as('trailblazer'), await play.as('officer')];
  const [admin, admin2] = [await play.as('admin'), await play.as('admin2')];
  await chair.get(paths.proposal(id));
  await chair.follow('Ask for a procedural review');
  await chair.submit('/review', { grounds: ['information-overlooked'], statement: 'A letter was not considered.' });
  play.see('the group asks for a procedural review', chair, 'Waits for somebody who was not involved');
  const review = new URL(chair.visit.url).pathname;
  await officer.get(`${review}/consider`);
  if (officer.page('form[action$="/consider"], textarea').length > 0)
    throw new Error(`${officer.visit.url}: who was involved can consider the review`);
  await admin.get(`${review}/consider`);
  await admin.submit('/consider', { advice: 'The letter came with version 1.' });
  play.see('somebody who was not involved considers it', admin, 'The letter came with version 1.');
  await admin2.get(`${review}/decide`);
  await admin2.submit('/decide', { outcome: 'upheld', reasons: 'A letter was not before the committee.' });
  play.see('another person decides that it is upheld', admin2, 'Upheld: the committee decides afresh');
}
