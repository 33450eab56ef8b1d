import { londonDate, paths, systemActor } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { Panels } from '@app/panels';
import { type Agent, publishMap, type Site, startSite, type Values } from '@test/support';
import { approvedOnPages } from '../support/ballot-on-pages';
import { aGroup, type Group } from '../support/builders';

const panel = ['chair', 'one', 'two'];
const day = 86_400_000;

let site: Site;
let group: Group;
let chief: string;
const agents = new Map<string, Agent>();

async function as(name: string): Promise<Agent> {
  const agent = agents.get(name) ?? (await site.as(`${name}@example.test`));
  agents.set(name, agent);
  return agent;
}
const inDays = async (days: number): Promise<string> =>
  londonDate(new Date((await site.db.read().now()).getTime() + days * day));
const dateOf = (name: string, date: string): Values => {
  const [year = '', month = '', dayOf = ''] = date.split('-');
  return { [`${name}-day`]: dayOf, [`${name}-month`]: month, [`${name}-year`]: year };
};

beforeAll(async () => {
  site = await startSite();
  await site.db.write(async (tx) => {
    const edition = { state: smallMap(), kind: 'day-to-day' as const, note: '1', changes: [] };
    await publishMap(tx, site.lib(EditionStore), edition);
    await site.lib(Panels).establish(tx, systemActor('test'), [{ slug: 'digital', name: 'Digital' }]);
  });
  group = await aGroup(site);
  for (const [index, name] of panel.entries()) {
    const role = index === 0 ? 'panel-chair' : 'panel-member';
    await site.person(`${name} Tester`, `${name}@example.test`, { role, scope: 'route:digital' });
  }
  await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
  for (const name of ['c1', 'c2']) await site.person(name, `${name}@example.test`, { role: 'committee-member' });
  chief = await site.person('Chris Chief', 'chief@example.test', { role: 'decision-maker' });
  await site.person('Dana Deputy', 'deputy@example.test', { role: 'decision-maker' });
  await site.settle();
});
afterAll(() => site?.close());

/** A dispensation that the group asked for, the officer accepted and the panel recommended. @returns its id */
async function recommended(): Promise<string> {
  const agent = await as('chair-of-group');
  await agent.get(paths.newProposal('dispensation') + '?occupation=OCC0116');
  await agent.submit('/dispensation', { groupId: group.id });
  const id = agent.url.split('/')[2] ?? '';
  await agent.get(paths.proposalPart(id, 'dispensation'));
  const days = { ...dateOf('startsOn', await inDays(1)), ...dateOf('endsOn', await inDays(90)) };
  await agent.submit('/dispensation', { affected: ['D1'], instead: 'It may be simulated.', ...days });
  await agent.get(paths.proposalPart(id, 'grounds'));
  await agent.submit('/grounds', { explanation: 'The laboratory burned down.', evidence: 'Ten letters.' });
  await agent.get(paths.proposalPart(id, 'check'));
  await agent.submit('/submit', { declaration: 'yes' });
  const officer = await as('officer');
  await officer.get(paths.proposal(id));
  await officer.submit('/accept', { reason: 'No peer was free' });
  await approvedOnPages(site, as, { proposal: id, slug: 'digital', people: panel });
  return id;
}

describe('a named decision-maker', () => {
  const rule = { kind: 'dispensation', body: 'named', title: 'Chief executive' };
  const source = 'Direction of 1 November 2026, https://example.test/direction';

  it('is set by an administrator, with the rule that says so; what is wrong stands beside its field', async () => {
    const ada = await as('ada');
    await ada.get(paths.deciders());
    await ada.submit(paths.deciders(), { ...rule, title: '', person: '', from: '2020-01-01', source });
    expect([ada.status, ada.errors]).toEqual([
      422,
      [
        'Choose who decides: somebody with the role decision-maker',
        'Enter the office of who decides, such as Chief executive',
        'The first day must be today or later',
      ],
    ]);
    await ada.submit(paths.deciders(), { ...rule, person: chief, from: await inDays(0), source });
    expect([ada.status, ada.errors]).toEqual([200, []]);
    expect(ada.text).toContain('The Chief executive (Chris Chief)');
    const anybody = site.anonymous();
    await anybody.get(paths.whoDecides());
    expect(anybody.text).toContain('The Chief executive');
    expect(anybody.text).toContain(source);
    expect(anybody.$('td a[href="https://example.test/direction"]')).toHaveLength(1);
    expect(anybody.text).not.toContain('Chris');
  });

  it('decides alone on one page; the letter and the register name the office, and what follows is as of any decision', async () => {
    const id = await recommended();
    const member = await as('c1');
    await member.get(paths.ballotOpening('committee', id));
    expect(member.status).toBe(404);
    const deputy = await as('deputy');
    await deputy.get(paths.namedDecision(id));
    // What is before somebody else alone is not there for another decision-maker.
    expect(deputy.status).toBe(404);
    const told = await site.db
      .read()
      .rows<{ subject: string }>(`select subject from dev_inbox where recipient = 'chief@example.test'`);
    expect(told.filter(({ subject }) => subject.startsWith('Before you: OP'))).toHaveLength(1);
    const agent = await as('chief');
    await agent.get(paths.dashboard());
    expect(agent.text).toContain('Decide on OP');
    await agent.get(paths.namedDecision(id));
    await agent.submit('/decide', { outcome: 'approve', reasons: 'Needed.' });
    expect([agent.status, agent.errors]).toEqual([422, ['Choose whether you have an interest']]);
    await agent.submit('/decide', { interested: 'no', outcome: 'approve', reasons: 'It is needed for a time.' });
    expect([agent.status, agent.errors]).toEqual([200, []]);
    await site.settle();
    const [state] = await site.db.read().rows('select state from proposal where id = $1', [id]);
    expect(state).toEqual({ state: 'agreed' });
    const [row] = await site.db
      .read()
      .rows<{ id: string }>(`select id from decision where subject_id = $1 and kind = 'decision'`, [id]);
    const chair = await as('chair-of-group');
    await chair.get(paths.decisionLetter(row?.id ?? ''));
    expect(chair.text).toContain('The Chief executive considered version 1 of your proposal');
    expect(chair.text).toContain('and has decided to approve it');
    expect(chair.text).toContain('the Chief executive decides afresh');
    const anybody = site.anonymous();
    await anybody.until(paths.decisions(), () => anybody.text.includes('Chief executive'));
    expect(anybody.text).not.toContain('Chris');
  });

  it('who has an interest takes no part; administrators hand the case to who decides by the rule in force then', async () => {
    const id = await recommended();
    const agent = await as('chief');
    await agent.get(paths.namedDecision(id));
    await agent.submit('/decide', { interested: 'yes', details: 'My brother asked for it.' });
    expect([agent.status, agent.errors]).toEqual([200, []]);
    await agent.get(paths.namedDecision(id));
    expect(agent.status).toBe(403);
    const ada = await as('ada');
    await ada.get(paths.dashboard());
    expect(ada.text).toContain('Hand over OP');
    await ada.get(paths.handingOver(id));
    await ada.submit(paths.handingOver(id), { reason: 'An interest' });
    expect(ada.errors).toEqual(['The rule in force names the same decision-maker: set another rule first']);
    await ada.get(paths.deciders());
    await ada.submit(paths.deciders(), { kind: 'dispensation', body: 'committee', from: await inDays(1), source });
    expect(ada.errors).toEqual([]);
    await site.clock.advance(day);
    await ada.get(paths.handingOver(id));
    await ada.submit(paths.handingOver(id), { reason: 'An interest' });
    expect(ada.errors).toEqual([]);
    const member = await as('c1');
    await member.get(paths.ballotOpening('committee', id));
    expect(member.status).toBe(200);
  });
});
