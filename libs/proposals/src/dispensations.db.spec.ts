import { type Actor, Forbidden, newId, Refused, Stale } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { DemoClock } from '@app/platform';
import type { TestContext } from '@test/support';
import { approvedBy, publishMap } from '@test/support';
import { aGroupAtWork } from '../../../test/support/group-at-work';
import {
  DispensationQueries,
  Dispensations,
  dispensationStanding,
  type ProposalContent,
  ProposalProgress,
  ProposalQueries,
  Proposals,
} from './index';
import { aDispensation } from './testing';

const day = 86_400_000;

describe('a dispensation', () => {
  let ctx: TestContext;
  let officer: Actor & { id: string };
  let chair: Actor & { id: string };
  let groupId: string;
  let proposals: Proposals;
  let queries: ProposalQueries;
  let dispensations: Dispensations;
  let read: DispensationQueries;

  beforeAll(async () => {
    ({ ctx, officer, chair, groupId, proposals, queries } = await aGroupAtWork());
    dispensations = ctx.module.get(Dispensations);
    read = ctx.module.get(DispensationQueries);
    await ctx.db.write(async (tx) => {
      const edition = { state: smallMap(), kind: 'day-to-day' as const, note: '1', changes: [] };
      await publishMap(tx, ctx.module.get(EditionStore, { strict: false }), edition);
    });
  });
  afterAll(() => ctx?.close());

  const now = () => ctx.db.read().now();
  const pass = (days: number) => ctx.module.get(DemoClock, { strict: false }).advance(days * day);
  const sql = (text: string, ...params: unknown[]) => ctx.db.write((tx) => tx.rows(text, params));
  const one = (id: string) => read.of(ctx.db.read(), id);
  const version = async (id: string): Promise<number> => (await queries.proposal(officer, id)).version;
  const drafted = async (change: Partial<ProposalContent> = {}): Promise<string> => {
    const id = await proposals.start(chair, groupId, newId(), { kind: 'dispensation', occupation: 'OCC0116' });
    const whole = { ...aDispensation(await now()), ...change };
    await proposals.amend(chair, id, 1, { part: 'all', change: (content) => ({ ...content, ...whole }) });
    return id;
  };
  const before = async (stage: 'committee' | 'agreed', change: Partial<ProposalContent> = {}): Promise<string> => {
    const id = await drafted(change);
    await proposals.submit(chair, id, 2, newId());
    await proposals.accept(officer, id, undefined, 'No peer was free');
    const progress = ctx.module.get(ProposalProgress);
    await ctx.db.write(async (tx) => {
      await progress.recommended(tx, officer, id, 'approve', 'Yes.');
      if (stage !== 'agreed') return;
      await approvedBy(tx, 'committee', id);
      await progress.decided(tx, officer, id, 'approve', 'Yes.');
    });
    return id;
  };
  const reminders = async (id: string): Promise<number> => {
    const rows = await ctx.db
      .read()
      .rows(`select 1 from event where type = 'dispensation.reminded' and subject_id = $1`, [id]);
    return rows.length;
  };

  it('says what it asks for and nothing else: what stands on the map stays as it is in the draft', async () => {
    const id = await drafted({ title: 'Another title' });
    const { content, basis } = await queries.proposal(chair, id);
    expect(content).toMatchObject({ title: 'Software developer', affected: ['D1'] });
    expect(content.duties).toEqual(basis?.content.duties);
  });

  it('is not submitted on a day on which it was to hold already', async () => {
    const id = await drafted(aDispensation(await now(), { inDays: 0 }));
    await expect(proposals.submit(chair, id, 2, newId())).rejects.toThrow(/first day must be after/);
  });

  it('stands on no list before it is agreed; then it is to come, in force and over, as the clock has it', async () => {
    const waiting = await before('committee');
    expect(await one(waiting)).toBeNull();
    const id = await before('agreed');
    const seen: string[] = [];
    const versions = new Set<string>();
    for (let days = 0; days <= 75; days += 5) {
      const row = await one(id);
      if (row === null) throw new Error('It is on no list');
      expect(row.standing).toBe(dispensationStanding(row, await now()));
      if (seen.at(-1) !== row.standing) seen.push(row.standing);
      versions.add(await read.version());
      await pass(5);
    }
    expect(seen).toEqual(['coming', 'in-force', 'ended']);
    expect(versions.size).toBeGreaterThanOrEqual(3);
    const { state, version: counted } = await queries.proposal(officer, id);
    expect([state, counted]).toEqual(['agreed', 3]);
  });

  it('goes into no map revision: no button leads there, and the database refuses the row and the operation', async () => {
    const id = await before('agreed');
    expect((await queries.agreedNotOnMap(ctx.db.read())).map((row) => row.id)).not.toContain(id);
    expect((await queries.inPublic(ctx.db.read())).filter(({ kind }) => kind === 'dispensation')).toHaveLength(1);
    const take = ctx.db.write((tx) => ctx.module.get(ProposalProgress).takenIntoRevision(tx, officer, id, newId()));
    await expect(take).rejects.toBeInstanceOf(Refused);
    const into = `update proposal set state = 'in-revision' where id = $1`;
    await expect(sql(into, id)).rejects.toThrow(/proposal_dispensation_is_on_no_map/);
    const operation = `insert into revision_operation (id, revision_id, position, content, authority, added_at)
      values (gen_random_uuid(), gen_random_uuid(), 1, '{}', jsonb_build_object('by', 'committee', 'proposalId', $1::text), now())`;
    await expect(sql(operation, id)).rejects.toThrow(/changes no map/);
  });

  it('has days that are in order, twelve months at most, and that it keeps once it was submitted', async () => {
    const id = await drafted();
    const days = (startsOn: string, endsOn: string) =>
      sql(
        `update proposal set version = version + 1, content = jsonb_set(content, '{period}', $2::jsonb) where id = $1`,
        id,
        JSON.stringify({ startsOn, endsOn }),
      );
    await expect(days('2027-03-01', '2027-03-01')).rejects.toThrow(/proposal_period_in_order/);
    await expect(days('2027-03-01', '2028-03-01')).rejects.toThrow(/proposal_period_in_order/);
    await expect(days('2028-02-29', '2029-02-28')).rejects.toThrow(/proposal_period_in_order/);
    await days('2028-02-29', '2029-02-27');
    const none = await drafted({ period: null });
    await expect(sql(`update proposal set state = 'submitted' where id = $1`, none)).rejects.toThrow(
      /proposal_dispensation_has_days/,
    );
    await expect(proposals.submit(chair, none, 2, newId())).rejects.toThrow(/Enter the first and the last day/);
  });

  it('is ended early by an officer, once and for good, with a reason; nobody else ends it, and nothing takes it back', async () => {
    const id = await before('agreed');
    await expect(dispensations.end(chair, id, 'Ours', await version(id))).rejects.toBeInstanceOf(Forbidden);
    await expect(dispensations.end(officer, id, 'Stale', 1)).rejects.toBeInstanceOf(Stale);
    const readVersion = await version(id);
    const both = await Promise.allSettled(
      ['One', 'Other'].map((reason) => dispensations.end(officer, id, reason, readVersion)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await one(id))?.standing).toBe('ended');
    await expect(dispensations.end(officer, id, 'Again', await version(id))).rejects.toThrow(/has ended already/);
    await expect(sql('update dispensation_end set reason = $2 where proposal_id = $1', id, 'x')).rejects.toThrow();
    await expect(sql('delete from dispensation_end where proposal_id = $1', id)).rejects.toThrow();
    const [told] = await ctx.db
      .read()
      .rows<{ type: string }>(`select type from event where subject_id = $1 order by subject_no desc limit 1`, [id]);
    expect(told?.type).toBe('dispensation.ended');
  });

  it('is not ended before it is agreed or after its last day, whoever writes the row', async () => {
    const waiting = await before('committee');
    await expect(dispensations.end(officer, waiting, 'Why', await version(waiting))).rejects.toThrow(/was agreed/);
    const end = `insert into dispensation_end (proposal_id, reason, ended_by, ended_at) values ($1, 'x', $2, waymark_now())`;
    await expect(sql(end, waiting, officer.id)).rejects.toThrow(/agreed and is not over/);
    const over = await before('agreed', aDispensation(await now(), { inDays: 1, days: 2 }));
    await pass(5);
    await expect(sql(end, over, officer.id)).rejects.toThrow(/agreed and is not over/);
    await expect(dispensations.end(officer, over, 'Why', await version(over))).rejects.toThrow(/has ended already/);
  });

  it('is reminded of once, 28 days before it is over, and not where it was ended', async () => {
    const id = await before('agreed');
    const ended = await before('agreed');
    await dispensations.remindAll();
    await pass(10 + 60 - 29);
    await dispensations.remindAll();
    expect(await reminders(id)).toBe(0);
    await dispensations.end(officer, ended, 'Not needed', await version(ended));
    await pass(3);
    await Promise.all([dispensations.remindAll(), dispensations.remindAll()]);
    await dispensations.remindAll();
    expect([await reminders(id), await reminders(ended)]).toEqual([1, 0]);
  });

  it('is listed page by page, those with the latest last day first, and by where it stands', async () => {
    for (const days of [3, 5, 5]) await before('agreed', aDispensation(await now(), { inDays: 2, days }));
    const whole = await read.page({ standing: null, after: null }, 1000);
    const walked: string[] = [];
    for (let after: string | null = null; ;) {
      const part = await read.page({ standing: null, after }, 2);
      walked.push(...part.rows.map(({ reference }) => reference));
      if (part.next === null) break;
      after = part.next;
    }
    expect(walked).toEqual(whole.rows.map(({ reference }) => reference));
    expect(walked.length).toBeGreaterThan(5);
    const coming = await read.page({ standing: 'coming', after: null });
    expect(coming.rows.map(({ standing }) => standing)).toEqual(['coming', 'coming', 'coming']);
    expect((await read.page({ standing: null, occupation: 'OCC0128', after: null })).rows).toEqual([]);
  });

  it('that is to be decided afresh holds no more until it is agreed again', async () => {
    const id = await before('agreed', aDispensation(await now(), { inDays: 1 }));
    await pass(3);
    expect((await one(id))?.standing).toBe('in-force');
    const progress = ctx.module.get(ProposalProgress);
    await ctx.db.write((tx) => progress.reopened(tx, officer, id, 'A review was upheld'));
    expect(await one(id)).toBeNull();
    await ctx.db.write((tx) => progress.decided(tx, officer, id, 'approve', 'Yes, still.'));
    expect((await one(id))?.standing).toBe('in-force');
  });
});
