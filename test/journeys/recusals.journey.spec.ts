import { paths, type Role, routeScope } from '@app/kernel';
import { Proposals } from '@app/proposals';
import { type Agent, type Site, startSite } from '@test/support';
import { aGroup, aSubmittedProposal } from '../support/builders';

const title = 'Subtitle editor';
const digital = routeScope('digital');
const roles: Readonly<Record<string, Role>> = {
  chair: 'panel-chair',
  mia: 'panel-member',
  noor: 'panel-member',
  owen: 'panel-member',
};

let site: Site;
let id: string;
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
  for (const [name, role] of Object.entries(roles)) {
    await site.person(`${name} Person`, `${name}@example.test`, { role, scope: digital });
  }
  const group = await aGroup(site);
  for (const [name, organisation] of [
    ['mia', 'ACME Limited'],
    ['noor', 'Acme'],
  ] as const) {
    const member = await as(name);
    await member.get(paths.interests());
    await member.submit('form:has(#organisation)', { kind: 'employer', organisation, from: '2024-01-01' });
  }
  id = await aSubmittedProposal(site, group, { title });
  await site.lib(Proposals).accept(group.officer, id, undefined, 'No peer was free');
  await site.settle();
});
afterAll(() => site?.close());

/** The form with which a ruling on this person is given. */
const formOn = (chair: Agent, name: string): string => {
  const person = chair.$(`h2:contains("${name} Person") ~ form [name=personId]`).first().attr('value') ?? '';
  return `form:has([value="${person}"])`;
};

async function statusOf(name: string, url: string): Promise<number> {
  return (await (await as(name)).get(url)).status;
}

describe('members of a panel who share an organisation with the group', () => {
  it('neither see the item nor hear its name, and are told why', async () => {
    for (const name of ['mia', 'noor']) {
      expect(await statusOf(name, paths.proposal(id))).toBe(403);
      const member = await as(name);
      await member.get(paths.panel('digital'));
      expect(member.body).not.toContain(title);
      await member.get(paths.recusals('digital'));
      expect(member.text).toContain('Nothing waits for a ruling of yours');
      const mails = await site.db
        .read()
        .rows<{ subject: string; body: string }>(`select subject, body from dev_inbox where recipient = $1`, [
          `${name}@example.test`,
        ]);
      expect(JSON.stringify(mails)).toContain('Your register of interests names an organisation of the group');
      expect(JSON.stringify(mails)).not.toContain(title);
    }
    expect(await statusOf('owen', paths.proposal(id))).toBe(200);
  });

  it('wait for a ruling of the chair, who has to give a reason', async () => {
    const chair = await as('chair');
    await chair.get(paths.dashboard());
    await chair.follow('Rule on the proposed recusal of mia Person');
    expect(chair.text).toContain('Their register names ACME Limited. An organisation of the group is Acme.');
    await chair.submit(formOn(chair, 'mia'), { ruling: 'confirmed', reason: ' ' });
    expect([chair.status, chair.errors]).toEqual([422, ['Enter the reason']]);
    expect(chair.$('#ruling').is('[checked]')).toBe(true);
    await chair.submit(formOn(chair, 'mia'), { reason: 'She works there' });
    await chair.submit(formOn(chair, 'noor'), { ruling: 'dismissed', reason: 'Another company of that name' });
    expect(chair.text).toContain('Nothing waits for a ruling of yours');
    expect(chair.text).toContain(`chair Person dismissed the recusal of noor Person from`);
    await chair.get(paths.dashboard());
    expect(chair.text).not.toContain('proposed recusal');
  });

  it('see it again where it is dismissed, and stay out where it is confirmed', async () => {
    await site.settle();
    expect(await statusOf('noor', paths.proposal(id))).toBe(200);
    const [noor, mia] = [await as('noor'), await as('mia')];
    await noor.get(paths.panel('digital'));
    expect(noor.text).toContain(title);
    expect(await statusOf('mia', paths.proposal(id))).toBe(403);
    await mia.get(paths.recusals('digital'));
    expect(mia.body).not.toContain(title);
    const [mail] = await site.db
      .read()
      .rows<{ body: string }>(
        `select body from dev_inbox where recipient = 'mia@example.test' order by at desc, id desc limit 1`,
      );
    expect(mail?.body).toContain('She works there');
  });

  it('are ruled on by nobody else', async () => {
    const owen = await as('owen');
    await owen.get(paths.recusals('digital'));
    expect(owen.$('main form')).toHaveLength(0);
    expect(owen.text).toContain('Rulings');
    expect(await statusOf('chair', paths.recusals('committee'))).toBe(403);
  });
});
