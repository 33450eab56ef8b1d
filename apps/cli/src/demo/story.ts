import { paths } from '@app/kernel';
import { loadDemoContent } from '@app/occupational-map';
import type { Play } from './play';
import { schedule } from './revision-steps';
import type { Visitor } from './visitor';

const title = 'Service resilience engineer';
const content = loadDemoContent().proposals.find(({ key }) => key === 'data-assurance-officer');

/** The main job from end to end: a proposal becomes an occupation on the published map. @returns its reference */
export async function playStory(play: Play): Promise<string> {
  const anybody = await play.as(null);
  const edition = await play.edition();
  play.see('the public reads the maps', anybody, `edition ${edition}`);
  const proposal = await draft(play);
  await officersCheck(play, proposal);
  await consultation(play, proposal);
  await panel(play, proposal);
  await committee(play, proposal);
  return publication(play, proposal, edition + 1);
}

async function draft(play: Play): Promise<string> {
  const chair = await play.as('trailblazer');
  await chair.get(paths.newProposal());
  await chair.submit('/new', { kind: 'occupation' });
  await chair.submit('/occupation', { groupId: String(chair.page('input[name=groupId]').first().val()) });
  play.see('a trailblazer chair starts a proposal', chair, 'Title, route and level');
  const id = new URL(chair.visit.url).pathname.split('/')[2] ?? '';
  await chair.get(paths.proposalPart(id, 'check'));
  play.see('what is missing is said, with links', chair, 'Enter the occupation title');
  await fill(chair, id);
  await answerMatches(play, chair, id);
  await chair.get(paths.proposalPart(id, 'ready'));
  play.see('nothing is missing any more, part by part', chair, 'Nothing that is asked for is missing');
  await chair.get(paths.proposalPart(id, 'check'));
  await chair.submit('/submit', { declaration: 'yes' });
  play.see('the chair submits the proposal', chair, 'submitted');
  return id;
}

/** The chair says of every occupation that comes close what it is to the proposed one. */
async function answerMatches(play: Play, chair: Visitor, id: string): Promise<void> {
  await chair.get(paths.proposalPart(id, 'similar'));
  play.see('the chair sees which occupations on the maps are alike', chair, 'Compared with every occupation');
  const names = chair
    .page('main textarea')
    .toArray()
    .map((reason) => String(chair.page(reason).attr('name')));
  if (names.length === 0) return;
  const answers = names.flatMap((name) => [
    [name, 'It watches over services; that one does not.'],
    [name.replace('reason-', 'match-'), 'distinct'],
  ]);
  await chair.submit('/similar', Object.fromEntries(answers) as Record<string, string>);
}

async function fill(chair: Visitor, id: string): Promise<void> {
  if (content === undefined) throw new Error('demo.json lacks its proposal');
  const part = async (name: string, values: Record<string, string | readonly string[]>): Promise<void> => {
    await chair.get(paths.proposalPart(id, name));
    await chair.submit(`/${name}`, values);
    if (chair.visit.status !== 200) throw new Error(`${name} was refused: ${chair.text}`);
  };
  await part('occupation', { title, route: 'digital', level: '5' });
  await part('profile', { profile: content.profile, typicalJobTitles: content.typicalJobTitles.join('\n') });
  for (const { text } of content.duties) await part('duties', { kind: 'duty', text });
  for (const [key, given] of Object.entries(content.requirements)) await part(`requirements/${key}`, given);
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
  await chair.submit('/profile', { profile: `${content?.profile ?? ''} A bank and a council employ them today.` });
  await chair.get(paths.proposalPart(id, 'check'));
  await chair.submit('/submit', { declaration: 'yes' });
  play.see('the chair submits version 2', chair, 'Version 2');
  await chair.get(paths.proposalComparison(id, 1, 2));
  play.see('what changed since version 1 is shown word by word', chair, 'A bank and a council employ them today.');
  await officer.get(paths.proposal(id));
  await officer.submit('/accept', { reason: 'The panel knows the occupation well' });
  play.see('the officer accepts it for the panel', officer, 'with panel');
}

async function consultation(play: Play, id: string): Promise<void> {
  const [officer, anybody, moderator] = [await play.as('officer'), await play.as(null), await play.as('moderator')];
  await officer.get(paths.consult(id));
  const closes = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await officer.submit('/consult', { introduction: 'Is this an occupation in your sector?', closes });
  play.see('the officer announces a consultation', officer, 'Is this an occupation in your sector?');
  const reference = new URL(officer.visit.url).pathname.split('/')[2] ?? '';
  const words = 'We have looked for such people for two years.';
  await anybody.get(paths.consultationRespond(reference));
  const given = {
    answer: 'agree',
    text: words,
    organisationType: 'employer',
    consent: 'yes',
    email: 'reader@demo.waymark.test',
  };
  await anybody.submit('/respond', given);
  play.see('anybody responds without an account', anybody, 'We received your response');
  await anybody.get(paths.consultation(reference));
  if (anybody.text.includes(words)) throw new Error('the response appears before a moderator has published it');
  play.see('nothing unmoderated appears', anybody, '0 responses published');
  await moderator.get(paths.moderation());
  await moderator.follow((await latestResponse(play, moderator, words)) ?? '');
  await moderator.submit('', { outcome: 'published' });
  await anybody.get(paths.consultation(reference));
  play.see('a moderator has published the response', anybody, words);
}

/** The reference of the response with these words, looked for in the moderator's queue. */
async function latestResponse(play: Play, moderator: Visitor, words: string): Promise<string | null> {
  const list = moderator
    .page('main li a')
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

async function open(play: Play, leader: string, slug: string, id: string): Promise<string> {
  const chair = await play.as(leader);
  await chair.get(paths.ballotOpening(slug, id));
  const closing = new Date(Date.now() + 20 * 86_400_000);
  const [year = '', month = '', day = ''] = closing.toISOString().slice(0, 10).split('-');
  await chair.submit(`/open/${id}`, { day, month, year, time: '12:00' });
  play.see(`a ballot is opened (${slug})`, chair, title);
  return new URL(chair.visit.url).pathname.split('/')[2] ?? '';
}

async function vote(play: Play, ballot: string, people: readonly string[]): Promise<void> {
  for (const local of people) {
    const member = await play.as(local);
    await member.get(paths.ballotPart(ballot, 'interest'));
    await member.submit('/interest', { interested: 'no' });
    await member.get(paths.ballotPart(ballot, 'vote'));
    await member.submit('/vote', { choice: 'approve', reason: 'Employers in my sector look for exactly this.' });
    play.see('a member declares no interest and votes', member, title);
  }
}

async function close(play: Play, leader: string, ballot: string, step: string): Promise<void> {
  const chair = await play.as(leader);
  await chair.get(paths.ballotPart(ballot, 'close'));
  await chair.submit('/close');
  await chair.get(paths.ballotPart(ballot, 'reasons'));
  await chair.submit('/reasons', { reasons: 'It meets the four requirements and is on no other map.' });
  play.see(step, chair, 'It meets the four requirements');
}

async function panel(play: Play, id: string): Promise<void> {
  const ballot = await open(play, 'chair.digital', 'digital', id);
  const recused = await play.as('member3.digital');
  await recused.get(paths.ballotPart(ballot, 'interest'));
  await recused.submit('/interest', { interested: 'yes', details: 'I advise one of the employers.' });
  await recused.get(paths.ballot(ballot));
  play.see('a recused member does not see the item any more', recused, 'You cannot use this page');
  await vote(play, ballot, ['chair.digital', 'member1.digital', 'member2.digital']);
  await close(play, 'chair.digital', ballot, 'the panel recommends');
}

async function committee(play: Play, id: string): Promise<void> {
  const ballot = await open(play, 'committee1', 'committee', id);
  await vote(play, ballot, ['committee1', 'committee2', 'committee3']);
  await close(play, 'committee1', ballot, 'the committee decides');
}

async function publication(play: Play, id: string, edition: number): Promise<string> {
  const [admin, admin2, anybody] = [await play.as('admin'), await play.as('admin2'), await play.as(null)];
  await admin.get(paths.revisionProposal(id));
  const place = admin
    .page('select[name=place] option')
    .toArray()
    .map((option) => admin.page(option).attr('value') ?? '');
  await admin.submit(id, {
    place: place.find((value) => value.split('/').length === 3) ?? place[0] ?? '',
    revision: 'new',
  });
  play.see('an administrator puts the agreed proposal into a map revision', admin, title);
  const revision = new URL(admin.visit.url).pathname.split('/')[3] ?? '';
  await admin.submit('/request');
  await admin2.get(paths.revision(revision));
  await admin2.submit('/approve');
  play.see('another administrator approves the plan', admin2, 'pproved');
  await schedule(play, admin, paths.revision(revision), 2);
  play.see('it is scheduled for a whole minute', admin, 'cheduled');
  await play.clock('hour');
  await play.await(`the worker publishes edition ${edition}`, anybody, paths.maps(), `edition ${edition}`);
  await anybody.get(`${paths.search()}?q=${encodeURIComponent(title)}`);
  await anybody.follow(title);
  play.see('anybody finds the new occupation', anybody, title);
  const reference = new URL(anybody.visit.url).pathname.split('/')[2] ?? '';
  await anybody.get(paths.socCodesFile());
  play.see('it is in the open data', anybody, reference);
  await play.await('it is in the feed', anybody, paths.mapChangesFeed(), title);
  return reference;
}
