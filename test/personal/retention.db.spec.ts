import { Accounts, PersonalData, Retention } from '@app/accounts';
import { newId, systemActor } from '@app/kernel';
import { type DataSubject, PersonalDataHolders, Sweeps } from '@app/platform';
import { type Site, startSite } from '@test/support';
import { aPersonalWorld, bystander, columnsWith, type PersonalWorld, stranger } from './somebody';

const system = systemActor('test');
const day = 86_400_000;
let site: Site;
let world: PersonalWorld;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  world = await aPersonalWorld(site);
});
afterAll(() => site?.close());

const overdue = async (): Promise<Record<string, number>> =>
  Object.fromEntries((await site.lib(Retention).dryRun(world.admin)).map(({ kind, count }) => [kind.key, count]));
const someOf = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
const swept = () =>
  site.db.read().rows<{ content: string }>(`select content from event where type = 'personal-data.swept' order by seq`);

describe('what is over its time', () => {
  it('is nothing of what came today', async () => {
    expect(someOf(await overdue())).toEqual({});
    expect(await site.lib(Retention).sweep(system)).toEqual({});
    expect(await swept()).toEqual([]);
  });

  it('is counted kind by kind without anything being done, then goes as counted, and the trail holds the counts', async () => {
    await site.clock.advance(500 * day);
    const before = await overdue();
    expect(before).toMatchObject({ 'group-invitation': 3, respondent: 0, suggester: 0 });
    expect(before['message']).toBeGreaterThan(5);
    expect(await overdue()).toEqual(before);
    const erased = await site.lib(Retention).sweep(system);
    expect(erased).toEqual(someOf(before));
    expect(someOf(await overdue())).toEqual({});
    expect((await swept()).map(({ content }) => JSON.parse(content) as unknown)).toEqual([{ erased }]);
    expect(await site.lib(Retention).sweep(system)).toEqual({});
    expect(await swept()).toHaveLength(1);
  });

  it('is in the end all that people gave who have no account, and the responses stand', async () => {
    await site.clock.advance(400 * day);
    await site.lib(Retention).sweep(system);
    for (const { address, name } of [stranger, bystander]) {
      expect([address, await columnsWith(site, address)]).toEqual([address, ['follower.address']]);
      expect([name, await columnsWith(site, name)]).toEqual([name, []]);
    }
    const rows = await site.db.read().one(
      `select (select count(*)::int from consultation_response) as responses, (select count(*)::int from suggestion) as suggestions,
         (select count(*)::int from respondent) as respondents`,
    );
    expect(rows).toEqual({ responses: 3, suggestions: 3, respondents: 0 });
  });

  it('goes in parts, however many rows there are, and is one of the worker’s sweeps', async () => {
    await site.db.write((tx) =>
      tx.rows(`insert into dev_inbox (id, key, recipient, subject, body, headers, at)
        select gen_random_uuid(), 'old ' || n, 'old@example.test', 'S', 'B', '{}', waymark_now() - interval '31 days'
        from generate_series(1, 1201) n`),
    );
    const sizes: number[] = [];
    const [inbox] = site
      .lib(PersonalDataHolders)
      .kinds()
      .filter(({ key }) => key === 'dev-inbox');
    const due = jest.spyOn(site.lib(PersonalDataHolders), 'kinds').mockReturnValue([
      {
        ...inbox,
        erase: async (tx, actor, ids) => {
          sizes.push(ids.length);
          await inbox.erase?.(tx, actor, ids);
        },
      },
    ]);
    await site
      .lib(Sweeps)
      .all()
      .find(({ name }) => name === 'accounts.retention')
      ?.run();
    due.mockRestore();
    expect(sizes).toEqual([500, 500, 201]);
  });

  it('takes an account that ended long ago, and not one that is in use', async () => {
    const accounts = site.lib(Accounts);
    const id = await site.db.write((tx) =>
      accounts.addPerson(tx, system, { name: 'Long Ago', email: 'long.ago@example.test' }),
    );
    await site.db.write((tx) => accounts.endPerson(tx, system, id, 'left'));
    await site.clock.advance(2_100 * day);
    expect((await overdue())['account']).toBe(0);
    await site.clock.advance(100 * day);
    expect((await overdue())['account']).toBe(1);
    await site.lib(Retention).sweep(system);
    const found = await site.lib(PersonalData).look(world.admin, { personId: id });
    expect(found.held.map(({ kind }) => kind.key)).not.toContain('account');
    expect(await columnsWith(site, 'ada@example.test')).toContain('person.email');
  });
});

describe('the kinds', () => {
  const kinds = () => site.lib(PersonalDataHolders).kinds();

  it('are erased by who can find them, and swept by who says for how many days', () => {
    for (const { key, kept, due, erase } of kinds()) {
      expect([key, due !== null]).toEqual([key, 'days' in kept]);
      if ('days' in kept) expect([key, erase]).not.toEqual([key, null]);
      if ('record' in kept) expect([key, erase]).toEqual([key, null]);
    }
    expect(new Set(kinds().map(({ key }) => key)).size).toBe(kinds().length);
  });

  it('find nothing on somebody of whom nothing is held', async () => {
    const nobody: DataSubject = { address: 'nobody@example.test', personId: newId() };
    for (const kind of kinds()) expect([kind.key, await kind.held(site.db.read(), nobody)]).toEqual([kind.key, []]);
  });
});
