import { type Actor, Forbidden, newId, NotFound } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { aMap } from '@app/occupational-map/testing';
import { DemoClock } from '@app/platform';
import { testContext, type TestContext, publishMap } from '@test/support';
import { GroupsFromInterest, InterestQueries, InterestRegister, TrailblazerQueries, TrailblazersModule } from './index';

let ctx: TestContext;
let register: InterestRegister;
let queries: InterestQueries;
let groups: GroupsFromInterest;
let officer: Actor & { id: string };
const awaited = { kind: 'occupation', key: 'OCC1001' } as const;

beforeAll(async () => {
  ctx = await testContext([TrailblazersModule]);
  register = ctx.module.get(InterestRegister);
  queries = ctx.module.get(InterestQueries);
  groups = ctx.module.get(GroupsFromInterest);
  officer = await ctx.person('Officer', { role: 'product-manager' });
  const state = aMap()
    .route('engineering')
    .pathway('joining')
    .cluster('welders', 'technical')
    .occupation('OCC1001', { title: 'Welder', level: 2, status: 'awaiting-interest' })
    .occupation('OCC1002', { title: 'Pipe welder', level: 3 })
    .build();
  const edition = { state, kind: 'day-to-day', note: '' } as const;
  await ctx.db.write((tx) => publishMap(tx, ctx.module.get(EditionStore, { strict: false }), edition));
});
afterAll(() => ctx?.close());

const employer = (name: string, change: object = {}) => ({
  key: newId(),
  name: `${name} Person`,
  email: `${name.toLowerCase()}@example.test`,
  organisation: name,
  size: 'small' as const,
  sector: 'Metal',
  region: 'Hull',
  needs: 'Two welders a year',
  ...change,
});

describe('interest', () => {
  it('is registered by anybody, and the same form sent twice at once is one', async () => {
    const sent = employer('Acme');
    await Promise.all([register.register(awaited, sent), register.register(awaited, sent)]);
    await register.register(awaited, employer('ACME', { email: 'other@example.test' }));
    expect(await queries.counts()).toEqual([{ ...awaited, title: 'Welder', employers: 1 }]);
    expect(await queries.about(awaited)).toHaveLength(2);
    await expect(register.register(awaited, { ...sent, needs: 'Three' })).rejects.toThrow('sent this form already');
    const [event] = await ctx.db
      .read()
      .rows<{ content: string }>(`select content from event where type = 'interest.registered'`);
    expect(event?.content).not.toMatch(/acme|Hull|welders a year/i);
  });

  it('is not taken in what does not await it, or does not exist', async () => {
    await expect(register.register({ kind: 'occupation', key: 'OCC1002' }, employer('B'))).rejects.toThrow(
      'does not await interest',
    );
    await expect(register.register({ kind: 'occupation', key: 'OCC9' }, employer('B'))).rejects.toThrow(NotFound);
    await expect(register.register({ kind: 'invitation', key: 'IP9999' }, employer('B'))).rejects.toThrow(NotFound);
  });

  it('is taken in an invitation to propose until it closes', async () => {
    const now = await ctx.db.read().now();
    const order = { id: newId(), title: 'Laser cleaner', idea: 'Clean metal by laser', route: 'engineering' };
    const open = (closesAt: Date) => register.open(officer, { ...order, closesAt });
    await expect(open(now)).rejects.toMatchObject({ reasons: [{ field: 'closes' }] });
    const closesAt = new Date(now.getTime() + 86_400_000);
    const references = [await open(closesAt), await open(closesAt)];
    expect(references[0]).toBe(references[1]);
    await expect(register.open({ ...officer, grants: [] }, { ...order, closesAt })).rejects.toThrow(Forbidden);
    const about = { kind: 'invitation', key: references[0] ?? '' } as const;
    await register.register(about, employer('Bright'));
    expect((await queries.invitation(about.key)).open).toBe(true);
    await ctx.module.get(DemoClock, { strict: false }).advance(86_400_000);
    expect((await queries.invitation(about.key)).open).toBe(false);
    await expect(register.register(about, employer('Late'))).rejects.toThrow('closed');
  });

  it('becomes a group once: the employers join it, their contacts are invited, one of them as chair', async () => {
    await register.register(awaited, employer('Cutters'));
    const free = await queries.about(awaited);
    const order = { id: newId(), name: 'Welders', remit: 'Welding', interests: free.map(({ id }) => id) };
    const chair = free[1]?.id ?? '';
    await expect(groups.start(officer, awaited, { ...order, chair: newId() })).rejects.toThrow('Choose the chair');
    const started = await Promise.all([
      groups.start(officer, awaited, { ...order, chair }),
      groups.start(officer, awaited, { ...order, chair }),
    ]);
    expect(started).toEqual([order.id, order.id]);
    const page = await ctx.module.get(TrailblazerQueries).group(officer, order.id);
    expect(page.organisations.map(({ name }) => name.toLowerCase())).toEqual(['acme', 'cutters']);
    expect(page.invitations.map(({ email, role }) => [email, role]).sort()).toEqual([
      ['acme@example.test', 'group-member'],
      ['cutters@example.test', 'group-member'],
      ['other@example.test', 'group-chair'],
    ]);
    const again = { ...order, id: newId(), name: 'Welders again', chair };
    await expect(groups.start(officer, awaited, again)).rejects.toThrow('was started with');
    expect((await queries.subjects()).find(({ key }) => key === awaited.key)).toMatchObject({ employers: 2, free: 0 });
  });
});
