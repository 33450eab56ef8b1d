import { type Actor, newId, paths, routeScope, systemActor } from '@app/kernel';
import { Ballots, Panels } from '@app/panels';
import { ProposalQueries, Proposals } from '@app/proposals';
import { type Agent, type Site, startSite } from '@test/support';
import { aGroup, aSubmittedProposal, type Group } from '../../../../../test/support/builders';

let site: Site;
let group: Group;
const scope = routeScope('digital');

beforeAll(async () => {
  site = await startSite();
  await site.db.write((tx) =>
    site.lib(Panels).establish(tx, systemActor('test'), [{ slug: 'digital', name: 'Digital' }]),
  );
  group = await aGroup(site);
  for (const [name, role] of [
    ['cleo', 'panel-chair'],
    ['mel', 'panel-member'],
    ['mia', 'panel-member'],
  ] as const) {
    await site.person(name, `${name}@example.test`, { role, scope });
  }
});
afterAll(() => site?.close());

const actorOf = async (email: string, role: 'panel-chair' | 'panel-member'): Promise<Actor> => {
  const row = await site.db.read().one<{ id: string }>('select id from person where email = $1', [email]);
  return { kind: 'person', id: row?.id ?? null, name: email, grants: [{ role, scope }] };
};
const cells = (agent: Agent, stage: string): string[] => {
  const row = agent
    .$('tbody tr')
    .toArray()
    .find((one) => agent.$(one).find('th').text() === stage);
  return row === undefined
    ? []
    : agent
        .$(row)
        .find('td')
        .toArray()
        .map((one) => agent.$(one).text());
};

describe('the pipeline of a panel', () => {
  it('shows what is on its way by stage and age, in a picture and in numbers', async () => {
    await aSubmittedProposal(site, group);
    const before = await aSubmittedProposal(site, group, { title: 'Sound designer' });
    await site.lib(Proposals).accept(group.officer, before, undefined, 'No peer was free');
    await site.clock.advance(15 * 86_400_000);
    const cleo = await site.as('cleo@example.test');
    await cleo.get(paths.panel('digital'));
    await cleo.follow('What is on its way');
    expect(cells(cleo, 'Officer check')).toEqual(['0', '1', '0', '0', '1']);
    expect(cells(cleo, 'Route panel')).toEqual(['0', '1', '0', '0', '1']);
    expect(cleo.$('svg[role=img]').length).toBe(1);
    expect(cleo.text).toContain('Sound designer');
    expect(cleo.text).not.toContain('Accessibility specialist');
  });

  it('neither shows nor counts what its reader has an interest in', async () => {
    const [row] = await site.lib(ProposalQueries).inState(site.db.read(), 'with-panel', 'digital');
    const version = await site.lib(ProposalQueries).latestVersion(site.db.read(), row?.id ?? '');
    const closesAt = new Date((await site.db.read().now()).getTime() + 10 * 86_400_000);
    const order = { slug: 'digital', subject: { kind: 'proposal', id: row?.id ?? '' }, closesAt, key: newId() };
    const ballot = await site
      .lib(Ballots)
      .open(await actorOf('cleo@example.test', 'panel-chair'), { ...order, contentHash: version?.contentHash ?? '' });
    const mel = await actorOf('mel@example.test', 'panel-member');
    await site.lib(Ballots).declare(mel, ballot, { interested: true, details: 'My sister leads it', key: newId() });
    const [recused, other] = [await site.as('mel@example.test'), await site.as('mia@example.test')];
    await recused.get(paths.panelPipeline('digital'));
    await other.get(paths.panelPipeline('digital'));
    expect([cells(recused, 'Route panel').at(-1), cells(other, 'Route panel').at(-1)]).toEqual(['0', '1']);
    expect(recused.body).not.toContain('Sound designer');
    expect(other.body).toContain('Sound designer');
  });
});
