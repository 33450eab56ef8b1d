import { AccountsModule, WaitingList } from '@app/accounts';
import { type Actor, Forbidden, Refused, Stale } from '@app/kernel';
import { EditionStore, MapReader, OccupationalMapModule } from '@app/occupational-map';
import { DemoClock } from '@app/platform';
import { agreedMinutes, type AgreedMinutes, testContext, type TestContext } from '@test/support';
import { Client } from 'pg';
import type { Operation } from './domain';
import { RevisionDrafting } from './drafting.service';
import { RevisionPublication } from './publication.service';
import { Revision } from './revision.entity';
import { RevisionQueries } from './revisions.queries';
import { Revisions } from './revisions.service';
import { RevisionsModule } from './revisions.module';

type Person = Actor & { id: string };
let ctx: TestContext;
let ada: Person;
let bo: Person;
let drafting: RevisionDrafting;
let revisions: Revisions;
let publication: RevisionPublication;
let agreed: AgreedMinutes;

beforeEach(async () => {
  ctx = await testContext([AccountsModule, OccupationalMapModule, RevisionsModule], { seeded: true });
  const { module } = ctx;
  drafting = module.get(RevisionDrafting);
  revisions = module.get(Revisions);
  publication = module.get(RevisionPublication);
  ada = await ctx.person('Ada Admin', { role: 'administrator' });
  bo = await ctx.person('Bo Admin', { role: 'administrator' });
  agreed = await ctx.db.write((tx) => agreedMinutes(tx, ['digital', 'care-services']));
});
afterEach(() => ctx.close());

const read = async (id: string) => ctx.db.read().get(Revision, id);
const version = async (id: string) => ({ id, version: (await read(id)).version });
const live = () => ctx.module.get(EditionStore).liveState(ctx.db.read());
const minute = async (ahead: number) => {
  const now = (await ctx.db.read().now()).getTime();
  return new Date(Math.floor(now / 60_000) * 60_000 + ahead * 60_000);
};
const retitled = async (reference: string, after: string): Promise<Operation> => ({
  op: 'amend-occupation',
  reference,
  changes: [{ field: 'title', before: (await live()).occupations[reference].title, after }],
});

/** A draft with one operation, up to the given standing; a schedule is so many minutes ahead. */
async function revision(
  operation: Operation,
  upTo: 'draft' | 'awaiting' | 'approved' | 'scheduled' = 'scheduled',
  ahead = 2,
) {
  const id = await drafting.create(ada, { title: 'A small change', kind: 'day-to-day', minor: true });
  await drafting.addOperation(ada, await version(id), operation, agreed);
  if (upTo === 'draft') return id;
  await revisions.request(ada, await version(id));
  if (upTo === 'awaiting') return id;
  await revisions.approve(bo, await version(id));
  if (upTo === 'scheduled') await revisions.schedule(ada, await version(id), await minute(ahead));
  return id;
}
const later = (minutes = 3) => ctx.module.get(DemoClock).advance(minutes * 60_000);

describe('a map revision', () => {
  it('goes from draft to an edition, with a change note made from its operations', async () => {
    const id = await revision(await retitled('OCC0116', 'Software engineer'));
    await publication.publishDue();
    expect((await read(id)).state).toBe('scheduled');
    await later();
    await publication.publishDue();
    expect(await read(id)).toMatchObject({ state: 'published', editionNo: 2 });
    const map = await ctx.module.get(MapReader).refresh();
    expect(map?.edition).toMatchObject({ no: 2, note: '1 occupation amended.', revisionId: id });
    expect((await live()).occupations.OCC0116.title).toBe('Software engineer');
  });

  it('is published exactly once, however many workers look at it at the same moment', async () => {
    const ids = [await revision(await retitled('OCC0116', 'A')), await revision(await retitled('OCC0128', 'B'))];
    await later();
    await Promise.all([publication.publishDue(), publication.publishDue(), publication.publishDue()]);
    await publication.publishDue();
    const editions = await ctx.db.read().rows(`select no from edition where revision_id = any($1::uuid[])`, [ids]);
    expect(editions).toHaveLength(2);
    const events = await ctx.db
      .read()
      .rows(`select 1 from event where type = 'revision.published' and subject_id = $1`, [ids[0]]);
    expect(events).toHaveLength(1);
  });

  it('is approved by nobody who drafted it', async () => {
    const id = await revision(await retitled('OCC0116', 'A'), 'draft');
    await drafting.addOperation(bo, await version(id), await retitled('OCC0128', 'B'), agreed);
    await revisions.request(ada, await version(id));
    await expect(revisions.approve(ada, await version(id))).rejects.toThrow(Forbidden);
    await expect(revisions.approve(bo, await version(id))).rejects.toThrow(/another administrator/);
  });

  it('goes back to draft when it is edited after approval, and loses the approval', async () => {
    const id = await revision(await retitled('OCC0116', 'A'), 'approved');
    const before = await version(id);
    await drafting.addOperation(ada, before, await retitled('OCC0128', 'B'), agreed);
    expect(await read(id)).toMatchObject({ state: 'draft', approvedBy: null, planHash: null });
    await expect(revisions.request(ada, before)).rejects.toThrow(Stale);
  });

  it('that was changed under the approver cannot be approved unseen', async () => {
    const id = await revision(await retitled('OCC0116', 'A'), 'awaiting');
    const seen = await version(id);
    await drafting.addOperation(ada, seen, await retitled('OCC0128', 'B'), agreed);
    await expect(revisions.approve(bo, seen)).rejects.toThrow(Stale);
  });

  it('is carried over when another one changes something else, and stopped when it changes what it touches', async () => {
    // Well after the first one: a minute may pass between the schedules.
    const carried = await revision(await retitled('OCC0128', 'B'), 'scheduled', 5);
    const stopped = await revision(await retitled('OCC0116', 'A'), 'scheduled', 5);
    const first = await revision(
      {
        op: 'amend-occupation',
        reference: 'OCC0116',
        changes: [{ field: 'banner', before: (await live()).occupations.OCC0116.banner, after: 'New' }],
      },
      'approved',
    );
    await revisions.schedule(bo, await version(first), await minute(2));
    await later(6);
    await publication.publishDue();
    expect((await read(first)).state).toBe('published');
    expect((await read(carried)).state).toBe('published');
    expect(await read(stopped)).toMatchObject({
      state: 'stopped',
      stoppedReason: 'Since the approval the occupation OCC0116 has changed',
    });
    expect((await live()).occupations.OCC0116.banner).toBe('New');
    const queries = ctx.module.get(RevisionQueries);
    const since = await queries.changedSinceApproval(await queries.detail(stopped));
    expect(since).toMatchObject([
      { kind: 'amended', about: ['OCC0116'], changes: [{ field: 'banner', after: 'New' }] },
    ]);
    expect(await queries.changedSinceApproval(await queries.detail(carried))).toEqual([]);
  });

  it('that fails for another reason is tried again, then stopped for people to see, and blocks no other one', async () => {
    const failing = await revision(await retitled('OCC0116', 'A'));
    const other = await revision(await retitled('OCC0128', 'B'));
    const owner = new Client({ connectionString: ctx.database.ownerUrl });
    await owner.connect();
    await owner.query(`
      create function broken() returns trigger language plpgsql as $$ begin
        if new.revision_id = '${failing}' then raise exception 'the disk is full'; end if;
        return new;
      end $$;
      create trigger broken before insert on edition for each row execute function broken()`);
    await owner.end();
    const before = await live();
    await later();
    await publication.publishDue();
    expect(await read(failing)).toMatchObject({ state: 'scheduled', attempts: 1 });
    expect((await read(other)).state).toBe('published');
    expect((await live()).occupations.OCC0116).toEqual(before.occupations.OCC0116);
    for (let attempt = 2; attempt <= 5; attempt += 1) await publication.publishDue();
    expect(await read(failing)).toMatchObject({
      state: 'stopped',
      stoppedReason: expect.stringContaining('P0001') as string,
    });
    const waiting = await ctx.module.get(WaitingList, { strict: false }).entries(ctx.db.read(), ada);
    expect(waiting.map(({ text }) => text).join()).toContain('See why map revision 2, A small change was stopped');
    await revisions.giveBack(ada, await version(failing), 'The disk is larger now');
    expect((await read(failing)).state).toBe('draft');
  });

  it('is scheduled for a whole minute in the future only', async () => {
    const id = await revision(await retitled('OCC0116', 'A'), 'approved');
    await expect(revisions.schedule(ada, await version(id), await minute(-1))).rejects.toThrow(/in the future/);
    const noMinute = new Date((await minute(5)).getTime() + 1);
    await expect(revisions.schedule(ada, await version(id), noMinute)).rejects.toThrow(Refused);
    await revisions.schedule(ada, await version(id), await minute(5));
    await revisions.unschedule(ada, await version(id));
    expect(await read(id)).toMatchObject({ state: 'approved', scheduledFor: null });
  });

  it('with nothing in it, or with an operation that does not fit, is refused in words', async () => {
    const id = await drafting.create(ada, { title: 'Empty', kind: 'route-review', minor: true });
    await expect(revisions.request(ada, await version(id))).rejects.toThrow('Add at least one operation');
    const wrong: Operation = { op: 'retire-occupation', reference: 'OCC7777', successor: null };
    await expect(drafting.addOperation(ada, await version(id), wrong, agreed)).rejects.toThrow(
      'There is no occupation OCC7777',
    );
    expect((await ctx.module.get(RevisionQueries).detail(id)).operations).toEqual([]);
  });
});

describe('the database itself', () => {
  let app: Client;
  beforeEach(async () => {
    app = new Client({ connectionString: ctx.database.appUrl });
    await app.connect();
  });
  afterEach(() => app.end());

  it('refuses other operations after approval, and a change of what was published', async () => {
    const id = await revision(await retitled('OCC0116', 'A'), 'scheduled');
    await expect(app.query('delete from revision_operation where revision_id = $1', [id])).rejects.toThrow(/scheduled/);
    await expect(app.query(`update revision_operation set content = '{}'`)).rejects.toThrow(/never changed/);
    await later();
    await publication.publishDue();
    await expect(app.query(`update revision set title = 'x' where id = $1`, [id])).rejects.toThrow(/does not change/);
    await expect(app.query('delete from revision where id = $1', [id])).rejects.toThrow(/never deleted/);
  });

  it('refuses a drafter as the approver, and a second edition of one revision', async () => {
    const id = await revision(await retitled('OCC0116', 'A'), 'awaiting');
    await expect(app.query('update revision set approved_by = $2 where id = $1', [id, ada.id])).rejects.toThrow(
      /cannot approve/,
    );
    await expect(app.query('delete from revision_drafter')).rejects.toThrow(/append-only/);
    await revisions.approve(bo, await version(id));
    await revisions.schedule(ada, await version(id), await minute(2));
    await later();
    await publication.publishDue();
    const again = `insert into edition (no, root_hash, published_at, kind, note, revision_id)
      select no + 1, root_hash, published_at + interval '1 hour', kind, note, revision_id from edition where revision_id = $1`;
    await expect(app.query(again, [id])).rejects.toThrow(/edition_of_revision/);
  });
});
