import { paths } from '@app/kernel';
import { EditionStore, MapReader } from '@app/occupational-map';
import { Following } from '@app/notifications';
import { aCompleteContent } from '@app/proposals/testing';
import { type Site, startSite, publishMap } from '@test/support';
import { aGroup, aRequest, aSubmittedProposal, type Group } from '../support/builders';

let site: Site;
let group: Group;
const mails = () =>
  site.db.read().rows<{ recipient: string; subject: string }>('select recipient, subject from dev_inbox order by id');
const followers = (...keys: string[]) => site.lib(Following).followersOf(site.db.read(), keys);

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.lib(MapReader).refresh();
  await site.person('Ro Reader', 'ro@example.test');
  group = await aGroup(site);
  await site.settle();
});
afterAll(() => site?.close());

describe('what a person with an account follows', () => {
  it('is a route and an occupation, without a mail to confirm', async () => {
    const ro = await site.as('ro@example.test');
    await ro.get(paths.dashboard());
    await ro.follow('What I follow');
    expect(ro.text).toContain('You follow no route or occupation yet.');
    const before = (await mails()).length;
    await ro.submit(paths.follows(), { route: 'digital', occupation: 'occ0116' });
    expect(ro.text).toContain('Digital, the whole route');
    expect(ro.text).toContain('(OCC0116)');
    await ro.submit(paths.follows(), { route: 'digital', occupation: '' });
    await site.settle();
    expect((await mails()).length).toBe(before);
    expect([await followers('digital'), await followers('OCC0116')]).toEqual([1, 1]);
  });

  it('is told of by one mail for each edition that changes it, and says which edition that was', async () => {
    const store = site.lib(EditionStore);
    const before = (await mails()).length;
    await site.db.write(async (tx) => {
      const state = structuredClone(await store.liveState(tx));
      state.occupations.OCC0116.title = 'Software maker';
      const changes = [{ text: 'Retitled to Software maker', about: ['OCC0116', 'digital'] }];
      const publication = { state, kind: 'day-to-day' as const, note: 'Better', changes };
      await publishMap(tx, store, publication);
    });
    await site.lib(MapReader).refresh();
    await site.settle();
    expect((await mails()).slice(before)).toEqual([
      { recipient: 'ro@example.test', subject: 'Edition 2 changes what you follow on the occupational maps' },
    ]);
    const ro = await site.as('ro@example.test');
    await ro.get(paths.follows());
    expect(ro.text).toContain('Edition 2');
  });

  it('keeps what was typed where the maps do not have it', async () => {
    const ro = await site.as('ro@example.test');
    await ro.get(paths.follows());
    await ro.submit(paths.follows(), { route: '', occupation: 'OCC9999' });
    expect([ro.status, ro.errors]).toEqual([422, [expect.stringContaining('There is no occupation OCC9999')]]);
    expect(ro.$('#occupation').val()).toBe('OCC9999');
    await ro.submit(paths.follows(), { route: '', occupation: ' ' });
    expect([ro.status, ro.errors]).toEqual([422, [expect.stringContaining('Choose a route')]]);
  });

  it('confirms what was asked for on a public page with the same address', async () => {
    const visitor = site.anonymous();
    await visitor.get(paths.follow('route', 'digital'));
    expect(visitor.$(`a[href="${paths.follows()}?route=digital"]`).length).toBe(1);
    await visitor.get(paths.follow('route', 'care-services'));
    await visitor.submit('form[method=post]', { email: 'Ro@example.test' });
    await site.settle();
    const ro = await site.as('ro@example.test');
    await ro.get(`${paths.follows()}?route=care-services`);
    expect(ro.text).toContain('Not confirmed yet');
    expect(await followers('care-services')).toBe(0);
    await ro.submit(paths.follows(), { route: 'care-services', occupation: '' });
    expect(ro.text).not.toContain('Not confirmed yet');
    expect(await followers('care-services')).toBe(1);
  });

  it('stops when they say so, and nobody stops it for them', async () => {
    const ro = await site.as('ro@example.test');
    await ro.get(paths.follows());
    const stop = ro.$('form[action$="/stop"]').first().attr('action') ?? '';
    const other = await site.as('officer@example.test');
    await other.get(paths.follows());
    other.$('main form').first().attr('action', stop);
    await other.submit('/stop', {});
    expect(await followers('OCC0116', 'digital', 'care-services')).toBe(1);
    for (let left = 3; left > 0; left -= 1) await ro.submit('/stop', {});
    expect(ro.text).toContain('You follow no route or occupation yet.');
    expect(await followers('OCC0116', 'digital', 'care-services')).toBe(0);
  });

  it('is a draft, too, from the task list of its group', async () => {
    const id = await aRequest(site, group, { kind: 'change', occupation: 'OCC0116' }, { title: 'Code maker' });
    const chair = await site.as('chair-of-group@example.test');
    await chair.get(paths.proposal(id));
    await chair.submit('/follow', {});
    expect(chair.text).toContain('Stop following this proposal');
    await chair.get(paths.follows());
    expect(chair.text).toContain('Code maker');
    await chair.get(paths.proposal(id));
    await chair.submit('/follow', {});
    expect(chair.text).toContain('Follow this proposal');
  });

  it('is a proposal, too, with where it stands; only for who may see it', async () => {
    const id = await aSubmittedProposal(site, group);
    const title = aCompleteContent().title;
    const officer = await site.as('officer@example.test');
    await officer.get(paths.proposal(id));
    await officer.submit('/follow', {});
    await officer.get(paths.follows());
    expect(officer.text).toContain(title);
    await officer.get(paths.proposal(id));
    await officer.submit('/follow', {});
    expect(officer.text).toContain('Follow this proposal');
    await officer.get(paths.follows());
    expect(officer.text).not.toContain(title);
    const ro = await site.as('ro@example.test');
    await ro.get(paths.follows());
    expect(ro.text).not.toContain(title);
    expect((await ro.get(paths.proposal(id))).status).toBe(403);
  });
});
