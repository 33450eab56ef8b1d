import { AccountsModule } from '@app/accounts';
import { londonInstants } from '@app/kernel';
import { OccupationalMapModule } from '@app/occupational-map';
import { DemoClock, Outbox, PlatformModule, Reactions } from '@app/platform';
import { Test, type TestingModule } from '@nestjs/testing';
import { clockChanges, testConfig, testContext, type TestContext } from '@test/support';
import { Client } from 'pg';
import { type Operation, revisionPublished } from './domain';
import { RevisionPublication } from './publication.service';
import { Revision } from './revision.entity';
import { Revisions } from './revisions.service';
import { RevisionsModule } from './revisions.module';
import { publishing, type Publishing } from './testing';

const libs = [AccountsModule, OccupationalMapModule, RevisionsModule];
let ctx: TestContext;
/** A second worker: a process of its own, as far as the database can tell. */
let other: TestingModule;
let owner: Client;
let maps: Publishing;
let told: string[];

beforeEach(async () => {
  ctx = await testContext(libs, { seeded: true });
  other = await Test.createTestingModule({
    imports: [PlatformModule.with(testConfig(ctx.database.appUrl)), ...libs],
  }).compile();
  await other.init();
  maps = await publishing(ctx);
  told = [];
  for (const module of [ctx.module, other]) {
    module.get(Reactions).on(revisionPublished, 'test.told', async (_tx, { subjectId }) => void told.push(subjectId));
  }
  for (const module of [ctx.module, other]) await module.get(Outbox).drain();
  told = [];
  owner = new Client({ connectionString: ctx.database.ownerUrl });
  await owner.connect();
});
afterEach(async () => {
  await owner?.end();
  await other?.close();
  await ctx?.close();
});

const revision = (id: string) => ctx.db.read().get(Revision, id);
const read = async (id: string) => ({ id, version: (await revision(id)).version });
const clock = () => ctx.module.get(DemoClock);
const retitled = async (after: string): Promise<Operation> => {
  const [[reference, { title }]] = Object.entries((await maps.live()).occupations);
  return { op: 'amend-occupation', reference, changes: [{ field: 'title', before: title, after }] };
};
const workers = () => [ctx.module.get(RevisionPublication), other.get(RevisionPublication)];
const publications = async (id: string) => {
  const rows = await ctx.db
    .read()
    .rows<{ at: Date }>(`select published_at as at from edition where revision_id = $1`, [id]);
  const events = await ctx.db
    .read()
    .rows(`select 1 from event where type = 'revision.published' and subject_id = $1`, [id]);
  expect(events).toHaveLength(rows.length);
  return rows.map(({ at }) => at);
};
async function effects(): Promise<void> {
  await Promise.all([ctx.module.get(Outbox).drain(), other.get(Outbox).drain()]);
}

describe('exactly one publication, at its instant', () => {
  it('with two workers that look at the same moment; and what follows from it happens once', async () => {
    const id = await maps.draft([await retitled('A')]);
    await maps.schedule(id, 2);
    await Promise.all(workers().map((worker) => worker.publishDue()));
    expect(await publications(id)).toEqual([]);
    await clock().advance(3 * 60_000);
    await Promise.all([...workers(), ...workers()].map((worker) => worker.publishDue()));
    const [at] = await publications(id);
    expect(at.getTime()).toBeGreaterThanOrEqual((await revision(id)).scheduledFor?.getTime() ?? Infinity);
    await effects();
    await effects();
    expect([await publications(id), told]).toEqual([[at], [id]]);
  });

  it('when the worker loses the database in the middle: all of it is undone, and another worker does it', async () => {
    // The first publication ends its own connection after the edition was written; a sequence outlives the rollback.
    await owner.query(`
      create sequence deaths;
      grant usage on sequence deaths to public;
      create function die() returns trigger language plpgsql as $$ begin
        if nextval('deaths') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
        return new;
      end $$;
      create trigger die after insert on edition for each row execute function die()`);
    const id = await maps.draft([await retitled('A')]);
    await maps.schedule(id, 2);
    await clock().advance(3 * 60_000);
    const before = await maps.live();
    const [first, second] = workers();
    await first.publishDue().catch(() => {});
    expect(await publications(id)).toEqual([]);
    expect(await maps.live()).toEqual(before);
    expect((await revision(id)).state).toBe('scheduled');
    await second.publishDue();
    await first.publishDue();
    await effects();
    expect([(await publications(id)).length, told]).toEqual([1, [id]]);
  });

  it('without any queue: the row is the schedule, and what is to follow stands in the outbox', async () => {
    const id = await maps.draft([await retitled('A')]);
    await maps.schedule(id, 2);
    await maps.wait(3);
    expect([(await publications(id)).length, told]).toEqual([1, []]);
    await ctx.db.write((tx) => tx.rows('update outbox set queued_at = waymark_now() where done_at is null'));
    await effects();
    expect(told).toEqual([id]);
  });

  it('when a worker looks while the schedule is moved: the old minute publishes nothing, the new one once', async () => {
    const id = await maps.draft([await retitled('A')]);
    await maps.schedule(id, 2);
    await clock().advance(3 * 60_000);
    await owner.query('begin');
    await owner.query(`update revision set scheduled_for = scheduled_for + interval '10 minutes' where id = $1`, [id]);
    await Promise.all(workers().map((worker) => worker.publishDue()));
    await owner.query('commit');
    await Promise.all(workers().map((worker) => worker.publishDue()));
    expect(await publications(id)).toEqual([]);
    await clock().advance(10 * 60_000);
    await Promise.all(workers().map((worker) => worker.publishDue()));
    const [at] = await publications(id);
    expect(at.getTime()).toBeGreaterThanOrEqual((await revision(id)).scheduledFor?.getTime() ?? Infinity);
  });

  it('when the schedule is cancelled, not at all', async () => {
    const id = await maps.draft([await retitled('A')]);
    await maps.schedule(id, 2);
    await ctx.module.get(Revisions).unschedule(maps.ada, await read(id));
    await maps.wait(5);
    expect(await publications(id)).toEqual([]);
  });

  it('in the second of the two hours that the clock shows twice, and not in the first', async () => {
    const { back } = clockChanges(await ctx.db.read().now());
    const [earlier, later] = londonInstants(back, '01:30');
    const id = await maps.draft([await retitled('A')]);
    await maps.schedule(id, 2);
    await ctx.module.get(Revisions).schedule(maps.ada, await read(id), later);
    const to = async (at: Date) => clock().advance(at.getTime() + 60_000 - (await ctx.db.read().now()).getTime());
    await to(earlier);
    await Promise.all(workers().map((worker) => worker.publishDue()));
    expect(await publications(id)).toEqual([]);
    await to(later);
    await Promise.all(workers().map((worker) => worker.publishDue()));
    expect(await publications(id)).toHaveLength(1);
  });
});
