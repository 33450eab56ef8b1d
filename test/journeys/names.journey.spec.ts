import { newId, paths, type Role, routeScope } from '@app/kernel';
import { Proposals } from '@app/proposals';
import { Trailblazers } from '@app/trailblazers';
import { type Agent, type Site, startSite } from '@test/support';
import { aGroup, aSubmittedProposal } from '../support/builders';

const [interest, ofGroup] = ['Heron Weir Foundy', 'Heron Weir Foundry'];
const roles: Readonly<Record<string, Role>> = {
  chair: 'panel-chair',
  mia: 'panel-member',
  owen: 'panel-member',
  sam: 'panel-secretary',
};

let site: Site;
let group: Awaited<ReturnType<typeof aGroup>>;
let id: string;
const agents = new Map<string, Agent>();

async function as(name: string): Promise<Agent> {
  const agent = agents.get(name) ?? (await site.as(`${name}@example.test`));
  agents.set(name, agent);
  return agent;
}

/** A proposal of the group that lies before the panel. */
async function proposed(title: string): Promise<string> {
  const made = await aSubmittedProposal(site, group, { title });
  await site.lib(Proposals).accept(group.officer, made, undefined, 'No peer was free');
  await site.settle();
  return made;
}

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  for (const [name, role] of Object.entries(roles)) {
    await site.person(`${name} Person`, `${name}@example.test`, { role, scope: routeScope('digital') });
  }
  group = await aGroup(site);
  const employer = { name: ofGroup, size: 'small', sector: 'Metal', region: 'Leeds' } as const;
  await site.lib(Trailblazers).addEmployer(group.officer, group.id, employer);
  const mia = await as('mia');
  await mia.get(paths.interests());
  await mia.submit('form:has(#organisation)', { kind: 'employer', organisation: interest, from: '2024-01-01' });
  id = await proposed('Moulder');
});
afterAll(() => site?.close());

const statusOf = async (name: string): Promise<number> => (await (await as(name)).get(paths.proposal(id))).status;
const pair = `Say whether ${interest} and ${ofGroup} are one organisation`;

describe('two names that may be of one organisation', () => {
  it('stand side by side before the chair and the secretary, and keep the ballot waiting', async () => {
    const [chair, sam] = [await as('chair'), await as('sam')];
    await chair.get(paths.ballotOpening('digital', id));
    expect(chair.text).toMatch(/In a register of interests\s*In the group\s*Heron Weir Foundy\s*Heron Weir Foundry/);
    await chair.submit('form:has([name=contentHash])');
    expect([chair.status, chair.errors]).toEqual([
      422,
      [`The chair first says whether these names are of one organisation: ${interest} and ${ofGroup}`],
    ]);
    await sam.get(paths.dashboard());
    await sam.follow(`The chair of the Digital route panel has to say whether ${interest}`);
    expect(sam.text).toMatch(/In the register of interests\s*In the group\s*Heron Weir Foundy\s*Heron Weir Foundry/);
    expect(sam.$('main form')).toHaveLength(0);
    expect(await statusOf('mia')).toBe(200);
    const mia = await as('mia');
    await mia.get(paths.recusals('digital'));
    expect(mia.text).not.toContain('Names that may be of one organisation');
  });

  it('are ruled on by the chair, with a reason, and then recuse', async () => {
    const chair = await as('chair');
    await chair.get(paths.dashboard());
    await chair.follow(pair);
    await chair.submit('form:has([name=nameRuling])', { nameRuling: 'same', reason: ' ' });
    expect([chair.status, chair.errors]).toEqual([422, ['Enter the reason']]);
    expect(chair.$('[name=nameRuling][value=same]').is('[checked]')).toBe(true);
    await chair.submit('form:has([name=nameRuling])', { reason: 'A slip of the pen' });
    expect(chair.text).toContain(`${interest} and ${ofGroup} are one organisation: chair Person on`);
    expect(chair.text).toContain(`Their register names ${interest}. An organisation of the group is ${ofGroup}.`);
    expect(await statusOf('mia')).toBe(403);
  });

  it('are remembered in the next case, and ruled on otherwise with a reason', async () => {
    const chair = await as('chair');
    id = await proposed('Pattern maker');
    expect(await statusOf('mia')).toBe(403);
    await chair.get(paths.dashboard());
    expect(chair.text).not.toContain(pair);
    await chair.get(paths.recusals('digital'));
    await chair.submit('details form', { nameRuling: 'different', reason: 'They are in other towns' });
    expect(chair.text).toContain(`${interest} and ${ofGroup} are two organisations`);
    expect(await statusOf('mia')).toBe(200);
    const owen = await as('owen');
    await owen.get(paths.recusals('digital'));
    expect(owen.text).toContain('They are in other towns');
    expect(owen.$('main form')).toHaveLength(0);
  });

  it('are told with the ruling that stands to who ruled from an older page', async () => {
    const chair = await as('chair');
    await chair.get(paths.recusals('digital'));
    const names = { one: interest, other: ofGroup, seen: newId(), nameRuling: 'same', reason: 'On second thoughts' };
    await chair.submit('details form', names);
    expect([chair.status, chair.errors]).toEqual([409, ['Somebody has ruled on these names meanwhile']]);
    expect(chair.$('details [name=reason]').text()).toContain('On second thoughts');
    await chair.submit('details form');
    expect(chair.text).toContain(`${interest} and ${ofGroup} are one organisation`);
  });
});
