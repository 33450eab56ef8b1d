import { newId, systemActor } from '@app/kernel';
import { Db, defineEvent, NestLog, Outbox, Reactions, withinRequest } from '@app/platform';
import { Logger } from '@nestjs/common';
import { testContext, type TestContext } from '@test/support';
import { pino } from 'pino';
import { z } from 'zod';

const asked = defineEvent({
  type: 'test.asked',
  version: 1,
  subject: 'test',
  security: 'account',
  schema: z.object({ email: z.string() }),
  personal: ['email'],
  says: () => 'asked',
});
const answered = defineEvent({
  type: 'test.answered',
  version: 1,
  subject: 'test',
  schema: z.object({}),
  says: () => 'answered',
});

let ctx: TestContext;
const lines: Record<string, unknown>[] = [];
const system = systemActor('test');

beforeAll(async () => {
  ctx = await testContext([]);
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as never) });
  Logger.overrideLogger(new NestLog(log));
  ctx.module
    .get(Reactions)
    .on(asked, 'test.answer', async (tx, event) => void (await tx.record(system, answered(event.subjectId, {}))));
});
afterAll(() => ctx?.close());
beforeEach(() => void lines.splice(0));

const record = (id: string) =>
  ctx.module.get(Db).write((tx) => tx.record(system, asked(id, { email: 'x@marker.test' })));
const requests = (id: string) =>
  ctx.db.read().rows('select type, request_id as request from event where subject_id = $1 order by seq', [id]);

describe('the id of a request', () => {
  it('stands in its events and in those that follow from them in the worker', async () => {
    const [request, thing] = [newId(), newId()];
    await withinRequest(request, () => record(thing));
    await ctx.module.get(Outbox).drain();
    expect(await requests(thing)).toEqual([
      { type: 'test.asked', request },
      { type: 'test.answered', request },
    ]);
  });

  it('is told apart between requests that are under way at once, and is none outside of them', async () => {
    const [ids, outside] = [[newId(), newId(), newId()], newId()];
    await Promise.all([...ids.map((id) => withinRequest(id, () => record(id))), record(outside)]);
    for (const id of ids) expect(await requests(id)).toEqual([{ type: 'test.asked', request: id }]);
    expect(await requests(outside)).toEqual([{ type: 'test.asked', request: null }]);
  });
});

describe('an event that concerns security', () => {
  it('has one line in the log, at info, with ids alone', async () => {
    const [request, thing] = [newId(), newId()];
    await withinRequest(request, () => record(thing));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 30,
      msg: 'security',
      event: 'test.asked',
      requestId: request,
      subjectId: thing,
    });
    expect(JSON.stringify(lines)).not.toContain('marker.test');
  });

  it('has none when its transaction was undone', async () => {
    const undone = ctx.db.write(async (tx) => {
      await tx.record(system, asked(newId(), { email: 'x@marker.test' }));
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    const half = ctx.db.write((tx) =>
      tx
        .attempt(async () => {
          await tx.record(system, asked(newId(), { email: 'x@marker.test' }));
          throw new Error('no');
        })
        .catch(() => undefined),
    );
    await half;
    expect(lines).toEqual([]);
  });
});
