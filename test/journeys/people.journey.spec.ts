import { paths, routeScope } from '@app/kernel';
import { type Site, sitePassword, startSite } from '@test/support';
import { aGroup } from '../support/builders';

let site: Site;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  await aGroup(site, 'Conversation designers');
  await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
});
afterAll(() => site?.close());

describe('an administrator', () => {
  it('invites somebody, who sets a password by the link in the mail', async () => {
    const ada = await site.as('ada@example.test');
    await ada.get(paths.people());
    await ada.submit('form[method=post]:has(#email)', { name: 'Grace Hopper', email: 'grace@example.test' });
    expect([ada.status, ada.heading]).toEqual([200, 'Grace Hopper']);
    await site.settle();
    const mail = await site.db
      .read()
      .one<{ body: string }>(`select body from dev_inbox where recipient = 'grace@example.test'`);
    const [link = ''] = /\S+\/set-password\/\S+/.exec(mail?.body ?? '') ?? [];
    const grace = site.anonymous();
    await grace.get(new URL(link).pathname);
    await grace.submit('form[method=post]:has(#password)', { password: sitePassword });
    expect(grace.url).toBe(paths.dashboard());
    await grace.get(paths.panel('digital'));
    expect(grace.status).toBe(403);
  });

  it('gives a role at a place that is chosen by its name, and ends it', async () => {
    const [ada, grace] = [await site.as('ada@example.test'), await site.as('grace@example.test')];
    await ada.get(paths.people());
    expect(ada.text).toContain('group chair, Conversation designers');
    await ada.follow('Grace Hopper');
    const panel = ada.$('#scope option:contains("Digital route panel")').attr('value');
    expect(panel).toBe(routeScope('digital'));
    await ada.submit('/roles', { role: 'group-chair', scope: '' });
    expect(ada.errors).toEqual(['Choose a role']);
    await ada.submit('/roles', { role: 'panel-member', scope: '' });
    expect(ada.errors).toEqual(['Choose the panel of this role']);
    await ada.submit('/roles', { role: 'panel-member', scope: 'route:no-such' });
    expect(ada.errors).toEqual(['Choose a panel of the list']);
    await ada.submit('/roles', { role: 'panel-member', scope: panel ?? '' });
    expect(ada.text).toContain('panel member, Digital route panel');
    await grace.get(paths.account());
    expect(grace.text).toContain('panel member, Digital route panel');
    await grace.get(paths.panel('digital'));
    expect(grace.status).toBe(200);
    await ada.submit('form[action*="/roles/"][action$="/end"]');
    await grace.get(paths.panel('digital'));
    expect(grace.status).toBe(403);
  });

  it('is offered no role that decides on their own page, and is refused one; the others are told of what they give', async () => {
    const id = await site.person('Bea Admin', 'bea@example.test', { role: 'administrator' });
    const [bea, ada] = [await site.as('bea@example.test'), await site.as('ada@example.test')];
    await bea.get(paths.person(id));
    const offered = bea
      .$('#role option')
      .toArray()
      .map((one) => String(bea.$(one).attr('value')));
    expect(offered).toEqual(['', 'moderator', 'panel-secretary', 'committee-secretary']);
    expect(bea.text).toContain('Roles that decide are given to you by another administrator.');
    await bea.submit('/roles', { role: 'committee-member' });
    expect([bea.status, bea.errors]).toEqual([
      422,
      ['You cannot give yourself a role that decides: another administrator does'],
    ]);
    await bea.get(paths.panelMembers('committee'));
    await bea.submit('form:has(#email)', { email: 'bea@example.test', office: 'member' });
    expect([bea.status, bea.errors]).toEqual([
      422,
      ['You cannot give yourself a role that decides: another administrator does'],
    ]);
    await ada.get(paths.person(id));
    await ada.submit('/roles', { role: 'product-manager', scope: '' });
    await site.settle();
    const told = await site.db
      .read()
      .rows<{ recipient: string }>(
        `select recipient from dev_inbox where subject = 'A role was given: product manager' and body like 'Dear Bea%'`,
      );
    expect(told).toEqual([{ recipient: 'bea@example.test' }]);
  });

  it('ends an account: its sessions end with it', async () => {
    const [ada, grace] = [await site.as('ada@example.test'), await site.as('grace@example.test')];
    await ada.get(paths.people());
    await ada.follow('Grace Hopper');
    await ada.submit('form:has(#reason)', { reason: 'Left the organisation' });
    expect(ada.status).toBe(200);
    await grace.get(paths.dashboard());
    expect(grace.heading).toBe('Sign in');
    await expect(site.as('grace@example.test')).rejects.toThrow('422');
  });
});
