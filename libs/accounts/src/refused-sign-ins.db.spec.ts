import { DemoClock, Sweeps } from '@app/platform';
import { testContext, type TestContext } from '@test/support';
import { thorough } from '../../../test/support/thorough';
import { AccountsModule, RefusedSignIns, SecurityQueries } from './index';

let ctx: TestContext;
let refused: RefusedSignIns;
const quarter = 15 * 60_000;
const day = 24 * 60 * 60_000;

beforeAll(async () => {
  ctx = await testContext([AccountsModule]);
  refused = ctx.module.get(RefusedSignIns);
});
afterAll(() => ctx?.close());

type Row = { personId: string | null; network: string; count: number; locked: boolean };
const rows = () =>
  ctx.db
    .read()
    .rows<Row>('select person_id as "personId", network, count, locked from refused_sign_in order by quarter, network');
const emailOf = async (id: string): Promise<string> =>
  (await ctx.db.read().one<{ email: string }>('select email from person where id = $1', [id]))?.email ?? '';
const advance = (milliseconds: number) => ctx.module.get(DemoClock).advance(milliseconds);
const begin = async (): Promise<void> => {
  await ctx.db.write((tx) => tx.rows('delete from refused_sign_in'));
  const now = await ctx.db.read().now();
  await advance(quarter - (now.getTime() % quarter) + 1000);
};
const from = (network: number, machine = 7): string => `10.${network >> 8}.${network & 255}.${machine}`;

describe('refused sign-ins', () => {
  beforeEach(begin);

  it('are counted by account, network and quarter of an hour; unknown accounts together', async () => {
    const { id } = await ctx.person('Ann Ash');
    const email = await emailOf(id);
    await refused.count({ email: email.toUpperCase(), from: from(1, 1), locked: false });
    await refused.count({ email, from: from(1, 2), locked: false });
    await refused.count({ email, from: from(2), locked: false });
    for (const typed of ['a@example.test', 'b@example.test', null]) {
      await refused.count({ email: typed, from: from(1), locked: false });
    }
    await advance(quarter);
    await refused.count({ email, from: from(1), locked: false });
    expect(await rows()).toEqual([
      { personId: id, network: '10.0.1.0/24', count: 2, locked: false },
      { personId: null, network: '10.0.1.0/24', count: 3, locked: false },
      { personId: id, network: '10.0.2.0/24', count: 1, locked: false },
      { personId: id, network: '10.0.1.0/24', count: 1, locked: false },
    ]);
  });

  it('that met the limit lock a known account: one event each quarter of an hour and network', async () => {
    const { id } = await ctx.person('Bea Birch');
    const email = await emailOf(id);
    for (const network of [1, 1, 2]) await refused.count({ email, from: from(network), locked: true });
    await refused.count({ email: 'nobody@example.test', from: from(3), locked: true });
    const events = () => ctx.db.read().rows(`select subject_id as id from event where type = 'person.sign-in-locked'`);
    expect(await events()).toEqual([{ id }, { id }]);
    await advance(quarter);
    await refused.count({ email, from: from(1), locked: true });
    expect(await events()).toHaveLength(3);
  });

  it('leave nothing of the address that was typed, nor of the machine, anywhere', async () => {
    const { id } = await ctx.person('Cat Cole');
    const typed = ['unheard-of@marker.test', await emailOf(id)];
    for (const email of typed) await refused.count({ email, from: '10.77.78.79', locked: true });
    const tables = await ctx.db.read().rows<{ text: string }>(
      `select r::text as text from refused_sign_in r union all select e::text from event e
       union all select x.data::text from event_personal x where not x.data ? 'email'`,
    );
    expect(tables.length).toBeGreaterThan(3);
    for (const marker of [...typed, 'unheard-of', '10.77.78.79']) {
      expect(tables.filter(({ text }) => text.includes(marker))).toEqual([]);
    }
  });

  it('are kept for 90 days', async () => {
    await refused.count({ email: null, from: from(1), locked: false });
    await advance(89 * day);
    await ctx.module.get(Sweeps).runAll();
    expect(await rows()).toHaveLength(1);
    await advance(day + quarter);
    await ctx.module.get(Sweeps).runAll();
    expect(await rows()).toEqual([]);
  });

  it('are no error of who signs in when they cannot be counted', async () => {
    await expect(refused.count({ email: 'a\0b', from: 'nowhere', locked: false })).resolves.toBeUndefined();
  });
});

describe('a flood of refused sign-ins', () => {
  beforeEach(begin);
  it.each([
    ['at once', 1, thorough ? 6_000 : 2_000],
    ['for half a day', 50, thorough ? 3_000 : 1_500],
  ])(
    'from everywhere and to everybody, %s, leaves under 1,000 rows, and each of them is counted',
    async (_, quarters, total) => {
      const emails = await Promise.all(
        Array.from({ length: 60 }, async (__, no) => emailOf((await ctx.person(`P ${no}`)).id)),
      );
      for (let round = 0; round < quarters; round += 1) {
        const left = Array.from({ length: total / quarters }, (__, no) => no + round * 500);
        const next = async (): Promise<void> => {
          for (let no = left.pop(); no !== undefined; no = left.pop()) {
            const email = no % 2 === 0 ? (emails[no % 60] ?? null) : `${no}@nowhere.test`;
            await refused.count({ email, from: from(no % 65_000), locked: no % 5 === 0 });
          }
        };
        await Promise.all(Array.from({ length: 8 }, next));
        await advance(quarter);
      }
      const found = await rows();
      expect(found.length).toBeGreaterThan(100);
      expect(found.length).toBeLessThan(1000);
      expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(total);
      expect(found.map(({ network }) => network)).toContain('other');
      expect((await ctx.module.get(SecurityQueries).summary()).refused).toBe(total);
    },
    600_000,
  );
});
