import { AccountsModule } from '@app/accounts';
import { type Actor, addWeeks, newId, onWorkingDay, Refused, Stale, systemActor } from '@app/kernel';
import { testContext, type TestContext } from '@test/support';
import { CycleQueries, Cycles, CyclesModule, Submissions } from './index';

const week = 7 * 86_400_000;
const system = systemActor('test');

describe('approvals cycles', () => {
  let ctx: TestContext;
  let officer: Actor & { id: string };
  let cycles: Cycles;
  let submissions: Submissions;
  let queries: CycleQueries;
  let now: Date;

  beforeAll(async () => {
    ctx = await testContext([AccountsModule, CyclesModule]);
    [cycles, submissions, queries] = [
      ctx.module.get(Cycles),
      ctx.module.get(Submissions),
      ctx.module.get(CycleQueries),
    ];
    officer = await ctx.person('Officer', { role: 'product-manager' });
    now = await ctx.db.read().now();
  });
  afterAll(() => ctx?.close());

  const dates = (weeks: number) => ({
    submissionDeadline: onWorkingDay(addWeeks(now, weeks)),
    panelOn: onWorkingDay(addWeeks(now, weeks + 2)),
    committeeOn: onWorkingDay(addWeeks(now, weeks + 4)),
  });
  const plan = (weeks: number, slots: number) => cycles.plan(officer, { ...dates(weeks), slots });
  const rows = async () => new Map((await queries.page(null)).map((row) => [row.id, row]));

  const said = JSON.stringify({ title: 'One', route: 'digital', duties: [{ code: 'D1' }] });
  /** A proposal and a version of it, as little of them as the database takes. */
  async function aVersion(): Promise<{ proposalId: string; versionId: string }> {
    const [proposalId, versionId, group] = [newId(), newId(), newId()];
    await ctx.db.write(async (tx) => {
      await tx.rows(
        `insert into trailblazer_group (id, name, remit, state, created_at) values ($1, $2, '', 'recognised', waymark_now())`,
        [group, group],
      );
      await tx.rows(
        `insert into proposal (id, reference, group_id, state, version, content, created_at, creation_key)
         values ($1, $2, $3, 'draft', 1, '{}', waymark_now(), $2)`,
        [proposalId, proposalId, group],
      );
      await tx.rows(
        `insert into proposal_version (id, proposal_id, no, content, content_hash, submission_key, submitted_by, submitted_at)
         values ($1, $2, 1, '${said}', 'x', $3, $4, waymark_now())`,
        [versionId, proposalId, versionId, officer.id],
      );
    });
    return { proposalId, versionId };
  }
  const take = async (change: { sits?: boolean; weeks?: number; book?: string } = {}) => {
    const { book, ...order } = { sits: true, weeks: 6, ...change };
    const made = await aVersion();
    const placing = await ctx.db.write(async (tx) => {
      if (book !== undefined) await submissions.book(tx, officer, made.proposalId, book);
      return submissions.take(tx, officer, { ...made, ...order });
    });
    return { ...made, placing };
  };

  it('keep a submission waiting while none is planned, and give it a place when one is', async () => {
    const { proposalId, placing } = await take();
    expect(placing).toBeNull();
    expect(await queries.dues(ctx.db.read(), [proposalId])).toEqual(new Map());
    const id = await plan(8, 2);
    expect((await rows()).get(id)).toMatchObject({ submissions: 1, taken: 1, overdue: 0 });
    const due = (await queries.dues(ctx.db.read(), [proposalId])).get(proposalId);
    expect(due).toEqual(addWeeks(dates(8).submissionDeadline, 6));
  });

  it('are planned by officers, in the order of their dates, and never two with one deadline', async () => {
    const other = await ctx.person('Member', { role: 'committee-member' });
    await expect(cycles.plan(other, { ...dates(9), slots: 1 })).rejects.toThrow('role');
    await expect(plan(8, 1)).rejects.toThrow('Another cycle has this deadline');
    await expect(cycles.plan(officer, { ...dates(9), panelOn: now, slots: 1 })).rejects.toThrow(Refused);
  });

  it('give the last slot to one of two who book it at the same moment', async () => {
    const id = await plan(9, 1);
    const two = [await aVersion(), await aVersion()];
    const done = await Promise.allSettled(
      two.map(({ proposalId }) => ctx.db.write((tx) => submissions.book(tx, officer, proposalId, id))),
    );
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await rows()).get(id)).toMatchObject({ taken: 1 });
    const third = (await aVersion()).proposalId;
    const behind = ctx.db.write((tx) =>
      tx.rows('insert into submission_slot values ($1, $2, waymark_now())', [third, id]),
    );
    await expect(behind).rejects.toThrow('no slot left');
  });

  it('consider a submission in the booked cycle, and after its deadline in the next', async () => {
    const id = await plan(10, 3);
    const { placing, proposalId } = await take({ book: id });
    expect(placing).toMatchObject({ cycle: { id }, late: null });
    await ctx.db.write((tx) => submissions.answered(tx, proposalId));
    await ctx.db.write((tx) =>
      tx.rows(`update approvals_cycle set submission_deadline = waymark_now() - interval '1 minute' where id = $1`, [
        id,
      ]),
    );
    const late = await ctx.db.write(async (tx) => {
      const versionId = newId();
      await tx.rows(
        `insert into proposal_version (id, proposal_id, no, content, content_hash, submission_key, submitted_by, submitted_at)
         values ($1, $2, 2, '${said}', 'x', $4, $3, waymark_now())`,
        [versionId, proposalId, officer.id, versionId],
      );
      return submissions.take(tx, officer, { proposalId, versionId, sits: true, weeks: 6 });
    });
    expect(late?.late?.id).toBe(id);
    expect(late?.cycle.id).not.toBe(id);
  });

  it('count what was answered in time, late, and what is overdue', async () => {
    const id = await plan(11, 5);
    const [inTime, late, open] = [await take({ book: id }), await take({ book: id }), await take({ book: id })];
    await ctx.db.write((tx) => submissions.answered(tx, inTime.proposalId));
    const passed = (weeks: string) =>
      ctx.db.write((tx) =>
        tx.rows(`update approvals_cycle set submission_deadline = waymark_now() - $2::interval where id = $1`, [
          id,
          weeks,
        ]),
      );
    await passed('5 weeks');
    expect((await rows()).get(id)).toMatchObject({ submissions: 3, inTime: 1, late: 0, overdue: 0 });
    await passed('6 weeks 2 hours');
    await ctx.db.write((tx) => submissions.answered(tx, late.proposalId));
    expect((await rows()).get(id)).toMatchObject({ late: 2, overdue: 1 });
    const overdue = await queries.overdue(ctx.db.read());
    expect(overdue.map(({ proposalId }) => proposalId)).toEqual([open.proposalId]);
    expect(await queries.overdueCount(ctx.db.read())).toBe(1);
  });

  it('leave alone what no panel sits on: it is due so many weeks after its submission', async () => {
    const { proposalId } = await take({ sits: false, weeks: 4 });
    const due = (await queries.dues(ctx.db.read(), [proposalId])).get(proposalId);
    expect(Math.round(((due?.getTime() ?? 0) - now.getTime()) / week)).toBe(4);
  });

  it('that are cancelled hand their submissions to the next, and a page that is behind is told', async () => {
    const [id, after] = [await plan(1, 2), await plan(2, 2)];
    const { proposalId, placing } = await take();
    expect(placing?.cycle.id).toBe(id);
    await cycles.cancel(officer, id, { reason: 'An election was called', version: 1 });
    expect(await queries.slotOf(ctx.db.read(), proposalId)).toMatchObject({ id: after });
    const again = cycles.cancel(officer, id, { reason: 'Again', version: 1 });
    await expect(again).rejects.toThrow(Stale);
    const booked = ctx.db.write((tx) => submissions.book(tx, system, proposalId, id));
    await expect(booked).rejects.toThrow('Choose one of the cycles');
  });

  it('that move their deadline move what is due', async () => {
    const id = await plan(3, 2);
    const { proposalId } = await take({ book: id });
    await cycles.change(officer, id, { plan: { ...dates(4), slots: 2 }, reason: 'Easter', version: 1 });
    const due = (await queries.dues(ctx.db.read(), [proposalId])).get(proposalId);
    expect(due).toEqual(addWeeks(dates(4).submissionDeadline, 6));
    const fewer = cycles.change(officer, id, { plan: { ...dates(4), slots: 0 }, reason: 'x', version: 2 });
    await expect(fewer).rejects.toThrow('slots are taken');
  });
});
