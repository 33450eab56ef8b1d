import { newId } from '@app/kernel';
import { groupGrounds } from '@app/trailblazers';
import { type DatabaseBefore, databaseBefore } from '@test/support';
import { WithoutAGroup1700000000049 } from './0049-without-a-group';

/** Groups from before an officer could begin a request without one. */
describe('trailblazer groups from before there were requests without one', () => {
  let before: DatabaseBefore;
  const group = newId();
  const sql = (text: string, values: unknown[] = []) =>
    before.owner.query<Record<string, unknown>>(text, values).then(({ rows }) => rows);
  const officers = (ground: string | null, reason: string | null) =>
    sql(
      `insert into trailblazer_group (id, name, remit, created_at, state, ground, ground_reason)
       values ($1::uuid, $1::text, '', now(), 'recognised', $2, $3)`,
      [newId(), ground, reason],
    );

  beforeAll(async () => {
    before = await databaseBefore(WithoutAGroup1700000000049);
    await sql(
      `insert into trailblazer_group (id, name, remit, created_at, state) values ($1, 'A', 'B', now(), 'recognised')`,
      [group],
    );
    await before.onward();
  });
  afterAll(() => before?.close());

  it('stay groups of employers', async () => {
    expect(await sql('select name, remit, state, ground, ground_reason from trailblazer_group')).toEqual([
      { name: 'A', remit: 'B', state: 'recognised', ground: null, ground_reason: null },
    ]);
    await sql(`update trailblazer_group set name = 'C' where id = $1`, [group]);
  });

  it('a ground is one of the list, with its reason', async () => {
    for (const ground of groupGrounds) await officers(ground, 'A reason');
    await expect(officers('convenience', 'A reason')).rejects.toThrow(/ground_check/);
    await expect(officers('law', ' ')).rejects.toThrow(/reason_check/);
    await expect(officers('law', null)).rejects.toThrow(/is_one_or_other/);
    await expect(officers(null, 'A reason')).rejects.toThrow(/is_one_or_other/);
  });
});
