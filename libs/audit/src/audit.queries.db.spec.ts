import { Accounts, AccountsModule } from '@app/accounts';
import { type Actor, systemActor } from '@app/kernel';
import { testContext, type TestContext } from '@test/support';
import { type AuditFilter, AuditModule, AuditQueries, type AuditRow } from './index';

const everything: AuditFilter = {
  email: null,
  type: null,
  subjectKind: null,
  subjectId: null,
  requestId: null,
  types: null,
  from: null,
  until: null,
};

describe('the audit trail as it is read', () => {
  let ctx: TestContext;
  let audit: AuditQueries;
  let admin: Actor & { id: string };
  beforeAll(async () => {
    ctx = await testContext([AccountsModule, AuditModule]);
    audit = ctx.module.get(AuditQueries);
    admin = await ctx.person('Ada Admin', { role: 'administrator' });
    await ctx.person('Bo Brown', { role: 'moderator' });
    const accounts = ctx.module.get(Accounts);
    await ctx.db.write((tx) => accounts.addPerson(tx, admin, { name: 'Cy Clark', email: 'cy@example.test' }));
  });
  afterAll(() => ctx?.close());

  const all = async (filter = everything): Promise<AuditRow[]> => {
    const rows: AuditRow[] = [];
    for await (const some of audit.stream(systemActor('test'), filter)) rows.push(...some);
    return rows;
  };

  it('says who did what; the stream has every event once, in order', async () => {
    const rows = await all();
    const count = await ctx.db.read().one<{ count: number }>('select count(*)::int as count from event');
    expect(rows).toHaveLength(count?.count ?? -1);
    expect(rows.at(-1)).toMatchObject({ who: 'Ada Admin', sentence: 'added a person', type: 'person.added' });
    expect(rows.map(({ seq }) => Number(seq))).toEqual(rows.map(({ seq }) => Number(seq)).sort((a, b) => a - b));
  });

  it('narrows by person, type, thing and time', async () => {
    const person = await ctx.db.read().one<{ email: string }>('select email from person where id = $1', [admin.id]);
    expect(
      (await audit.list(systemActor('test'), { ...everything, email: person?.email ?? '' }, null)).rows,
    ).toHaveLength(1);
    expect(
      (await audit.list(systemActor('test'), { ...everything, type: 'person.role-granted' }, null)).rows,
    ).toHaveLength(2);
    expect(
      (await audit.list(systemActor('test'), { ...everything, subjectId: admin.id }, null)).rows.map(
        ({ subjectNo }) => subjectNo,
      ),
    ).toEqual([2, 1]);
    expect((await audit.list(systemActor('test'), { ...everything, until: new Date(0) }, null)).rows).toEqual([]);
  });

  it('a timeline goes by the numbers of its thing, the newest first', async () => {
    const rows = await audit.timeline('person', admin.id);
    expect(rows.map(({ sentence }) => sentence)).toEqual(['gave the role administrator', 'added a person']);
  });

  it('erasing the personal part breaks nothing, and the event keeps only its hash', async () => {
    await ctx.db.write((tx) => tx.rows('delete from event_personal'));
    const [row] = await audit.timeline('person', admin.id);
    expect(row?.sentence).toBe('gave the role administrator');
    expect(JSON.stringify(await all())).not.toContain('cy@example.test');
  });
});
