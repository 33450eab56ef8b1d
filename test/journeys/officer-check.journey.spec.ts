import { londonDate, addWorkingDays, paths, routeScope } from '@app/kernel';
import { aFile, type Agent, type Site, startSite } from '@test/support';
import { aGroup, aSubmittedProposal, type Group } from '../support/builders';

let site: Site;
let group: Group;
let id: string;
const letter = Buffer.concat([aFile.pdf(), Buffer.from('We need them.')]);
const agents = new Map<string, Agent>();

/** The person of that name, signed in once. */
async function as(name: string): Promise<Agent> {
  const agent = agents.get(name) ?? (await site.as(`${name}@example.test`));
  agents.set(name, agent);
  return agent;
}

beforeAll(async () => {
  site = await startSite({ seeded: true });
  group = await aGroup(site);
  await site.person('Chad Chair', 'chair@example.test', { role: 'panel-chair', scope: routeScope('digital') });
  for (const name of ['mia', 'max', 'meg']) {
    await site.person(`${name} Member`, `${name}@example.test`, { role: 'panel-member', scope: routeScope('digital') });
  }
  id = await aSubmittedProposal(site, group);
});
afterAll(() => site?.close());

/** The mails to an address, the newest first. */
async function mailsTo(address: string): Promise<{ subject: string; body: string }[]> {
  await site.settle();
  return site.db
    .read()
    .rows('select subject, body from dev_inbox where recipient = $1 order by at desc, id desc', [address]);
}

async function submitAgain(): Promise<Agent> {
  const chair = await as('chair-of-group');
  await chair.get(paths.proposalPart(id, 'check'));
  await chair.submit('/submit', { declaration: 'yes' });
  expect([chair.status, chair.errors]).toEqual([200, []]);
  return chair;
}

describe('the officer’s change requests', () => {
  it('stand beside their fields, and are told to the group', async () => {
    const officer = await as('officer');
    await officer.get(paths.proposal(id));
    await officer.follow('Return with a change request');
    const first = { kind: 'content', field: 'duties', text: 'Split the first duty.', workingDays: '5' };
    const second = {
      'kind-2': 'evidence',
      'field-2': 'requirement-broad',
      'text-2': 'Name a source.',
      'workingDays-2': '8',
    };
    await officer.submit('/return', { ...first, ...second });
    expect([officer.status, officer.errors]).toEqual([200, []]);
    expect((await mailsTo('chair-of-group@example.test'))[0]?.body).toContain('Split the first duty.');
    const chair = await as('chair-of-group');
    await chair.get(paths.proposalPart(id, 'duties'));
    expect(chair.text).toContain('Split the first duty.');
  });

  it('are answered there; who writes on an old page keeps what they typed', async () => {
    const chair = await as('chair-of-group');
    const other = await site.as('chair-of-group@example.test');
    await chair.follow('Answer this request');
    await other.get(chair.url);
    await chair.submit('/answer', { done: 'yes', text: '' });
    expect([chair.status, chair.errors]).toEqual([422, ['Say where you changed it, or why not']]);
    await chair.submit('/answer', { done: 'yes', text: 'Done in D3.' });
    expect(chair.status).toBe(200);
    expect(chair.text).toContain('Answered');
    await other.submit('/answer', { done: 'no', text: 'We keep it as one.' });
    expect(other.status).toBe(409);
    expect(other.text).toContain('Done in version 2: Done in D3.');
    expect(other.$('#text').val()).toBe('We keep it as one.');
    expect((await mailsTo('officer@example.test'))[0]?.subject).toContain('A change request is answered');
  });

  it('without an answer are named on submission, each with its link', async () => {
    const chair = await as('chair-of-group');
    await chair.get(paths.proposalPart(id, 'check'));
    expect(chair.text).toContain('Change requests without an answer');
    expect(chair.text).toContain('Name a source.');
    expect(chair.text).not.toContain('Split the first duty.');
    await submitAgain();
  });

  it('are settled or asked again by the officer; what is asked again is open once it is returned', async () => {
    const officer = await as('officer');
    await officer.get(paths.proposal(id));
    expect(officer.text).toContain('Done in version 2: Done in D3.');
    await officer.follow('Reply, settle or ask again: Split the first duty.');
    await officer.submit('/ruling', { act: 'settle', text: 'Thank you.' });
    expect([officer.status, officer.errors]).toEqual([200, []]);
    expect((await mailsTo('chair-of-group@example.test'))[0]?.subject).toContain('A change request is settled');
    await officer.follow('Reply, settle or ask again: Name a source.');
    await officer.submit('/ruling', { act: 'ask-again', text: 'A source is still missing.', workingDays: '' });
    expect(officer.errors).toEqual(['Enter the number of working days, from 1 to 60']);
    await officer.submit('/ruling', { act: 'ask-again', text: 'A source is still missing.', workingDays: '3' });
    await officer.follow('Return with a change request');
    expect(officer.text).toContain('You have asked again');
    await officer.submit('/return');
    expect([officer.status, officer.errors]).toEqual([200, []]);
    const chair = await as('chair-of-group');
    await chair.get(paths.dashboard());
    expect(chair.text).toContain('Answer the change requests on');
    await chair.get(paths.proposalPart(id, 'requirements/broad'));
    expect(chair.text).toContain('A source is still missing.');
    await chair.follow('Answer this request');
    await chair.submit('/answer', { done: 'no', text: 'There is none yet.' });
    await chair.get(paths.proposalPart(id, 'files'));
    await chair.upload('/files', { name: 'letter.pdf', bytes: letter }, { purpose: 'broad' });
    await submitAgain();
    expect(chair.text).toContain('Version 3');
  });
});

describe('a peer review', () => {
  const links: string[] = [];
  const anybody = (): Agent => site.anonymous();

  it('is started by the officer, who invites reviewers by mail', async () => {
    const officer = await as('officer');
    await officer.get(paths.proposal(id));
    await officer.submit('/accept');
    expect([officer.status, officer.errors]).toEqual([422, ['Say why it goes on without a peer review']]);
    await officer.submit('/start');
    expect(officer.heading).toContain('Peer review of OP');
    const reviewers = [
      ['Rita Reviewer', 'rita@example.test', 'yes'],
      ['Max Member', 'max@example.test', 'no'],
      ['Ina Interest', 'ina@example.test', 'no'],
    ] as const;
    for (const [name, email, anonymous] of reviewers) {
      await officer.submit('/invite', { name, email, anonymous, workingDays: '10' });
      expect([officer.status, officer.errors]).toEqual([200, []]);
      const [mail] = await mailsTo(email);
      links.push(/\/review\/[\w-]+/.exec(mail?.body ?? '')?.[0] ?? '');
    }
    await officer.submit('/invite', { name: 'Rita', email: 'rita@example.test', anonymous: 'yes', workingDays: '10' });
    expect(officer.errors).toEqual(['This person is invited already']);
    expect(officer.$('#name').val()).toBe('Rita');
  });

  it('shows a reviewer the exact version after they declared; a draft is theirs until it is sent', async () => {
    const rita = anybody();
    await rita.get(links[0] ?? '');
    expect(rita.text).not.toContain('Makes services usable');
    await rita.submit('/interest', { interested: 'no' });
    expect(rita.text).toContain('Version 3');
    expect(rita.text).toContain('Makes services usable by everybody.');
    await rita.submit(links[0] ?? '', { act: 'save', 'part-requirement-broad': 'It is broad enough.' });
    expect(rita.text).toContain('Your draft is saved');
    const officer = await as('officer');
    await officer.get(paths.peerReview(id));
    expect(officer.text).not.toContain('It is broad enough.');
    await rita.submit(links[0] ?? '', { act: 'send' });
    expect([rita.status, rita.errors]).toEqual([422, ['Enter your overall comment', 'Choose what you recommend']]);
    await rita.get(links[0] ?? '');
    const file = rita.$('a[download]').attr('href') ?? '';
    await rita.get(file);
    expect([rita.status, rita.body]).toEqual([200, letter.toString()]);
    const undeclared = anybody();
    await undeclared.get(file.replace(links[0] ?? '', links[1] ?? ''));
    expect(undeclared.status).toBe(404);
    await rita.get(links[0] ?? '');
    const review = {
      overall: 'A job of its own.',
      toOfficer: 'Ask the council.',
      recommendation: 'ready-with-changes',
    };
    const tab = anybody();
    await tab.get(links[0] ?? '');
    await rita.submit(links[0] ?? '', { act: 'send', ...review });
    expect(rita.text).toContain('You have sent your review');
    await rita.get(file);
    expect(rita.status).toBe(404);
    await tab.submit(links[0] ?? '', { act: 'send', ...review, overall: 'Typed in the other tab.' });
    expect(tab.status).toBe(422);
    expect(tab.text).toContain('Typed in the other tab.');
  });

  it('takes none from who has an interest, and tells the officer only what it is', async () => {
    const ina = anybody();
    await ina.get(links[2] ?? '');
    await ina.submit('/interest', { interested: 'yes', details: '' });
    expect(ina.errors).toEqual(['Enter what your interest is']);
    await ina.submit('/interest', { interested: 'yes', details: 'I work for Acme.' });
    expect(ina.text).toContain('no review is taken from you');
    await ina.get(links[2] ?? '');
    expect(ina.$('textarea')).toHaveLength(0);
    const officer = await as('officer');
    await officer.get(paths.peerReview(id));
    expect(officer.text).toContain('I work for Acme.');
  });

  it('is read by the group once the officer lets it, without the name of who is anonymous', async () => {
    const max = anybody();
    await max.get(links[1] ?? '');
    await max.submit('/interest', { interested: 'no' });
    await max.submit(links[1] ?? '', { act: 'send', overall: 'Ready, I think.', recommendation: 'ready' });
    const [officer, chair] = [await as('officer'), await as('chair-of-group')];
    await chair.get(paths.proposal(id));
    expect(chair.text).not.toContain('A job of its own.');
    await officer.get(paths.peerReview(id));
    expect(officer.text).toContain('Ask the council.');
    await officer.submit('form[action$="/release"]');
    await chair.get(paths.proposal(id));
    expect(chair.text).toContain('A job of its own.');
    expect(chair.body).not.toMatch(/Rita|rita@|Ask the council|Max Member|Ina|I work for Acme|Ready, I think/);
  });

  it('ends with the panel, which reads the reviews; who reviewed is recused from the ballot', async () => {
    const [officer, panelChair] = [await as('officer'), await as('chair')];
    await officer.get(paths.proposal(id));
    await officer.submit('/accept');
    expect(officer.text).toContain('with panel');
    await panelChair.get(paths.proposal(id));
    expect(panelChair.text).toContain('A job of its own.');
    expect(panelChair.text).not.toContain('Ask the council.');
    const max = await as('max');
    await max.get(paths.proposal(id));
    expect(max.status).toBe(403);
    await max.get(paths.panel('digital'));
    expect(max.text).not.toContain('Accessibility specialist');
    await panelChair.get(paths.ballotOpening('digital', id));
    const [year = '', month = '', day = ''] = londonDate(addWorkingDays(await site.db.read().now(), 10)).split('-');
    await panelChair.submit(`/open/${id}`, { day, month, year, time: '17:00' });
    expect([panelChair.status, panelChair.errors]).toEqual([200, []]);
    const recused = await site.db
      .read()
      .rows(
        `select p.name, e.conflict from ballot_elector e join person p on p.id = e.person_id where conflict is not null`,
      );
    expect(recused).toEqual([{ name: 'max Member', conflict: 'reviews this' }]);
  });

  it('answers late visitors in words; a link that is none is not found', async () => {
    const rita = anybody();
    await rita.get(links[0] ?? '');
    expect(rita.text).toContain('Thank you.');
    await rita.get(paths.peerReviewLink('no-such-link'));
    expect(rita.status).toBe(404);
  });
});
