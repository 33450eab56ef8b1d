import { WaitingList } from '@app/accounts';
import { type Actor, Forbidden, londonDate, newId, NotFound, Refused, systemActor } from '@app/kernel';
import { DemoClock } from '@app/platform';
import { testContext, type TestContext } from '@test/support';
import { featureModules } from '../../../apps/features';
import { Electorate } from './electorate';
import { type Office, PanelQueries, Panels, RegisterOfInterests, SeatQueries, Seats } from './index';

type Person = Actor & { id: string };
const day = 86_400_000;

describe('the seats of a panel', () => {
  let ctx: TestContext;
  let admin: Person;
  const lib = <T>(type: new (...given: never[]) => T): T => ctx.module.get<T>(type, { strict: false });

  beforeAll(async () => {
    ctx = await testContext(featureModules);
    const routes = ['digital', 'construction', 'care'].map((slug) => ({ slug, name: slug }));
    await ctx.db.write((tx) => lib(Panels).establish(tx, systemActor('test'), routes));
    admin = await ctx.person('Admin', { role: 'administrator' });
  });
  afterAll(() => ctx?.close());

  const emailOf = async (who: Person): Promise<string> =>
    (await ctx.db.read().one<{ email: string }>('select email from person where id = $1', [who.id]))?.email ?? '';
  const appoint = async (who: Person, office: Office, slug = 'digital', until: Date | null = null) =>
    lib(Seats).appoint(admin, slug, { email: await emailOf(who), office, from: null, until });
  const seats = async (slug: string) => (await lib(SeatQueries).members(admin, slug)).seats;

  it('are the grants that were given before, with the office that follows from the role', async () => {
    await ctx.person('Old Chair', { role: 'panel-chair', scope: 'route:care' });
    await ctx.person('Old Member', { role: 'panel-member', scope: 'route:care' });
    await ctx.person('Committee', { role: 'committee-member' });
    expect((await seats('care')).map(({ name, office }) => [name, office])).toEqual([
      ['Old Chair', 'chair'],
      ['Old Member', 'member'],
    ]);
    expect((await seats('committee')).map(({ office }) => office)).toEqual(['member']);
  });

  it('are filled by an administrator, each person once, with one chair, and end with history', async () => {
    const [chair, member] = [await ctx.person('Chair'), await ctx.person('Member')];
    const id = await appoint(chair, 'chair');
    await expect(appoint(chair, 'member')).rejects.toThrow('has a seat on this panel');
    await expect(appoint(member, 'chair')).rejects.toThrow('has a chair in these days');
    await appoint(member, 'member');
    await expect(
      lib(Seats).appoint(chair, 'digital', { email: 'x', office: 'member', from: null, until: null }),
    ).rejects.toThrow(Forbidden);
    await expect(lib(Seats).end(admin, 'construction', id)).rejects.toThrow(NotFound);
    await lib(Seats).end(admin, 'digital', id);
    await lib(Seats).end(admin, 'digital', id);
    expect((await seats('digital')).map(({ name, running }) => [name, running])).toEqual([
      ['Member', true],
      ['Chair', false],
    ]);
    await appoint(chair, 'chair');
    const events = await ctx.db
      .read()
      .rows<{ type: string }>(`select type from event where type like 'panel.seat%' order by seq`);
    expect(events.map(({ type }) => type.slice('panel.seat-'.length))).toEqual(['filled', 'filled', 'ended', 'filled']);
  });

  it('are never taken by the administrator who fills them, unless as a secretary, who does not vote', async () => {
    const taking = appoint(admin, 'member', 'committee');
    await expect(taking).rejects.toMatchObject({ reasons: [{ field: 'email' }] });
    await expect(appoint(admin, 'deputy', 'care')).rejects.toThrow('You cannot give yourself a role that decides');
    await lib(Seats).end(admin, 'committee', await appoint(admin, 'secretary', 'committee'));
  });

  it('let two administrators fill the same chair at once, and one of them wins', async () => {
    const [a, b] = [await ctx.person('First'), await ctx.person('Second')];
    const both = await Promise.allSettled([appoint(a, 'chair', 'construction'), appoint(b, 'chair', 'construction')]);
    const lost = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    expect(lost).toEqual([expect.any(Refused)]);
  });

  it('end on the last day of the term', async () => {
    const person = await ctx.person('Short');
    await appoint(person, 'secretary', 'digital', new Date((await ctx.db.read().now()).getTime() + day));
    const running = async () => (await seats('digital')).find(({ personId }) => personId === person.id)?.running;
    expect(await running()).toBe(true);
    await lib(DemoClock).advance(2 * day);
    expect(await running()).toBe(false);
  });

  it('give the secretary the page of the panel and no vote, and the deputy the chair where it is empty', async () => {
    const [secretary, deputy, member] = [await ctx.person('Sec'), await ctx.person('Dep'), await ctx.person('Mem')];
    const route = { slug: 'legal', name: 'Legal' };
    await ctx.db.write((tx) => lib(Panels).establish(tx, systemActor('test'), [route]));
    await appoint(secretary, 'secretary', 'legal');
    await appoint(deputy, 'deputy', 'legal');
    await appoint(member, 'member', 'legal');
    const asSecretary: Person = { ...secretary, grants: [{ role: 'panel-secretary', scope: 'route:legal' }] };
    const { panel } = await lib(PanelQueries).page(asSecretary, 'legal');
    const electorate = () => lib(Electorate).seats(ctx.db.read(), panel, null);
    const chairs = async () => (await electorate()).filter(({ chair }) => chair).map(({ personId }) => personId);
    expect((await electorate()).map(({ personId }) => personId)).not.toContain(secretary.id);
    expect(await chairs()).toEqual([deputy.id]);
    const chair = await ctx.person('The Chair');
    await appoint(chair, 'chair', 'legal');
    expect(await chairs()).toEqual([chair.id]);
  });

  it('ask for a register of interests, and again a year after it was last confirmed', async () => {
    const person = await ctx.person('Registrar');
    await appoint(person, 'member');
    const self: Person = { ...person, grants: [{ role: 'panel-member', scope: 'route:digital' }] };
    const register = lib(RegisterOfInterests);
    const asked = async () =>
      (await lib(WaitingList).entries(ctx.db.read(), self)).find(({ text }) => text.includes('register'));
    expect(await asked()).toMatchObject({ text: 'Fill in your register of interests' });
    const today = londonDate(await ctx.db.read().now());
    const entry = { id: newId(), kind: 'employer' as const, organisation: 'Acme', from: '2020-01-01', until: null };
    await register.enter(self, entry);
    await register.enter(self, entry);
    expect(await asked()).toBeUndefined();
    await expect(register.enter(self, { ...entry, id: newId(), from: '2999-01-01' })).rejects.toThrow(
      'not in the future',
    );
    const over = { ...entry, id: newId(), organisation: 'Bygone', until: '2021-01-01' };
    await register.enter(self, over);
    expect(await lib(SeatQueries).interestsOf(ctx.db.read(), person.id)).toEqual(['Acme']);
    await expect(register.end(self, over.id, today)).rejects.toThrow('has an end already');
    await expect(register.end(self, entry.id, '2019-01-01')).rejects.toThrow(Refused);
    await expect(register.end(admin, entry.id, today)).rejects.toThrow(Forbidden);
    const inPublic = async () =>
      (await lib(SeatQueries).inPublic())
        .find(({ slug }) => slug === 'digital')
        ?.seats.find(({ name }) => name === 'Registrar')?.interests;
    expect(await inPublic()).toEqual([{ kind: 'employer', organisation: 'Acme', from: '2020-01-01' }]);
    await lib(DemoClock).advance(366 * day);
    expect(await asked()).toMatchObject({ text: 'Confirm your register of interests', due: expect.any(Date) });
    await register.confirm(self, newId());
    expect(await asked()).toBeUndefined();
    await register.end(self, entry.id, today);
    expect(await inPublic()).toEqual([]);
    const event = await ctx.db
      .read()
      .one<{ content: string }>(`select content from event where type = 'interest.entered'`);
    expect(event?.content).not.toContain('Acme');
    const changed = ctx.db.write((tx) => tx.rows(`update interest_entry set organisation = 'Other'`));
    await expect(changed).rejects.toThrow('permission denied');
  });
});
