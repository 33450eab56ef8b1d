import { AccountsModule } from '@app/accounts';
import { type Actor, Forbidden, londonDate, newId, NotFound, Refused } from '@app/kernel';
import { OccupationalMapModule } from '@app/occupational-map';
import { testContext, type TestContext } from '@test/support';
import { DirectionQueries } from './directions.queries';
import { MinisterialDirections } from './directions.service';
import { RevisionsModule } from './revisions.module';

type Person = Actor & { id: string };
const day = 86_400_000;

let ctx: TestContext;
let ada: Person;
let today: string;
const record = (who: Actor, change: object = {}) =>
  ctx.module.get(MinisterialDirections).record(who, { ...aDirection(), ...change });
const queries = () => ctx.module.get(DirectionQueries);
const sql = (text: string, values: unknown[] = []) =>
  ctx.db.write((tx) => tx.rows<Record<string, unknown>>(text, values));

const aDirection = () => ({
  title: 'Retire the fax operator',
  datedOn: today,
  document: 'https://example.test/direction',
  text: 'It is directed.',
  routes: ['digital', 'construction', 'digital'],
});

beforeAll(async () => {
  ctx = await testContext([AccountsModule, OccupationalMapModule, RevisionsModule], { seeded: true });
  ada = await ctx.person('Ada Admin', { role: 'administrator' });
  today = londonDate(await ctx.db.read().now());
});
afterAll(() => ctx?.close());

describe('ministerial directions', () => {
  it('are recorded by an administrator, once for one form, numbered, and read without who recorded them', async () => {
    const id = newId();
    const no = await record(ada, { id });
    expect(await Promise.all([record(ada, { id }), record(ada, { id })])).toEqual([no, no]);
    const next = await record(ada, { title: 'Another one' });
    expect(next).toBeGreaterThan(no);
    const row = await queries().byNo(no);
    expect(row).toEqual({ ...aDirection(), id, no, routes: ['construction', 'digital'], recordedAt: expect.any(Date) });
    expect((await queries().all()).map((one) => one.no)).toEqual([next, no]);
    expect((await queries().all(next)).map((one) => one.no)).toEqual([no]);
    await expect(queries().byNo(no + 100)).rejects.toThrow(NotFound);
    const [event] = await sql(`select content from event where type = 'direction.recorded' and subject_id = $1`, [id]);
    expect(event?.['content']).toContain('Retire the fax operator');
    expect(event?.['content']).not.toContain(ada.id);
  });

  it('are refused for a day to come, for what is no route, and to everybody else', async () => {
    const tomorrow = londonDate(new Date((await ctx.db.read().now()).getTime() + day));
    await expect(record(ada, { datedOn: tomorrow })).rejects.toThrow('must not be in the future');
    await expect(record(ada, { routes: ['nowhere'] })).rejects.toThrow(Refused);
    const officer = await ctx.person('Olive Officer', { role: 'product-manager' });
    await expect(record(officer)).rejects.toThrow(Forbidden);
  });

  it('stand in the database: never changed, never taken away, recorded now, never of a day to come', async () => {
    const no = await record(ada);
    await expect(sql(`update ministerial_direction set text = 'x' where no = $1`, [no])).rejects.toThrow('denied');
    await expect(sql('delete from ministerial_direction where no = $1', [no])).rejects.toThrow('denied');
    const forged = (datedOn: string, change: object = {}) =>
      sql(
        `insert into ministerial_direction
         select * from jsonb_populate_record((select d from ministerial_direction d where no = $1), $2) returning recorded_at as at`,
        [no, JSON.stringify({ id: newId(), no: no + 1000, dated_on: datedOn, recorded_at: '1900-01-01', ...change })],
      );
    await expect(forged('2990-01-01')).rejects.toThrow('ministerial_direction_is_dated');
    await expect(forged(today, { document: 'http://example.test/' })).rejects.toThrow('document_check');
    await expect(forged(today, { routes: [] })).rejects.toThrow('routes_check');
    await expect(forged(today, { routes: [null] })).rejects.toThrow('routes_check');
    await expect(forged(today, { text: '\u200b' })).rejects.toThrow('text_check');
    const [row] = await forged('1900-01-01');
    const age = (await ctx.db.read().now()).getTime() - (row?.['at'] as Date).getTime();
    expect(Math.abs(age)).toBeLessThan(60_000);
  });
});
