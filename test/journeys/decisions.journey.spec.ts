import { addWorkingDays, londonDate, newId, paths, routeScope } from '@app/kernel';
import type { Choice } from '@app/panels';
import { Proposals, requirements } from '@app/proposals';
import { type Agent, type Site, startSite, type Values } from '@test/support';
import { aGroup, aSubmittedProposal, type Group } from '../support/builders';

const panel = ['chair', 'one', 'two', 'three'];
const committee = ['c1', 'c2', 'c3'];
const each = Object.fromEntries(requirements.map(({ key, text }) => [`requirement-${key}`, `About ${text}`]));

let site: Site;
let group: Group;
const agents = new Map<string, Agent>();

/** The person of that name, signed in once. */
async function as(name: string): Promise<Agent> {
  const agent = agents.get(name) ?? (await site.as(`${name}@example.test`));
  agents.set(name, agent);
  return agent;
}

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  group = await aGroup(site);
  for (const [index, name] of panel.entries()) {
    const role = index === 0 ? 'panel-chair' : 'panel-member';
    await site.person(`${name} Tester`, `${name}@example.test`, { role, scope: routeScope('digital') });
  }
  for (const name of committee)
    await site.person(`${name} Tester`, `${name}@example.test`, { role: 'committee-member' });
  await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
  await site.person('Ben Admin', 'ben@example.test', { role: 'administrator' });
});
afterAll(() => site?.close());

/** The day, month and year so many working days ahead, as forms name them. */
async function dayAhead(days: number, suffix = ''): Promise<Values> {
  const [year = '', month = '', day = ''] = londonDate(addWorkingDays(await site.db.read().now(), days)).split('-');
  return { [`day${suffix}`]: day, [`month${suffix}`]: month, [`year${suffix}`]: year };
}

async function before(title: string): Promise<string> {
  const id = await aSubmittedProposal(site, group, { title });
  await site.lib(Proposals).accept(group.officer, id, undefined, 'No peer was free');
  return id;
}

async function open(id: string, slug = 'digital'): Promise<string> {
  const chair = await as(slug === 'digital' ? 'chair' : 'c1');
  await chair.get(paths.ballotOpening(slug, id));
  await chair.submit(`/open/${id}`, { ...(await dayAhead(10)), time: '17:00' });
  if (chair.status !== 200) throw new Error(chair.text);
  return chair.url.split('/')[2] ?? '';
}

async function vote(ballot: string, votes: Readonly<Record<string, Choice>>, more: Values = {}): Promise<void> {
  for (const [name, choice] of Object.entries(votes)) {
    const member = await as(name);
    await member.get(paths.ballotPart(ballot, 'interest'));
    await member.submit('/interest', { interested: 'no' });
    await member.get(paths.ballotPart(ballot, 'vote'));
    const conditions = choice === 'approve-with-conditions' ? more : {};
    await member.submit('/vote', { choice, reason: `${name} says so`, ...conditions });
    expect([name, member.status]).toEqual([name, 200]);
  }
}

const all = (names: readonly string[], choice: Choice) => Object.fromEntries(names.map((name) => [name, choice]));

/** Closes the ballot and gives the reasons. @returns the agent, on the page of the ballot */
async function conclude(ballot: string, leader: string, values: Values = {}): Promise<Agent> {
  const chair = await as(leader);
  await chair.get(paths.ballotPart(ballot, 'close'));
  await chair.submit('/close');
  await chair.get(paths.ballotPart(ballot, 'reasons'));
  await chair.submit('/reasons', { reasons: 'The reasons in all.', ...values });
  if (chair.status !== 200) throw new Error(chair.errors.join('. '));
  return chair;
}

async function decided(id: string, choice: Choice, values: Values = {}): Promise<string> {
  const ballot = await open(id, 'committee');
  await vote(ballot, all(committee, choice));
  const chair = await conclude(ballot, 'c1', values);
  return chair.$('main a[href^="/decisions/"]').attr('href')?.split('/')[2] ?? '';
}

async function recommended(title: string): Promise<string> {
  const id = await before(title);
  const ballot = await open(id);
  await vote(ballot, all(panel, 'approve'));
  await conclude(ballot, 'chair');
  return id;
}

async function page(name: string, url: string): Promise<Agent> {
  const agent = await as(name);
  await agent.get(url);
  return agent;
}

describe('an approval with conditions', () => {
  it('takes the conditions from the votes to the committee, and is agreed when all are discharged', async () => {
    const id = await before('Subtitle editor');
    const panelBallot = await open(id);
    const conditions = 'Name two employers\nDescribe the checks';
    await vote(
      panelBallot,
      { chair: 'approve', one: 'approve-with-conditions', two: 'approve-with-conditions', three: 'reject' },
      { conditions },
    );
    await conclude(panelBallot, 'chair');
    const hidden = await page('c1', paths.decisions());
    expect(hidden.text).not.toContain('Subtitle editor');

    const ballot = await open(id, 'committee');
    await vote(ballot, all(committee, 'approve-with-conditions'));
    const c1 = await page('c1', paths.ballotPart(ballot, 'close'));
    await c1.submit('/close');
    await c1.get(paths.ballotPart(ballot, 'reasons'));
    expect([c1.$('#condition-1').val(), c1.$('#condition-2').val()]).toEqual([
      'Name two employers',
      'Describe the checks',
    ]);
    await c1.submit('/reasons', { reasons: 'Two points are open.', ...(await dayAhead(10, '-1')) });
    expect([c1.status, c1.errors]).toEqual([422, ['Enter by when condition 2 is to be met']]);
    await c1.submit('/reasons', { ...(await dayAhead(10, '-2')) });
    expect(c1.status).toBe(200);
    const decision = c1.$('main a[href^="/decisions/"]').attr('href')?.split('/')[2] ?? '';

    const tess = await page('chair-of-group', paths.proposal(id));
    expect(tess.text).toContain('It is approved with conditions');
    await tess.follow('The letter');
    expect(tess.text).toContain('has decided to approve it with conditions');
    expect(tess.text).toContain('Your right to a procedural review');
    await tess.get(paths.dashboard());
    await tess.follow('Give the evidence for condition 1');
    for (const no of [1, 2]) {
      await tess.follow(`Give the evidence for condition ${no}`);
      await tess.submit('/meet', { text: `Done, number ${no}` });
      expect(tess.text).toContain(`Done, number ${no}`);
    }
    const officer = await page('officer', paths.decisionConditions(decision));
    await officer.follow('Check the evidence for condition 1');
    await officer.submit('/check', { text: 'Which employer?' });
    expect(officer.errors).toEqual(['Choose whether the condition is met']);
    await officer.submit('/check', { action: 'send-back' });
    await tess.get(paths.decisionConditions(decision));
    expect(tess.text).toContain('Which employer?');
    await tess.follow('Give the evidence for condition 1');
    await tess.submit('/meet', { text: 'Acme and Bolt' });
    for (const no of [1, 2]) {
      await officer.get(paths.decisionConditions(decision));
      await officer.follow(`Check the evidence for condition ${no}`);
      await officer.submit('/check', { action: 'discharge', text: 'It is met' });
    }
    await tess.get(paths.proposal(id));
    expect(tess.text).toContain('Agreed as an occupation: yes');
    const anybody = site.anonymous();
    await anybody.get(paths.decision(decision));
    expect(anybody.text).toContain('Discharged');
    expect(anybody.text).not.toContain('Acme and Bolt');
    for (const name of committee) expect(anybody.text).not.toContain(`${name} says so`);
  });
});

describe('revise and resubmit', () => {
  it('asks for a reason for each requirement, and leads to a second ballot on the next version', async () => {
    const id = await before('Podcast producer');
    const ballot = await open(id);
    await vote(ballot, all(panel, 'revise'));
    const chair = await page('chair', paths.ballotPart(ballot, 'close'));
    await chair.submit('/close');
    await chair.get(paths.ballotPart(ballot, 'reasons'));
    await chair.submit('/reasons', { reasons: 'The training is not shown.' });
    expect([chair.status, chair.errors.length]).toEqual([422, 4]);
    await chair.submit('/reasons', each);
    expect(chair.status).toBe(200);
    await site.settle();
    const proposals = site.lib(Proposals);
    const tess = await page('chair-of-group', paths.proposalPart(id, 'profile'));
    await tess.submit('/profile', {
      profile: 'Makes podcasts, after a year of training.',
      typicalJobTitles: 'Producer',
    });
    const read = await site.db.read().one<{ version: number }>('select version from proposal where id = $1', [id]);
    await proposals.submit(group.chair, id, read?.version ?? 0, newId());
    await proposals.accept(group.officer, id, undefined, 'No peer was free');
    const second = await open(id);
    await chair.get(paths.ballot(second));
    expect(chair.text).toContain('version 2');
    await vote(second, all(panel, 'approve'));
    await conclude(second, 'chair');
    await decided(id, 'approve');
    await tess.get(paths.proposal(id));
    expect(tess.text).toContain('It is agreed');
    const register = await page('chair', paths.decisions());
    expect(
      register
        .$('tbody tr')
        .toArray()
        .filter((row) => register.$(row).text().includes('Podcast producer')),
    ).toHaveLength(3);
  });
});

describe('a ballot that comes to nothing', () => {
  it('is deferred once, closed without an outcome with a reason, and opened anew', async () => {
    const id = await before('Data steward');
    const ballot = await open(id);
    await vote(ballot, { chair: 'approve', one: 'reject' });
    const one = await page('one', paths.ballotPart(ballot, 'defer'));
    await one.submit('/defer', { ...(await dayAhead(5)), reason: 'A report is due' });
    expect(one.errors).toEqual(['The new closing time must be later than the one now']);
    await one.submit('/defer', await dayAhead(20));
    expect(one.text).toContain('A report is due');
    await one.get(paths.ballotPart(ballot, 'defer'));
    expect(one.url).toBe(paths.ballot(ballot));
    const chair = await page('chair', paths.ballotPart(ballot, 'outlook'));
    expect(chair.text).toContain('That you looked stands in the audit trail');
    await chair.get(paths.ballotPart(ballot, 'end'));
    await chair.submit('/end');
    expect(chair.errors).toEqual(['Enter why it is closed without an outcome']);
    await chair.submit('/end', { why: 'The route is under review' });
    expect(chair.text).toContain('It was closed without an outcome: The route is under review');
    await open(id);
  });

  it('is decided by the casting vote of the chair on a tie', async () => {
    const id = await before('Chat moderator');
    const ballot = await open(id);
    await vote(ballot, { chair: 'approve', one: 'approve', two: 'reject', three: 'reject' });
    const chair = await page('chair', paths.ballotPart(ballot, 'close'));
    await chair.submit('/close');
    expect(chair.text).toContain('You can give the casting vote, or open a new ballot');
    const one = await page('one', paths.ballotPart(ballot, 'casting-vote'));
    expect(one.$('form[action$="/casting-vote"]')).toHaveLength(0);
    await chair.follow('Give the casting vote');
    await chair.submit('/casting-vote', { choice: 'approve', reason: 'Small employers need it' });
    expect(chair.text).toContain('Small employers need it');
    await chair.follow('Give the reasons');
    await chair.submit('/reasons', { reasons: 'Needed, by the casting vote.' });
    const officer = await page('officer', paths.proposal(id));
    expect(officer.text).toContain('with committee');
  });
});

describe('a procedural review', () => {
  it('is asked for by the group, considered and decided by others, and ends in a fresh decision', async () => {
    const id = await recommended('Game tester');
    const decision = await decided(id, 'reject', each);
    const tess = await page('chair-of-group', paths.proposal(id));
    await tess.follow('Ask for a procedural review');
    await tess.submit('/review', { statement: 'A letter was overlooked' });
    expect(tess.errors).toEqual(['Choose at least one ground']);
    await tess.submit('/review', { grounds: ['information-overlooked', 'process-not-followed'] });
    expect(tess.text).toContain('Waits for somebody who was not involved');
    const review = tess.url;
    const officer = await page('officer', `${review}/consider`);
    expect(officer.url).toBe(review);
    const anybody = site.anonymous();
    await anybody.get(paths.decision(decision));
    expect(anybody.text).toContain('Under procedural review');
    expect(anybody.text).not.toContain('A letter was overlooked');
    const ada = await page('ada', paths.dashboard());
    await ada.follow('Consider procedural review');
    await ada.follow('Write what you found');
    await ada.submit('/consider', { advice: 'The letter came with version 1.' });
    expect(ada.$('a[href$="/decide"]')).toHaveLength(0);
    const ben = await page('ben', review);
    await ben.follow('Decide the review');
    await ben.submit('/decide', { outcome: 'upheld', reasons: 'A letter was not before the committee.' });
    expect(ben.text).toContain('Upheld: the committee decides afresh');
    const later = await decided(id, 'approve');
    await anybody.get(paths.decision(decision));
    expect(anybody.text).toContain('Replaced by the decision of');
    await anybody.follow('The decision that takes the place of this one');
    expect([anybody.url, anybody.text]).toEqual([
      paths.decision(later),
      expect.stringContaining('Takes the place of the decision'),
    ]);
    await anybody.get(`${paths.decisionsFile()}?route=digital`);
    expect(anybody.body).toContain(`${later},`);
    const stranger = await page('one', paths.decisionLetter(later));
    expect(stranger.status).toBe(403);
    await stranger.get(paths.decisionReopening(later));
    expect(stranger.status).toBe(403);
    await anybody.get(paths.decisionLetter(later));
    expect(anybody.url).toContain(paths.signIn());
    await site.settle();
    const mail = await site.db
      .read()
      .rows<{ body: string }>(`select body from notification where subject like 'Decision on%Game tester'`);
    expect(mail.some(({ body }) => body.includes('takes the place of the decision of'))).toBe(true);
  });

  it('ends a proposal for good where its conditions lapse, which a person decides', async () => {
    const id = await recommended('Archive digitiser');
    const conditions = { 'condition-1': 'Name an archive', ...(await dayAhead(3, '-1')) };
    const decision = await decided(id, 'approve-with-conditions', conditions);
    await site.clock.advance(10 * 86_400_000);
    const tess = await site.as('chair-of-group@example.test');
    await tess.get(paths.decisionConditions(decision));
    expect(tess.text).toContain('Not met by');
    const officer = await site.as('officer@example.test');
    await officer.get(paths.decisionConditions(decision));
    await officer.follow('Close condition 1 as lapsed');
    await officer.submit('/close', { text: 'No archive was named' });
    await officer.get(paths.proposal(id));
    expect(officer.text).toContain('It is lapsed');
  });
});
