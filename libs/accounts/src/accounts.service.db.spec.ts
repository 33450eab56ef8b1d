import { Accounts, AccountsModule } from './index';
import { type Actor, decidingRoles, Refused, type Role, systemActor } from '@app/kernel';
import { testContext, type TestContext } from '@test/support';
import { Client } from 'pg';

describe('accounts', () => {
  let ctx: TestContext;
  beforeAll(async () => {
    ctx = await testContext([AccountsModule]);
  });
  afterAll(() => ctx.close());

  it('a role holds from its start to its end, and the actor carries only what is valid now', async () => {
    const accounts = ctx.module.get(Accounts);
    const ada = await ctx.person('Ada Amin', { role: 'moderator' });
    const grants = async () => (await accounts.actor(ctx.db.read(), ada.id))?.grants;
    expect(await grants()).toEqual([{ role: 'moderator', scope: null }]);
    await ctx.db.write(async (tx) => {
      const row = await tx.one<{ id: string }>('select id from person_grant where person_id = $1', [ada.id]);
      await accounts.endGrant(tx, systemActor('test'), row?.id ?? '');
    });
    expect(await grants()).toEqual([]);
  });

  it('a term that ends before it begins is refused beside its field', async () => {
    const ed = await ctx.person('Ed Eke');
    const given = ctx.db.write(async (tx) => {
      const from = await tx.now();
      const until = new Date(from.getTime() - 86_400_000);
      return ctx.module
        .get(Accounts)
        .grant(tx, systemActor('test'), { personId: ed.id, role: 'moderator', scope: null, from, until });
    });
    await expect(given).rejects.toMatchObject({ reasons: [{ field: 'until' }] });
  });

  it('nobody gives themselves a role that decides, not even by SQL; others do, and so does the system', async () => {
    const accounts = ctx.module.get(Accounts);
    const [ana, ben] = [await ctx.person('Ana', { role: 'administrator' }), await ctx.person('Ben')];
    const give = (actor: Actor, personId: string, role: Role) =>
      ctx.db.write(async (tx) => {
        const scope = role.startsWith('panel-') ? 'route:digital' : null;
        return accounts.grant(tx, actor, { personId, role, scope, from: await tx.now(), until: null });
      });
    for (const role of decidingRoles) {
      await expect(give(ana, ana.id, role)).rejects.toMatchObject({ reasons: [{ field: 'role' }] });
      await give(ana, ben.id, role);
    }
    await give(ana, ana.id, 'moderator');
    await give(systemActor('test'), ana.id, 'committee-member');
    const insert = `insert into person_grant (id, person_id, role, valid_from, granted_by) values (gen_random_uuid(), $1, $2, waymark_now(), $1)`;
    const bySql = ctx.db.write((tx) => tx.rows(insert, [ana.id, 'product-manager']));
    await expect(bySql).rejects.toThrow(/nobody grants themselves a role that decides/);
  });

  it('an e-mail address belongs to one person, whatever its capitals', async () => {
    const accounts = ctx.module.get(Accounts);
    const add = (email: string) =>
      ctx.db.write((tx) => accounts.addPerson(tx, systemActor('test'), { name: 'Bo', email }));
    await add('bo@example.test');
    await expect(add('BO@example.test')).rejects.toThrow(Refused);
  });

  it('the event log refuses change, from the app and from the owner, and keeps no personal data', async () => {
    await ctx.person('Cy Clark');
    await expect(ctx.db.write((tx) => tx.rows(`update event set content = '{}'`))).rejects.toThrow(/permission denied/);
    const owner = new Client({ connectionString: ctx.database.ownerUrl });
    await owner.connect();
    await expect(owner.query('delete from event')).rejects.toThrow(/append-only/);
    await expect(owner.query('truncate event cascade')).rejects.toThrow(/append-only/);
    const leaks = await owner.query(`select 1 from event where content like '%Cy Clark%'`);
    expect(leaks.rowCount).toBe(0);
    await owner.end();
  });

  it('events of one subject are numbered without a gap, however many write at once', async () => {
    const accounts = ctx.module.get(Accounts);
    const di = await ctx.person('Di Dow');
    const roles = ['administrator', 'moderator', 'product-manager', 'committee-member'] as const;
    await Promise.all(
      roles.map((role) =>
        ctx.db.write(async (tx) =>
          accounts.grant(tx, systemActor('test'), {
            personId: di.id,
            role,
            scope: null,
            from: await tx.now(),
            until: null,
          }),
        ),
      ),
    );
    const rows = await ctx.db
      .read()
      .rows<{ no: number }>(`select subject_no as no from event where subject_id = $1 order by subject_no`, [di.id]);
    expect(rows.map((row) => row.no)).toEqual([1, 2, 3, 4, 5]);
  });
});
