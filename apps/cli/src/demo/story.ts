import { paths } from '@app/kernel';
import { cases, committee, conclude, decided, digital, open, vote } from './ballot-steps';
import { agree, ask, prepare } from './consult-steps';
import type { Play } from './play';
import { accept, answerMatches, fill, part, publish, started, submit } from './request-steps';
import type { Visitor } from './visitor';

const title = 'Service resilience engineer';
const reasons = { reasons: 'It meets the four requirements and is on no other map.' };

/** The main job from end to end: a proposal becomes an occupation on the published map. @returns its reference */
export async function playStory(play: Play): Promise<string> {
  const anybody = await play.as(null);
  const edition = await play.edition();
  play.see('the public reads the maps', anybody, `edition ${edition}`);
  const proposal = await draft(play);
  await officersCheck(play, proposal);
  await consultation(play, proposal);
  await panel(play, proposal);
  await decision(play, proposal);
  return publication(play, proposal);
}

async function draft(play: Play): Promise<string> {
  const chair = await play.as('trailblazer');
  const id = await started(play, 'occupation');
  play.see('a trailblazer chair starts a proposal', chair, 'Title, route and level');
  await chair.get(paths.proposalPart(id, 'check'));
  play.see('what is missing is said, with links', chair, 'Enter the occupation title');
  await fill(chair, id, title);
  await answerMatches(play, id);
  await chair.get(paths.proposalPart(id, 'ready'));
  play.see('nothing is missing any more, part by part', chair, 'Nothing that is asked for is missing');
  await submit(play, id, 'the chair submits the proposal', 'submitted');
  return id;
}

async function officersCheck(play: Play, id: string): Promise<void> {
  const [officer, chair] = [await play.as('officer'), await play.as('trailblazer')];
  await officer.get(paths.proposalPart(id, 'return'));
  const request = { kind: 'clarification', field: 'profile', text: 'Name two employers.', workingDays: '5' };
  await officer.submit('/return', request);
  play.see('the officer returns it with a change request', officer, 'Name two employers.');
  await chair.get(paths.proposal(id));
  play.see('the chair reads what is asked for', chair, 'Changes asked for');
  await chair.get(paths.proposalPart(id, 'profile'));
  const profile = `${String(chair.page('#profile').val())} A bank and a council employ them today.`;
  await part(chair, id, 'profile', { profile });
  await submit(play, id, 'the chair submits version 2', 'Version 2');
  await chair.get(paths.proposalComparison(id, 1, 2));
  play.see('what changed since version 1 is shown word by word', chair, 'A bank and a council employ them today.');
  await accept(play, id);
}

async function consultation(play: Play, id: string): Promise<void> {
  const [anybody, moderator] = [await play.as(null), await play.as('moderator')];
  const introduction = 'Is this an occupation in your sector? Nothing is decided yet.';
  const draft = await prepare(play, id, { introduction, days: 30 });
  await ask(play, draft);
  const reference = await agree(play, draft);
  await anybody.get(paths.consultation(reference));
  play.see('a consultation that two people agreed on is open', anybody, introduction);
  const words = 'We have looked for such people for two years.';
  await anybody.get(paths.consultationRespond(reference));
  await anybody.submit('/respond', { capacity: 'organisation', organisation: 'Example Works', type: 'employer' });
  await anybody.submit('/respond/1', { agree: 'agree', comments: words });
  await anybody.get(paths.respondPart(reference, 'check'));
  await anybody.submit('/respond/check', { permission: 'anonymous', copy: 'yes', email: 'reader@demo.waymark.test' });
  play.see('anybody responds without an account', anybody, 'We have your response');
  await anybody.get(paths.consultation(reference));
  if (anybody.text.includes(words)) throw new Error('the response appears before a moderator has published it');
  play.see('nothing unmoderated appears', anybody, 'No comment is published');
  await moderator.get(paths.moderation());
  while (moderator.text.includes('that are nobody’s')) await moderator.submit(paths.moderation());
  await moderator.follow((await latestResponse(play, moderator, words)) ?? '');
  await moderator.submit('', { outcome: 'published' });
  await anybody.get(paths.consultation(reference));
  play.see('a moderator has published the response', anybody, words);
}

/** The reference of the response with these words, looked for among what the moderator has taken. */
async function latestResponse(play: Play, moderator: Visitor, words: string): Promise<string | null> {
  const list = moderator
    .page('main ol a')
    .toArray()
    .map((link) => moderator.page(link).text().trim());
  for (const reference of list.reverse()) {
    await moderator.get(paths.moderation());
    await moderator.follow(reference);
    if (!moderator.text.includes(words)) continue;
    play.see('the moderator reads the response', moderator, words);
    await moderator.get(paths.moderation());
    return reference;
  }
  return null;
}

async function panel(play: Play, id: string): Promise<void> {
  const ballot = await open(play, digital, id, title);
  const recused = await play.as('member3.digital');
  await recused.get(paths.ballotPart(ballot, 'interest'));
  await recused.submit('/interest', { interested: 'yes', details: 'I advise one of the employers.' });
  await recused.get(paths.ballot(ballot));
  play.see('a recused member does not see the item any more', recused, 'You cannot use this page');
  await vote(play, ballot, digital.people.slice(0, 3), 'approve');
  const ruling = { step: 'the panel recommends', outcome: 'approve', reasons } as const;
  await conclude(play, digital, ballot, id, { ...ruling, then: cases.withCommittee });
}

async function decision(play: Play, id: string): Promise<void> {
  const ruling = { step: 'the committee decides', outcome: 'approve', reasons } as const;
  await decided(play, committee, id, { ...ruling, see: title, then: cases.agreed });
}

async function publication(play: Play, id: string): Promise<string> {
  const anybody = await play.as(null);
  await publish(play, id, title);
  await anybody.get(`${paths.search()}?q=${encodeURIComponent(title)}&kind=occupation`);
  await anybody.follow(title);
  play.see('anybody finds the new occupation', anybody, title);
  const reference = new URL(anybody.visit.url).pathname.split('/')[2] ?? '';
  await anybody.get(paths.socCodesFile());
  play.see('it is in the open data', anybody, reference);
  await play.await('it is in the feed', anybody, paths.mapChangesFeed(), title);
  return reference;
}
