import { newId, Refused, systemActor } from '@app/kernel';
import { defineEvent, Outbox, outboxChannel, PlatformModule, Reactions, type Tx } from '@app/platform';
import { Test, type TestingModule } from '@nestjs/testing';
import { testConfig, testContext, type TestContext } from '@test/support';
import { Client } from 'pg';
import { z } from 'zod';

const plain = (type: string) =>
  defineEvent({ type, version: 1, subject: 'test', schema: z.object({ no: z.number() }), says: () => 'happened' });
const happened = plain('test.happened');
const asked = plain('test.asked-for');
const system = systemActor('test');

let ctx: TestContext;
/** A second worker: a process of its own, as far as the database can tell. */
let other: TestingModule;
/** How many events each call of the reaction got, by which worker. */
let calls: number[];
/** What the reaction does beside its effect. */
let meanwhile: (tx: Tx, numbers: readonly number[]) => Promise<void>;

beforeEach(async () => {
  ctx = await testContext([]);
  other = await Test.createTestingModule({ imports: [PlatformModule.with(testConfig(ctx.database.appUrl))] }).compile();
  await other.init();
  calls = [];
  meanwhile = async () => {};
  for (const module of [ctx.module, other]) {
    const reactions = module.get(Reactions);
    reactions.onMany(happened, 'test.many', async (tx, events) => {
      calls.push(events.length);
      for (const { seq, data } of events) await effect(tx, seq, data.no);
      await meanwhile(
        tx,
        events.map(({ data }) => data.no),
      );
    });
    reactions.on(asked, 'test.urgent', async (tx, { seq, data }) => void (await effect(tx, seq, data.no)), {
      isUrgent: true,
    });
  }
});
afterEach(async () => {
  await other?.close();
  await ctx?.close();
});

/** An effect that would be there twice if a row were run twice. */
const effect = (tx: Tx, seq: string, no: number) =>
  tx.rows('insert into dev_inbox (id, key, recipient, subject, body, headers) values ($1, $2, $3, $4, $5, $6)', [
    newId(),
    `${seq}/${newId()}`,
    'test',
    'effect',
    String(no),
    '{}',
  ]);
const effects = async () => {
  const rows = await ctx.db.read().rows<{ no: number }>(`select body::int as no from dev_inbox order by body::int`);
  return rows.map(({ no }) => no);
};
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);
const happen = async (count: number) => {
  for (const no of numbers(count)) await ctx.db.write((tx) => tx.record(system, happened(newId(), { no })));
};
const claimed = async (limit = 100) =>
  (await ctx.module.get(Outbox).claim(limit)).map((batch) => batch.map(({ id }) => id));
const states = () =>
  ctx.db
    .read()
    .rows<{ done: boolean; attempts: number; reason: string | null }>(
      `select done_at is not null as done, attempts, failed_reason as reason from outbox order by event_seq`,
    );
describe('rows of one kind', () => {
  it('are claimed together, 50 at most, and done in one transaction', async () => {
    await happen(60);
    const batches = await claimed();
    expect(batches.map((batch) => batch.length)).toEqual([50, 10]);
    for (const batch of batches) await ctx.module.get(Outbox).run(batch);
    expect(calls).toEqual([50, 10]);
    expect(await effects()).toEqual(numbers(60));
    expect((await states()).every(({ done, attempts }) => done && attempts === 1)).toBe(true);
    expect(await claimed()).toEqual([]);
  });

  it('are each done once, however many workers are given the same of them at once', async () => {
    await happen(40);
    const [batch = []] = await claimed();
    const mixed = [...batch.slice(20), ...batch.slice(0, 20)];
    const runs = [ctx.module, other, ctx.module, other].map((module, at) =>
      module.get(Outbox).run(at % 2 === 0 ? batch : mixed),
    );
    await Promise.all(runs);
    // Who comes second finds them in other hands, and leaves what is not done to the first.
    for (const module of [ctx.module, other]) await module.get(Outbox).run(batch);
    expect(await effects()).toEqual(numbers(40));
    expect((await states()).every(({ done }) => done)).toBe(true);
  });

  it('are not held up nor undone by one that fails: it is noted, tried again alone, and left to people in the end', async () => {
    await happen(5);
    meanwhile = async (tx, given) => {
      if (given.includes(2)) await tx.rows('select 1 / 0');
    };
    const [batch = []] = await claimed();
    await expect(ctx.module.get(Outbox).run(batch)).rejects.toThrow();
    expect(await effects()).toEqual([0, 1, 3, 4]);
    const [failed] = (await states()).filter(({ done }) => !done);
    expect(failed).toMatchObject({ attempts: 1, reason: expect.stringContaining('22012') });
    await happen(2);
    for (let attempt = 2; attempt <= 8; attempt += 1) {
      await ctx.db.write((tx) => tx.rows(`update outbox set queued_at = null where done_at is null`));
      const again = await claimed();
      expect(again.map((one) => one.length).sort()).toEqual(attempt === 2 ? [1, 2] : [1]);
      for (const one of again)
        await ctx.module
          .get(Outbox)
          .run(one)
          .catch(() => undefined);
    }
    expect((await states()).filter(({ done }) => !done)).toMatchObject([{ attempts: 8 }]);
  });

  it('are left alone where one of them is refused for good', async () => {
    await happen(3);
    meanwhile = async (_tx, given) => {
      if (given.includes(1)) throw new Refused([{ text: 'It is too late' }]);
    };
    const [batch = []] = await claimed();
    await ctx.module.get(Outbox).run(batch);
    expect(await effects()).toEqual([0, 2]);
    expect((await states()).map(({ done, attempts, reason }) => [done, attempts, reason])).toEqual([
      [true, 1, null],
      [false, 8, 'It is too late'],
      [true, 1, null],
    ]);
  });

  it('are all done by another worker when the one that ran them is killed in the midst', async () => {
    await happen(10);
    const [batch = []] = await claimed();
    // Its connection is gone, and it says nothing more until everything is over.
    let wakeUp = (): void => {};
    const asleep = new Promise<void>((resolve) => (wakeUp = resolve));
    let run: Promise<void> | undefined;
    await new Promise<void>((resolve, reject) => {
      meanwhile = async (tx) => {
        meanwhile = async () => {};
        const [me] = await tx.rows<{ pid: number }>('select pg_backend_pid() as pid');
        await ctx.db
          .read()
          .rows('select pg_terminate_backend($1)', [me?.pid])
          .then(() => resolve(), reject);
        await asleep;
      };
      run = ctx.module.get(Outbox).run(batch);
    });
    expect(await effects()).toEqual([]);
    await ctx.db.write((tx) => tx.rows(`update outbox set queued_at = queued_at - interval '10 seconds'`));
    const again = (await other.get(Outbox).claim(100)).flat().map(({ id }) => id);
    expect(again.sort()).toEqual([...batch].sort());
    await other.get(Outbox).run(again);
    wakeUp();
    await run;
    expect(await effects()).toEqual(numbers(10));
  });
});

describe('what somebody waits for at the screen', () => {
  it('is claimed before everything that waits already', async () => {
    await happen(30);
    await ctx.db.write((tx) => tx.record(system, asked(newId(), { no: 99 })));
    const [first = []] = await claimed(10);
    await ctx.module.get(Outbox).run(first);
    expect(await effects()).toEqual([99]);
  });
});

describe('the workers are told', () => {
  const heard = async (work: () => Promise<unknown>, enough: number): Promise<number> => {
    const listener = new Client({ connectionString: ctx.database.appUrl });
    let count = 0;
    await listener.connect();
    listener.on('notification', () => (count += 1));
    await listener.query(`listen ${outboxChannel}`);
    try {
      await work();
      for (const end = performance.now() + 10_000; count < enough && performance.now() < end;) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return count;
    } finally {
      await listener.end();
    }
  };

  it('once it is committed, and nothing is told of what was undone or has no reaction', async () => {
    const silent = plain('test.silent');
    const undone = ctx.db.write(async (tx) => {
      await tx.record(system, happened(newId(), { no: 1 }));
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    await ctx.db.write((tx) => tx.record(system, silent(newId(), { no: 1 })));
    expect(await heard(() => happen(1), 1)).toBe(1);
  });

  it('of many commits together, the last of them included', async () => {
    const commits = 60;
    const commit = (no: number) => ctx.db.write((tx) => tx.record(system, happened(newId(), { no })));
    const rung = await heard(() => Promise.all(numbers(commits).map(commit)), 2);
    expect(rung).toBeGreaterThanOrEqual(2);
    expect(rung).toBeLessThan(commits / 2);
  });
});
