import { AccountsModule, WaitingList } from '@app/accounts';
import { EditionStore, OccupationalMapModule } from '@app/occupational-map';
import { DemoClock } from '@app/platform';
import { agreedMinutes, testContext, type TestContext } from '@test/support';
import { OverdueAlarm } from './alarm.service';
import type { Operation } from './domain';
import { RevisionDrafting } from './drafting.service';
import { EmergencyCorrections } from './emergency.service';
import { RevisionRehearsal } from './rehearsal.service';
import { Revision } from './revision.entity';
import { RevisionsModule } from './revisions.module';
import { publishing, type Publishing } from './testing';

let ctx: TestContext;
let maps: Publishing;
let emergencies: EmergencyCorrections;

beforeEach(async () => {
  ctx = await testContext([AccountsModule, OccupationalMapModule, RevisionsModule], { seeded: true });
  maps = await publishing(ctx);
  emergencies = ctx.module.get(EmergencyCorrections);
});
afterEach(() => ctx.close());

const revision = (id: string) => ctx.db.read().get(Revision, id);
const read = async (id: string) => ({ id, version: (await revision(id)).version });

async function amending(field: 'overview' | 'title', after: string): Promise<Operation> {
  const [[reference, occupation]] = Object.entries((await maps.live()).occupations);
  return { op: 'amend-occupation', reference, changes: [{ field, before: occupation[field], after }] };
}

async function correction(operation: Operation): Promise<string> {
  const drafting = ctx.module.get(RevisionDrafting);
  const id = await drafting.create(maps.ada, { title: 'A wrong sentence', kind: 'day-to-day' });
  await drafting.addOperation(maps.ada, await read(id), operation, { by: 'correction', why: 'It is libel' });
  return id;
}

describe('an emergency correction', () => {
  it('is published at the next minute, says so, and waits for another administrator', async () => {
    const id = await correction(await amending('overview', 'Put right.'));
    await emergencies.rush(maps.ada, await read(id), 'A person is named');
    await maps.wait(2);
    expect(await revision(id)).toMatchObject({ state: 'published', approvedBy: null });
    const edition = await ctx.module.get(EditionStore).latest(ctx.db.read());
    expect(edition?.note).toContain('Emergency correction: A person is named');

    const [waiting] = await emergencies.open();
    expect(waiting).toMatchObject({ id, why: 'A person is named' });
    const entries = await ctx.module.get(WaitingList).entries(ctx.db.read(), maps.bo);
    expect(entries[0]).toMatchObject({ due: waiting.approveBy, text: expect.stringContaining('emergency') });
    await expect(emergencies.approve(maps.ada, id)).rejects.toThrow('another administrator');
    await emergencies.approve(maps.bo, id);
    await emergencies.approve(maps.bo, id);
    expect(await emergencies.open()).toEqual([]);
  });

  it('is refused for anything but wording', async () => {
    const id = await correction(await amending('overview', 'Put right.'));
    const drafting = ctx.module.get(RevisionDrafting);
    const panels = Object.keys((await maps.live()).routes);
    const agreed = await ctx.db.write((tx) => agreedMinutes(tx, panels));
    await drafting.addOperation(maps.ada, await read(id), await amending('title', 'Another'), agreed);
    await expect(emergencies.rush(maps.ada, await read(id), 'Now')).rejects.toThrow('corrections of wording');
    expect((await revision(id)).state).toBe('draft');
  });

  it('cannot be approved by its drafter past the service either', async () => {
    const id = await correction(await amending('overview', 'Put right.'));
    await emergencies.rush(maps.ada, await read(id), 'Now');
    await maps.wait(2);
    const insert = 'insert into emergency_approval values ($1, $2, now())';
    await expect(ctx.db.write((tx) => tx.rows(insert, [id, maps.ada.id]))).rejects.toThrow('cannot approve it');
  });
});

it('tells once that a publication is overdue, and again after another schedule', async () => {
  const alarm = ctx.module.get(OverdueAlarm);
  const id = await maps.draft([await amending('title', 'Another')]);
  await maps.schedule(id, 2);
  await alarm.raise();
  expect(await alarm.list()).toEqual([]);
  await ctx.module.get(DemoClock).advance(5 * 60_000);
  await alarm.raise();
  await alarm.raise();
  expect(await alarm.list()).toMatchObject([{ id }]);
  const told = `select count(*)::int as count from event where type = 'revision.overdue' and subject_id = $1`;
  expect(await ctx.db.read().one(told, [id])).toEqual({ count: 1 });
  await maps.wait(1);
  expect(await alarm.list()).toEqual([]);
});

describe('a rehearsal', () => {
  it('runs the whole publication and leaves nothing behind', async () => {
    const id = await maps.draft([await amending('title', 'Another')]);
    const counts = `select (select count(*) from edition) as e, (select count(*) from map_node) as n,
                           (select count(*) from event) as v`;
    const before = await ctx.db.read().one(counts);
    const report = await ctx.module.get(RevisionRehearsal).run(maps.ada, id);
    expect(report).toMatchObject({ editionNo: 2, operations: 1, problems: [], conflicts: [] });
    expect(report.differences.map(({ kind }) => kind)).toEqual(['retitled']);
    expect(await ctx.db.read().one(counts)).toEqual(before);
    expect((await revision(id)).state).toBe('draft');
  });

  it('names the scheduled revision that wants the same occupation', async () => {
    const other = await maps.draft([await amending('title', 'Another')]);
    await maps.schedule(other, 10);
    const { conflicts } = await ctx.module
      .get(RevisionRehearsal)
      .run(maps.ada, await maps.draft([await amending('title', 'Third')]));
    expect(conflicts).toMatchObject([{ no: (await revision(other)).no, on: [expect.stringContaining('occupation')] }]);
  });
});
