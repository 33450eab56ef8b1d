import { paths, systemActor } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { Panels } from '@app/panels';
import { type Agent, publishMap, type Site, startSite } from '@test/support';
import { approvedOnPages } from '../support/ballot-on-pages';

const panel = ['chair', 'one', 'two'];
const given = { ground: 'law', reason: 'The Fire Safety Order 2026 asks for it from April.' };

let site: Site;
const agents = new Map<string, Agent>();

async function as(name: string): Promise<Agent> {
  const agent = agents.get(name) ?? (await site.as(`${name}@example.test`));
  agents.set(name, agent);
  return agent;
}

beforeAll(async () => {
  site = await startSite();
  await site.db.write(async (tx) => {
    const edition = { state: smallMap(), kind: 'day-to-day' as const, note: '1', changes: [] };
    await publishMap(tx, site.lib(EditionStore), edition);
    await site.lib(Panels).establish(tx, systemActor('test'), [{ slug: 'digital', name: 'Digital' }]);
  });
  for (const [index, name] of panel.entries()) {
    const role = index === 0 ? 'panel-chair' : 'panel-member';
    await site.person(`${name} Tester`, `${name}@example.test`, { role, scope: 'route:digital' });
  }
  for (const name of ['olive', 'otto']) {
    await site.person(`${name} officer`, `${name}@example.test`, { role: 'product-manager' });
  }
  await site.settle();
});
afterAll(() => site?.close());

/** A change to an occupation that Olive begins without a trailblazer group. @returns its id */
async function begun(): Promise<string> {
  const olive = await as('olive');
  await olive.get(`${paths.newProposal('change')}?occupation=OCC0116`);
  await olive.follow('Begin it without a trailblazer group');
  await olive.submit('/without-group', given);
  expect([olive.status, olive.errors]).toEqual([200, []]);
  return olive.url.split('/')[2] ?? '';
}

describe('a request that an officer begins without a trailblazer group', () => {
  let id: string;

  it('takes a ground and a reason, beside their fields, and begins one draft', async () => {
    const olive = await as('olive');
    await olive.get(`${paths.newProposal('change')}?occupation=OCC0116`);
    expect(olive.text).not.toContain('Which trailblazer group makes it?');
    await olive.follow('Begin it without a trailblazer group');
    await olive.submit('/without-group', { reason: given.reason });
    expect([olive.status, olive.errors]).toEqual([422, ['Choose why there is no trailblazer group']]);
    expect(olive.$('#reason').val()).toBe(given.reason);
    await olive.submit('/without-group', given);
    id = olive.url.split('/')[2] ?? '';
    expect(olive.text).toContain(`A change in law or regulation has to be followed: ${given.reason}`);
    await olive.get(paths.trailblazers());
    expect(olive.text).not.toContain('Officers, without');
  });

  it('is not for the people of groups, or of panels', async () => {
    const member = await as('one');
    expect((await member.get(`${paths.newProposal('occupation')}/without-group`)).status).toBe(403);
  });

  it('is submitted by this officer, and checked by another one', async () => {
    const olive = await as('olive');
    await olive.get(paths.proposalPart(id, 'profile'));
    await olive.submit('/profile', { profile: 'They also look after fire doors, as the law asks.' });
    await olive.get(paths.proposalPart(id, 'grounds'));
    await olive.submit('/grounds', { explanation: 'The law changes.', evidence: 'The order itself.' });
    await olive.get(paths.proposalPart(id, 'check'));
    await olive.submit('/submit', { declaration: 'yes' });
    expect([olive.status, olive.errors]).toEqual([200, []]);
    await olive.get(paths.proposal(id));
    expect(olive.$('form[action$="/accept"]')).toHaveLength(0);
    await site.settle();
    const otto = await as('otto');
    await otto.get(paths.dashboard());
    expect(otto.text).toContain('Check OP');
    await otto.get(paths.proposal(id));
    expect(otto.text).toContain('Officers prepared it without a trailblazer group.');
    await otto.submit('/accept', { reason: '' });
    await otto.get(paths.proposal(id));
    // Who has checked it does not prepare it afterwards.
    expect(otto.text).not.toContain('Take it over');
    await otto.get(paths.proposalPart(id, 'take-over'));
    expect(otto.url).toBe(paths.proposal(id));
  });

  it('is decided as any other, and the public reads on which ground it was begun', async () => {
    const chair = await as('chair');
    await chair.get(paths.ballotOpening('digital', id));
    expect(chair.text).toContain('Officers, without a trailblazer group');
    await approvedOnPages(site, as, { proposal: id, slug: 'digital', people: panel });
    const row = await site.db.read().one<{ id: string }>('select id from decision where subject_id = $1', [id]);
    const anybody = site.anonymous();
    await anybody.get(paths.decision(row?.id ?? ''));
    expect(anybody.text).toContain('Prepared by officers, without a trailblazer group');
    expect(anybody.text).toContain(given.reason);
    expect(anybody.text).not.toContain('olive');
    await anybody.get(`${paths.decisions()}.csv`);
    expect(anybody.body).toContain(given.reason);
  });

  it('is taken over by another officer with a reason, which the one before is told', async () => {
    const other = await begun();
    const otto = await as('otto');
    await otto.get(paths.proposal(other));
    await otto.follow('Take it over');
    await otto.submit('/take-over', { reason: ' ' });
    expect([otto.status, otto.errors]).toEqual([422, ['Enter why you take it over']]);
    await otto.submit('/take-over', { reason: 'Olive is on leave' });
    expect(otto.text).toContain('You prepare it without a trailblazer group.');
    await site.settle();
    const mails = await site.db
      .read()
      .rows<{ body: string }>(`select body from dev_inbox where recipient = 'olive@example.test'`);
    expect(mails.filter(({ body }) => body.includes('Olive is on leave'))).toHaveLength(1);
    const olive = await as('olive');
    expect((await olive.get(paths.proposal(other))).status).toBe(403);
  });

  it('waits for every officer once the one who prepares it is gone', async () => {
    const other = await begun();
    const otto = await as('otto');
    await otto.get(paths.dashboard());
    expect(otto.text).not.toContain('its officer is gone');
    await site.db.write((tx) =>
      tx.rows(
        `update person_grant set valid_until = waymark_now() where role = 'product-manager'
         and person_id = (select id from person where email_normal = 'olive@example.test')`,
      ),
    );
    await otto.get(paths.dashboard());
    expect(otto.$(`a[href="${paths.proposalPart(other, 'take-over')}"]`).text()).toContain('its officer is gone');
  });
});
