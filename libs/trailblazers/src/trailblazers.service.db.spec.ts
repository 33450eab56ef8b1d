import { type Actor, Forbidden, groupScope, newId, Refused } from '@app/kernel';
import { testContext, type TestContext } from '@test/support';
import { TrailblazerQueries, Trailblazers, TrailblazersModule } from './index';

describe('trailblazer groups', () => {
  let ctx: TestContext;
  let groups: Trailblazers;
  let queries: TrailblazerQueries;
  let officer: Actor & { id: string };
  const acme = { name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' } as const;

  beforeAll(async () => {
    ctx = await testContext([TrailblazersModule]);
    groups = ctx.module.get(Trailblazers);
    queries = ctx.module.get(TrailblazerQueries);
    officer = await ctx.person('Officer', { role: 'product-manager' });
  });
  afterAll(() => ctx?.close());

  it('are formed by the officer, each name once, however it is written', async () => {
    const chair = await ctx.person('Chair', { role: 'group-chair', scope: groupScope(newId()) });
    await expect(groups.form(chair, { name: 'Mine', remit: 'x' })).rejects.toThrow(Forbidden);
    await groups.form(officer, { name: 'Accessibility', remit: 'Digital' });
    await expect(groups.form(officer, { name: 'ACCESSIBILITY', remit: 'Digital' })).rejects.toThrow(Refused);
  });

  it('invite people once in a role; the chair of another group invites nobody', async () => {
    const id = await groups.form(officer, { name: 'Brewing', remit: 'Beer' });
    const invited = { name: 'Bea Brewer', email: 'bea@example.test', role: 'group-chair' } as const;
    await groups.invite(officer, id, invited);
    await expect(groups.invite(officer, id, { ...invited, email: 'BEA@example.test' })).rejects.toThrow(Refused);
    expect((await queries.group(officer, id)).people.map(({ name, role }) => [name, role])).toEqual([
      ['Bea Brewer', 'group-chair'],
    ]);
    const other = await ctx.person('Other', { role: 'group-chair', scope: groupScope(newId()) });
    await expect(groups.invite(other, id, { ...invited, email: 'x@example.test' })).rejects.toThrow(Forbidden);
    await expect(queries.group(other, id)).rejects.toThrow(Forbidden);
    expect(await queries.list(other)).toEqual([]);
  });

  it('count an employer once, also when it is added twice at once; removing it twice is quiet', async () => {
    const id = await groups.form(officer, { name: 'Cheese', remit: 'Food' });
    const results = await Promise.allSettled([
      groups.addEmployer(officer, id, acme),
      groups.addEmployer(officer, id, acme),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [found] = (await queries.group(officer, id)).employers;
    await groups.removeEmployer(officer, id, found?.id ?? '');
    await groups.removeEmployer(officer, id, found?.id ?? '');
    const [row] = await ctx.db
      .read()
      .rows<{ count: number }>(
        `select count(*)::int as count from event where type = 'trailblazer-group.employer-removed' and subject_id = $1`,
        [id],
      );
    expect(row?.count).toBe(1);
  });

  it('lose and regain their support by the officer alone, with a reason in the audit trail', async () => {
    const id = await groups.form(officer, { name: 'Drones', remit: 'Air' });
    const chair = await ctx.person('Chair', { role: 'group-chair', scope: groupScope(id) });
    const order = { action: 'withdrawSupport', reason: 'No small employer' } as const;
    await expect(groups.changeSupport(chair, id, order)).rejects.toThrow(Forbidden);
    await groups.changeSupport(officer, id, order);
    await expect(groups.changeSupport(officer, id, order)).rejects.toThrow(Refused);
    expect(await queries.isRecognised(ctx.db.read(), id)).toBe(false);
    await groups.changeSupport(officer, id, { action: 'recognise', reason: 'One joined' });
    expect(await queries.isRecognised(ctx.db.read(), id)).toBe(true);
  });
});
