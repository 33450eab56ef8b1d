import { addWorkingDays, londonDate, londonMinute, paths, type Role, routeScope, systemActor } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { aCompleteContent } from '@app/proposals/testing';
import { Panels } from '@app/panels';
import { type Agent, type Site, startSite, type Values, publishMap } from '@test/support';
import { approvedOnPages } from '../support/ballot-on-pages';
import { aConsultation, aGroup, type Group } from '../support/builders';

const panel = ['chair', 'one', 'two'];
const committee = ['c1', 'c2', 'c3'];
const content = aCompleteContent();

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
  site = await startSite();
  const state = aMap(smallMap()).route('digital').occupation('OCC0990', { title: 'Fax operator' }).build();
  await site.db.write(async (tx) => {
    const edition = { state, kind: 'day-to-day' as const, note: 'The first', changes: [] };
    await publishMap(tx, site.lib(EditionStore), edition);
    await site.lib(Panels).establish(tx, systemActor('test'), [{ slug: 'digital', name: 'Digital' }]);
  });
  group = await aGroup(site);
  const person = (name: string, ...grants: { role: Role; scope?: string }[]) =>
    site.person(`${name} Tester`, `${name}@example.test`, ...grants);
  await person('admin', { role: 'administrator' });
  await person('admin2', { role: 'administrator' });
  for (const [index, name] of panel.entries()) {
    await person(name, { role: index === 0 ? 'panel-chair' : 'panel-member', scope: routeScope('digital') });
  }
  for (const name of committee) await person(name, { role: 'committee-member' });
  await site.settle();
});
afterAll(() => site?.close());

const proposer = () => as('chair-of-group');

/** Starts a draft of that kind as the proposer does. @returns its id */
async function start(kind: string, occupation: { search: string; link: string } | null): Promise<string> {
  const agent = await proposer();
  await agent.get(paths.proposals());
  await agent.follow('Start a proposal');
  await agent.submit('/new', { kind });
  if (occupation !== null) {
    await agent.submit(`/${kind}`, { q: occupation.search });
    await agent.follow(occupation.link);
  }
  await agent.submit(`/${kind}`, { groupId: group.id });
  return agent.url.split('/')[2] ?? '';
}

async function part(id: string, name: string, values: Values): Promise<void> {
  const agent = await proposer();
  await agent.get(paths.proposalPart(id, name));
  await agent.submit(`/${name}`, values);
  if (agent.status !== 200) throw new Error(`${name} was refused: ${agent.errors.join(', ')} ${agent.text}`);
}

const grounds = { explanation: 'Employers ask for it.', evidence: 'Ten letters.' };

async function submit(id: string): Promise<void> {
  const agent = await proposer();
  await agent.get(paths.proposalPart(id, 'check'));
  await agent.submit('/submit', { declaration: 'yes' });
  expect([agent.status, agent.errors]).toEqual([200, []]);
  expect(agent.text).toContain('submitted');
}

async function accept(id: string): Promise<Agent> {
  const officer = await as('officer');
  await officer.get(paths.proposal(id));
  await officer.submit('/accept', { reason: 'No peer was free' });
  return officer;
}

/** Opens the form for a ballot and fills it in. */
async function open(leader: string, slug: string, id: string): Promise<Agent> {
  const chair = await as(leader);
  const [year = '', month = '', day = ''] = londonDate(addWorkingDays(await site.db.read().now(), 10)).split('-');
  await chair.get(paths.ballotOpening(slug, id));
  await chair.submit(`/open/${id}`, { day, month, year, time: '17:00' });
  return chair;
}

/** The whole way of a ballot, approved by everybody. */
const decide = (id: string, slug: string, people: readonly string[]): Promise<void> =>
  approvedOnPages(site, as, { proposal: id, slug, people });

/** Two administrators publish what was agreed. */
async function publish(id: string, values: Values = {}): Promise<void> {
  const [admin, admin2] = [await as('admin'), await as('admin2')];
  await admin.get(paths.revisionProposal(id));
  await admin.submit(id, { revision: 'new', ...values });
  expect([admin.status, admin.errors]).toEqual([200, []]);
  const revision = admin.url.split('/')[3] ?? '';
  await admin.submit('/request');
  await admin2.get(paths.revision(revision));
  await admin2.submit('/approve');
  await admin.get(paths.revisionPart(revision, 'schedule'));
  const at = new Date((await site.db.read().now()).getTime() + 26 * 3_600_000);
  await admin.submit('/confirm', londonMinute(at));
  await admin.submit('/schedule');
  await site.clock.advance(27 * 3_600_000);
  await site.settle();
}

describe('an occupation, and then its standard', () => {
  let occupation = '';

  it('is drafted without statements of knowledge, agreed, and stands on the map as in development', async () => {
    const id = await start('occupation', null);
    const agent = await proposer();
    expect(agent.text).not.toContain('Knowledge, skills and behaviours');
    await part(id, 'occupation', { title: content.title, route: 'digital', level: '4' });
    await part(id, 'profile', { profile: content.profile, typicalJobTitles: content.typicalJobTitles.join('\n') });
    for (const { text } of content.duties) await part(id, 'duties', { kind: 'duty', text });
    for (const [key, given] of Object.entries(content.requirements)) await part(id, `requirements/${key}`, given);
    await submit(id);
    await accept(id);
    await decide(id, 'digital', panel);
    await decide(id, 'committee', committee);
    await publish(id, { place: 'digital' });
    await agent.get(paths.proposal(id));
    expect(agent.text).toContain('Standard approved: not yet');
    await agent.follow('OCC');
    occupation = agent.url.split('/')[2] ?? '';
    expect(agent.text).toContain('Standard in development');
    expect(agent.text).toContain('its standard is in development');
    await agent.get(paths.proposal(id));
    await agent.follow('Propose its standard');
    expect(agent.text).toContain(`${content.title} (${occupation})`);
  });

  it('is approved with version 1.0 of its standard; meanwhile its page says that it is being considered', async () => {
    const id = await start('standard', { search: 'accessibility', link: occupation });
    for (const { kind, text } of content.ksbs) await part(id, 'ksbs', { kind, text });
    await part(id, 'mapping', Object.fromEntries(content.duties.map(({ code, ksbs }) => [code, ksbs])));
    await submit(id);
    const anybody = site.anonymous();
    await anybody.get(paths.occupation(occupation));
    expect(anybody.text).not.toContain('has been submitted and is being considered');
    await accept(id);
    await decide(id, 'digital', panel);
    await shows(paths.occupation(occupation), 'has been submitted and is being considered');
    await decide(id, 'committee', committee);
    await publish(id);
    await anybody.until(paths.occupation(occupation), () => anybody.text.includes('Approved'));
    expect(anybody.text).toContain('The accessibility guidelines');
    const agent = await proposer();
    await agent.get(paths.proposal(id));
    expect(agent.text).toContain('Standard approved: yes');
  });
});

describe('a correction', () => {
  it('needs the officer only; its case shows what is changed, and no panel among its stages', async () => {
    const id = await start('change', { search: 'software developer', link: 'OCC0116' });
    const agent = await proposer();
    await agent.get(`${paths.proposalPart(id, 'duties')}/D1`);
    await agent.submit('/D1', { text: 'Write code that others can read.' });
    await part(id, 'grounds', { explanation: 'The full stop is missing.', evidence: 'The page itself.' });
    await agent.get(paths.proposal(id));
    expect(agent.text).toContain('A correction: only the wording changes');
    await submit(id);
    expect(agent.text).not.toContain('Decision To come');
    const officer = await as('officer');
    await officer.get(paths.proposal(id));
    expect(officer.$('del').text()).toBe('D1 Write code that others can read');
    expect(officer.$('ins').text()).toBe('D1 Write code that others can read.');
    await officer.submit('/accept');
    expect(officer.text).toContain('It is agreed.');
    await publish(id);
    await shows(paths.occupation('OCC0116'), 'Write code that others can read.');
  });

  it('is raised by the officer where it means more, with a reason that the group reads', async () => {
    const id = await start('change', { search: 'support technician', link: 'OCC0973' });
    await part(id, 'profile', { profile: 'Helps people.', typicalJobTitles: 'Technician', keywords: '' });
    await part(id, 'grounds', grounds);
    await submit(id);
    const officer = await as('officer');
    await officer.get(paths.proposal(id));
    await officer.follow('Raise this adjustment');
    await officer.submit('/raise', { to: 'revision' });
    expect(officer.errors).toEqual(['Enter the reason']);
    await officer.submit('/raise', { to: 'revision', reason: 'It makes another job of it.' });
    expect(officer.text).toContain('A revision: it changes the map');
    const agent = await proposer();
    await agent.get(paths.proposal(id));
    expect(agent.text).toContain('It makes another job of it.');
    expect(agent.text).toContain('Decision To come');
  });
});

describe('a retirement', () => {
  it('waits for its consultation of four weeks; then the panel takes it up, and the occupation leaves the map', async () => {
    const id = await start('retirement', { search: 'fax', link: 'OCC0990' });
    await part(id, 'retirement', { triggers: ['not-needed', 'low-starts'], follows: 'none' });
    await part(id, 'grounds', grounds);
    await submit(id);
    const officer = await accept(id);
    expect(officer.text).toContain(
      'The panel waits for a consultation of at least 4 weeks, and none is announced yet.',
    );
    const refused = await open('chair', 'digital', id);
    expect(refused.status).toBe(422);
    expect(refused.errors).toEqual([
      'The panel waits for a consultation of at least 4 weeks, and none is announced yet',
    ]);

    const now = await site.db.read().now();
    const consulted = (days: number) =>
      aConsultation(site, group.officer, {
        template: 'retirement',
        subjects: [{ kind: 'retirement', ref: id }],
        closesAt: new Date(now.getTime() + days * 86_400_000),
      });
    await expect(consulted(14)).rejects.toThrow('Long enough, with a reason: this has to be met');
    await consulted(28.1);
    await site.settle();
    await shows(paths.occupation('OCC0990'), 'Consultation open until');
    const chair = await as('chair');
    await chair.get(paths.panel('digital'));
    expect(chair.text).toMatch(/The panel waits for consultation C\d+, which closes on/);
    expect((await open('chair', 'digital', id)).status).toBe(422);

    await site.clock.advance(29 * 86_400_000);
    await site.settle();
    await decide(id, 'digital', panel);
    await decide(id, 'committee', committee);
    await publish(id);
    await shows(paths.occupation('OCC0990'), 'This occupation is retired');
    const agent = await proposer();
    await agent.get(paths.proposal(id));
    expect(agent.text).toContain('It is off the map.');
  });
});

async function shows(url: string, words: string): Promise<void> {
  const anybody = site.anonymous();
  await anybody.until(url, () => anybody.text.includes(words));
}
