import { addWorkingDays, groupScope, londonDate, londonMinute, paths, type Role, routeScope } from '@app/kernel';
import { type DemoProposal, loadDemoContent } from '@app/occupational-map';
import { employerSchema, Trailblazers } from '@app/trailblazers';
import { type Agent, type Site, startSite, type Values } from '@test/support';

const [content] = loadDemoContent().proposals.filter(({ key }) => key === 'conversation-designer') as [DemoProposal];
const title = content.title;
const panelSeats = ['chair', 'one', 'two', 'three'];
const committee = ['c1', 'c2', 'c3'];

let site: Site;
let groupId: string;
let id: string;
const agents = new Map<string, Agent>();

/** The person of that name, signed in once. */
async function as(name: string): Promise<Agent> {
  const agent = agents.get(name) ?? (await site.as(`${name}@example.test`));
  agents.set(name, agent);
  return agent;
}

const person = (name: string, ...grants: { role: Role; scope?: string }[]) =>
  site.person(`${name[0]?.toUpperCase()}${name.slice(1)} Tester`, `${name}@example.test`, ...grants);

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  const officer = await person('officer', { role: 'product-manager' });
  const acting = {
    kind: 'person' as const,
    id: officer,
    name: 'Officer Tester',
    grants: [{ role: 'product-manager' as const, scope: null }],
  };
  groupId = await site.lib(Trailblazers).form(acting, { name: 'Conversation designers', remit: 'Digital' });
  for (const employer of content.employers) {
    await site.lib(Trailblazers).addEmployer(acting, groupId, employerSchema.parse(employer));
  }
  await person('proposer', { role: 'group-chair', scope: groupScope(groupId) });
  await person('colleague', { role: 'group-member', scope: groupScope(groupId) });
  await person('admin', { role: 'administrator' });
  await person('admin2', { role: 'administrator' });
  for (const [index, name] of panelSeats.entries()) {
    await person(name, { role: index === 0 ? 'panel-chair' : 'panel-member', scope: routeScope('digital') });
  }
  for (const name of committee) await person(name, { role: 'committee-member' });
});
afterAll(() => site?.close());

/** Fills in one page of the draft. */
async function part(who: Agent, name: string, values: Values): Promise<void> {
  await who.get(paths.proposalPart(id, name));
  await who.submit(`/${name}`, values);
  if (who.status !== 200) throw new Error(`${name} was refused: ${who.errors.join(', ')} ${who.text}`);
}

describe('a trailblazer group', () => {
  it('sees what is missing from its draft, each with a link', async () => {
    const proposer = await as('proposer');
    await proposer.get(paths.proposals());
    await proposer.follow('Start a proposal');
    await proposer.submit('/new', { kind: 'occupation' });
    await proposer.submit('/new/occupation', { groupId });
    id = proposer.url.split('/')[2] ?? '';
    await proposer.get(paths.proposalPart(id, 'check'));
    expect(proposer.errors).toContain('Enter the occupation title');
    const links = proposer.$('.govuk-error-summary a').toArray();
    expect(links).toHaveLength(proposer.errors.length);
    for (const link of links) {
      const address = new URL(proposer.$(link).attr('href') ?? '', `http://x.test${proposer.url}`);
      const there = await site.app.inject({
        url: address.pathname,
        headers: { cookie: `waymark_session=${proposer.cookie('waymark_session')}` },
      });
      expect([address.pathname, there.statusCode]).toEqual([address.pathname, 200]);
    }
    expect(proposer.$('form[action$="/submit"]')).toHaveLength(0);
  });

  it('drafts all parts; who reads an old page keeps both texts', async () => {
    const [proposer, colleague] = [await as('proposer'), await as('colleague')];
    await colleague.get(paths.proposalPart(id, 'occupation'));
    await part(proposer, 'occupation', { title, route: 'digital', level: String(content.level) });
    await colleague.submit('/occupation', { title: 'Another title', route: 'digital', level: '3' });
    expect(colleague.status).toBe(409);
    expect(colleague.$('#title').val()).toBe('Another title');
    expect(colleague.text).toContain(title);
    await part(proposer, 'profile', {
      profile: content.profile,
      typicalJobTitles: content.typicalJobTitles.join('\n'),
    });
    for (const { text } of content.duties) await part(proposer, 'duties', { kind: 'duty', text });
    for (const [key, given] of Object.entries(content.requirements)) await part(proposer, `requirements/${key}`, given);
  });

  it('submits by its chair only, who has to declare that all agree', async () => {
    const [proposer, colleague] = [await as('proposer'), await as('colleague')];
    await colleague.get(paths.proposalPart(id, 'check'));
    expect(colleague.status).toBe(403);
    await proposer.get(paths.proposalPart(id, 'check'));
    expect(proposer.errors).toEqual([]);
    await proposer.submit('/submit');
    expect(proposer.status).toBe(422);
    await proposer.submit('/submit', { declaration: 'yes' });
    expect(proposer.status).toBe(200);
    expect(proposer.text).toContain('submitted');
  });

  it('reads what the officer asks for, and submits version 2', async () => {
    const [officer, proposer] = [await as('officer'), await as('proposer')];
    await officer.get(paths.proposal(id));
    await officer.follow('Return with a change request');
    await officer.submit('/return', { kind: 'clarification', field: 'profile', text: '', workingDays: '5' });
    expect(officer.status).toBe(422);
    await officer.submit('/return', { text: 'Name two employers.' });
    expect(officer.status).toBe(200);
    await proposer.get(paths.proposal(id));
    expect(proposer.text).toContain('Name two employers.');
    await part(proposer, 'profile', { profile: `${content.profile} A bank and a council employ them.` });
    await proposer.get(paths.proposalPart(id, 'check'));
    await proposer.submit('/submit', { declaration: 'yes' });
    expect(proposer.text).toContain('Version 2');
    await officer.get(paths.proposal(id));
    await officer.submit('/accept', { reason: 'No peer was free' });
    expect(officer.text).toContain('with panel');
  });
});

/** Opens a ballot on the proposal that closes in ten working days. @returns the ballot's id */
async function open(leader: string, slug: string): Promise<string> {
  const chair = await as(leader);
  await chair.get(paths.panel(slug));
  expect(chair.text).toContain(title);
  const [year = '', month = '', day = ''] = londonDate(addWorkingDays(await site.db.read().now(), 10)).split('-');
  await chair.get(paths.ballotOpening(slug, id));
  await chair.submit(`/open/${id}`, { day, month, year, time: '17:00' });
  expect(chair.status).toBe(200);
  return chair.url.split('/')[2] ?? '';
}

async function vote(ballot: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const member = await as(name);
    await member.get(paths.ballotPart(ballot, 'interest'));
    await member.submit('/interest', { interested: 'no' });
    await member.get(paths.ballotPart(ballot, 'vote'));
    await member.submit('/vote', { choice: 'approve', reason: `${name} sees this job in every large service.` });
    expect([name, member.status]).toEqual([name, 200]);
  }
}

async function close(leader: string, ballot: string, reasons: string): Promise<void> {
  const chair = await as(leader);
  await chair.get(paths.ballotPart(ballot, 'close'));
  await chair.submit('/close');
  await chair.get(paths.ballotPart(ballot, 'reasons'));
  await chair.submit('/reasons', { reasons });
  expect(chair.text).toContain(reasons);
}

describe('the route panel', () => {
  it('recommends, without the member who has an interest', async () => {
    const noLeader = await as('one');
    await noLeader.get(paths.ballotOpening('digital', id));
    expect(noLeader.status).toBe(403);
    const ballot = await open('chair', 'digital');
    const recused = await as('three');
    await recused.get(paths.ballotPart(ballot, 'interest'));
    await recused.submit('/interest', { interested: 'yes', details: 'I advise one of the employers.' });
    for (const url of [paths.ballot(ballot), paths.ballotPart(ballot, 'vote'), paths.proposal(id)]) {
      await recused.get(url);
      expect([url, recused.status]).toEqual([url, 403]);
    }
    await vote(ballot, ['chair', 'one', 'two']);
    const member = await as('one');
    await member.get(paths.ballot(ballot));
    expect(member.text).not.toContain('two sees this job');
    await close('chair', ballot, 'It meets the four requirements.');
    await member.get(paths.ballot(ballot));
    expect(member.text).toContain('two sees this job');
  });

  it('has no ballot to open any more on what it has recommended', async () => {
    const member = await as('one');
    await member.get(paths.ballotOpening('digital', id));
    expect(member.status).toBe(404);
  });
});

describe('the committee', () => {
  it('decides, and the trailblazer group reads the reasons', async () => {
    const ballot = await open('c1', 'committee');
    await vote(ballot, committee);
    await close('c1', ballot, 'Agreed as an occupation in its own right.');
    const proposer = await as('proposer');
    await proposer.get(paths.proposal(id));
    expect(proposer.text).toContain('agreed');
    expect(proposer.text).toContain('Agreed as an occupation: yes');
  });
});

describe('two administrators', () => {
  it('publish the agreed proposal at the minute that was said; anybody finds it', async () => {
    const [admin, admin2, anybody] = [await as('admin'), await as('admin2'), site.anonymous()];
    await admin.get(paths.revisions());
    expect(admin.text).toContain(title);
    await admin.get(paths.revisionProposal(id));
    const places = admin
      .$('select[name=place] option')
      .toArray()
      .map((option) => admin.$(option).attr('value') ?? '');
    await admin.submit(id, { place: places.find((place) => place.split('/').length === 3) ?? '', revision: 'new' });
    expect(admin.text).toContain(title);
    const revision = admin.url.split('/')[3] ?? '';
    await admin.submit('/request');
    expect(admin.$('form[action$="/approve"]')).toHaveLength(0);
    await admin2.get(paths.revision(revision));
    await admin2.submit('/approve');
    await admin.get(paths.revisionPart(revision, 'schedule'));
    const at = new Date((await site.db.read().now()).getTime() + 26 * 3_600_000);
    await admin.submit('/confirm', londonMinute(at));
    await admin.submit('/schedule');
    expect(admin.status).toBe(200);
    await site.settle();
    const search = `${paths.search()}?q=${encodeURIComponent(title)}&kind=occupation`;
    await anybody.get(search);
    expect(anybody.$('main a').text()).not.toContain(title);
    await site.clock.advance(27 * 3_600_000);
    await site.settle();
    await published(anybody, search);
  });

  it('leave a trail: the proposal is on the map and says where', async () => {
    const proposer = await as('proposer');
    await proposer.get(paths.proposal(id));
    expect(proposer.text).toContain('on map');
    await proposer.follow('OCC');
    expect(proposer.heading).toContain(title);
  });
});

async function published(anybody: Agent, search: string): Promise<void> {
  await anybody.until(search, () => anybody.$('main a').text().includes(title));
  await anybody.follow(title);
  expect([anybody.status, anybody.heading]).toEqual([200, expect.stringContaining(title)]);
  const occupation = anybody.url.split('/')[2] ?? '';
  await anybody.get(paths.map('digital'));
  expect(anybody.text).toContain(title);
  await anybody.get(paths.socCodesFile());
  expect(anybody.body).toContain(`${occupation},${title},`);
  await anybody.get(paths.mapChangesFeed());
  expect(anybody.body).toContain(title);
  await anybody.get(paths.mapChanges());
  expect(anybody.text).toContain(title);
}
