import { newId, sha256, systemActor } from '@app/kernel';
import { withinRequest } from '@app/platform';
import { testContext, type TestContext } from '@test/support';
import { Accounts, AccountsModule, PersonSessions, SignIn } from './index';

let ctx: TestContext;
let sessions: PersonSessions;

beforeAll(async () => {
  ctx = await testContext([AccountsModule]);
  sessions = ctx.module.get(PersonSessions);
});
afterAll(() => ctx?.close());

type Content = { why?: string; count?: number; network?: unknown };
const begin = async (personId: string, replaces: string | null = null): Promise<string> => {
  const idHash = sha256(newId());
  await sessions.begin(personId, { idHash, replaces, network: '10.1.2.0/24' });
  return idHash;
};
/** What the trail says of a person since they were added, and by whom: themselves or a part of the product. */
const trail = (id: string) =>
  ctx.db.read().rows<{ type: string; by: string; content: string }>(
    `select type, coalesce(actor_name, case when actor_id = subject_id then 'themselves' else 'another' end) as by, content
     from event where subject_kind = 'person' and subject_id = $1 and type not in ('person.added','person.role-granted')
     order by subject_no`,
    [id],
  );
const types = async (id: string) =>
  (await trail(id)).map(({ type, by, content }) => [type, by, JSON.parse(content) as Content] as const);

describe('the trail of sessions', () => {
  it('has each sign-in and sign-out; the network stands apart, as personal data', async () => {
    const ann = await ctx.person('Ann Ash');
    const hash = await begin(ann.id);
    expect((await sessions.find(hash))?.id).toBe(ann.id);
    await sessions.end(ann, hash);
    await sessions.end(ann, hash);
    expect(await sessions.find(hash)).toBeNull();
    expect(await types(ann.id)).toEqual([
      ['person.signed-in', 'themselves', { network: { personal: expect.any(String) } }],
      ['person.signed-out', 'themselves', {}],
    ]);
  });

  it('has the session that the browser had before, also when it was of somebody else', async () => {
    const [bea, cat] = [await ctx.person('Bea Birch'), await ctx.person('Cat Cole')];
    await begin(cat.id, await begin(bea.id));
    expect((await types(bea.id)).at(-1)).toEqual(['person.sessions-ended', 'another', { why: 'replaced', count: 1 }]);
  });

  it.each([
    ['account', (id: string) => ctx.db.write((tx) => ctx.module.get(Accounts).endPerson(tx, system, id, 'Left'))],
    [
      'password',
      (id: string) => ctx.db.write((tx) => ctx.module.get(SignIn).setDemoPassword(tx, id, 'three old boats')),
    ],
    ['administrator', (id: string) => sessions.endAll(admin, id)],
  ])('has how many sessions ended, because of: %s', async (why, end) => {
    const dot = await ctx.person('Dot Dean');
    await begin(dot.id);
    await begin(dot.id);
    await end(dot.id);
    const ended = (await types(dot.id)).filter(([type]) => type === 'person.sessions-ended');
    expect(ended.map(([, , content]) => content)).toEqual([{ why, count: 2 }]);
    await end(dot.id);
    expect((await types(dot.id)).filter(([type]) => type === 'person.sessions-ended')).toHaveLength(1);
  });

  it('has those that lapsed, removed in batches, and no other', async () => {
    const [eve, fay] = [await ctx.person('Eve East'), await ctx.person('Fay Ford')];
    const running = await begin(fay.id);
    await ctx.db.write((tx) =>
      tx.rows(
        `insert into session (id_hash, person_id, created_at, seen_at, expires_at)
         select 'old-' || n, case when n <= 3 then $1::uuid else $2::uuid end, clock_timestamp(),
                clock_timestamp() - case when n % 2 = 0 then interval '61 minutes' else interval '0' end,
                clock_timestamp() + case when n % 2 = 0 then interval '1 hour' else interval '-1 second' end
         from generate_series(1, 1203) n`,
        [eve.id, fay.id],
      ),
    );
    await sessions.endLapsed();
    expect(await types(eve.id)).toEqual([['person.sessions-ended', 'accounts.sessions', { why: 'lapsed', count: 3 }]]);
    const ended = (await types(fay.id)).filter(([type]) => type === 'person.sessions-ended');
    expect(ended.length).toBeLessThanOrEqual(3);
    expect(ended.reduce((sum, [, , { count }]) => sum + (count ?? 0), 0)).toBe(1200);
    expect((await sessions.find(running))?.id).toBe(fay.id);
  });

  it('refuses a session of an account that has ended, and its end to who is no administrator', async () => {
    const gil = await ctx.person('Gil Gray');
    await expect(sessions.endAll(gil, gil.id)).rejects.toThrow('role');
    await ctx.db.write((tx) => ctx.module.get(Accounts).endPerson(tx, system, gil.id, 'Left'));
    await expect(begin(gil.id)).rejects.toThrow('was not found');
  });

  it('bears the id of the request', async () => {
    const [hal, request] = [await ctx.person('Hal Hill'), newId()];
    await withinRequest(request, () => begin(hal.id));
    const row = await ctx.db
      .read()
      .one(`select request_id as id from event where type = 'person.signed-in' and subject_id = $1`, [hal.id]);
    expect(row).toEqual({ id: request });
  });
});

const system = systemActor('test');
const admin = { ...system, kind: 'system' as const };
