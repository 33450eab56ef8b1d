import { type Actor, newId, systemActor } from '@app/kernel';
import { Accounts, AccountsModule, personAdded } from '@app/accounts';
import { Outbox, Reactions } from '@app/platform';
import { testContext, type TestContext, testConfig } from '@test/support';
import { pino } from 'pino';
import { Relay } from './relay';

const redisUrl = process.env.TEST_REDIS_URL ?? null;
const places = [{ name: 'PostgreSQL', redisUrl: null }, ...(redisUrl === null ? [] : [{ name: 'Redis', redisUrl }])];
if (redisUrl === null) process.stderr.write('NOT RUN: the queue on Redis, because TEST_REDIS_URL is not set\n');

describe.each(places)('the outbox over the queue on $name', (place) => {
  let ctx: TestContext;
  let relays: Relay[];
  const actor: Actor = systemActor('test');
  const seen: string[] = [];
  let failures = 0;

  beforeAll(async () => {
    ctx = await testContext([AccountsModule]);
    ctx.module.get(Reactions).on(personAdded, 'test.count', async (tx, event) => {
      await tx.rows(
        'insert into dev_inbox (id, key, recipient, subject, body, headers) values ($1, $2, $3, $4, $5, $6)',
        [newId(), `${event.seq}/${newId()}`, 'test', 'seen', event.subjectId, '{}'],
      );
      seen.push(event.subjectId);
      if (failures > 0) {
        failures -= 1;
        throw new Error('The reaction fails');
      }
    });
    const config = { ...testConfig(ctx.database.appUrl), redisUrl: place.redisUrl };
    const logger = pino({ level: 'silent' });
    const outbox = ctx.module.get(Outbox);
    relays = [new Relay({ config, outbox, logger }), new Relay({ config, outbox, logger })];
    for (const relay of relays) await relay.start();
  });
  afterAll(async () => {
    for (const relay of relays ?? []) await relay.stop();
    await ctx?.close();
  });

  const add = () => {
    const email = `${newId()}@example.test`;
    return ctx.db.write((tx) => ctx.module.get(Accounts).addPerson(tx, actor, { name: 'Somebody', email }));
  };
  const effects = async (): Promise<string[]> => {
    const rows = await ctx.db.read().rows<{ body: string }>(`select body from dev_inbox where subject = 'seen'`);
    return rows.map(({ body }) => body);
  };
  const until = async (done: () => Promise<boolean>): Promise<void> => {
    for (const end = performance.now() + 30_000; !(await done());) {
      if (performance.now() > end) throw new Error('It did not happen within 30 seconds');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it('with two workers every event has its effect exactly once', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, add));
    await until(async () => (await effects()).length >= ids.length);
    expect((await effects()).sort()).toEqual([...ids].sort());
  });

  it('a reaction that fails leaves no effect, and is tried again until it succeeds', async () => {
    failures = 1;
    const id = await add();
    await until(async () => (await effects()).includes(id));
    expect((await effects()).filter((one) => one === id)).toHaveLength(1);
    expect(seen.filter((one) => one === id).length).toBeGreaterThan(1);
  });
});
