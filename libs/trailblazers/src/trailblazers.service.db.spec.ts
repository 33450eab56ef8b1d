import { type Actor, Forbidden, groupScope, newId, NotFound, Refused } from '@app/kernel';
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

  it('are kept by their own owners: the chair and the deputy, not those of another group', async () => {
    const id = await groups.form(officer, { name: 'Brewing', remit: 'Beer' });
    const [chair, deputy, other] = [
      await ctx.person('Chair', { role: 'group-chair', scope: groupScope(id) }),
      await ctx.person('Deputy', { role: 'group-deputy', scope: groupScope(id) }),
      await ctx.person('Other', { role: 'group-chair', scope: groupScope(newId()) }),
    ];
    await groups.addEmployer(chair, id, acme);
    await groups.addOrganisation(deputy, id, { ...acme, name: 'Brewers Guild', kind: 'professional-body' });
    await expect(groups.addEmployer(other, id, { ...acme, name: 'Else' })).rejects.toThrow(NotFound);
    await expect(queries.group(other, id)).rejects.toThrow(NotFound);
    expect(await queries.list(other)).toEqual([]);
    expect((await queries.group(deputy, id)).people.map(({ role }) => role)).toEqual(['group-chair', 'group-deputy']);
    expect((await queries.employers(ctx.db.read(), id)).map(({ name }) => name)).toEqual(['Acme']);
  });

  it('have one chair, in the database, too', async () => {
    const id = await groups.form(officer, { name: 'Baking', remit: 'Bread' });
    await ctx.person('Chair', { role: 'group-chair', scope: groupScope(id) });
    await expect(ctx.person('Second', { role: 'group-chair', scope: groupScope(id) })).rejects.toThrow(
      'person_grant_one_chair',
    );
  });

  it('count an employer once, also when it is added twice at once; removing it twice is quiet', async () => {
    const id = await groups.form(officer, { name: 'Cheese', remit: 'Food' });
    const results = await Promise.allSettled([
      groups.addEmployer(officer, id, acme),
      groups.addEmployer(officer, id, acme),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const [found] = (await queries.group(officer, id)).organisations;
    await groups.removeOrganisation(officer, id, found?.id ?? '');
    await groups.removeOrganisation(officer, id, found?.id ?? '');
    const [row] = await ctx.db
      .read()
      .rows<{ count: number }>(
        `select count(*)::int as count from event where type = 'trailblazer-group.employer-removed' and subject_id = $1`,
        [id],
      );
    expect(row?.count).toBe(1);
    await groups.addEmployer(officer, id, acme);
    expect((await queries.group(officer, id)).organisations).toHaveLength(1);
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
