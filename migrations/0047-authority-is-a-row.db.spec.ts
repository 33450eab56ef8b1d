import { newId } from '@app/kernel';
import { type DatabaseBefore, databaseBefore } from '@test/support';
import { AuthorityIsARow1700000000047 } from './0047-authority-is-a-row';

/** Operations whose authority was recorded in words, in a draft and in what was published. */
describe('operations from before authority was a row', () => {
  let before: DatabaseBefore;
  const [draft, undone, proposal] = [newId(), newId(), newId()];
  const sql = (text: string, values: unknown[] = []) =>
    before.owner.query<Record<string, unknown>>(text, values).then(({ rows }) => rows);
  const amend = { op: 'amend-occupation', reference: 'OCC0001', changes: [] };
  const words = [
    { by: 'committee', proposalId: proposal, panels: ['digital', 'care-services'] },
    { by: 'panel', panels: ['digital'], on: '2030-01-01', why: 'Agreed' },
    { by: 'review', recommendation: 'Recommendation 7', why: 'Better' },
    { by: 'correction', why: 'A slip' },
    { by: 'import', file: 'a.csv', line: 3 },
    { by: 'seed' },
    { by: 'undo', revisionId: undone, revisionNo: 1, why: 'Back' },
  ];
  const write = (position: number, authority: object) =>
    sql(`insert into revision_operation (id, revision_id, position, content, authority) values ($1, $2, $3, $4, $5)`, [
      ...[newId(), draft, position, JSON.stringify(amend), JSON.stringify(authority)],
    ]);

  beforeAll(async () => {
    before = await databaseBefore(AuthorityIsARow1700000000047);
    for (const [at, id] of [draft, undone].entries()) {
      await sql(
        `insert into revision (id, no, title, kind, note, version, state, attempts)
         values ($1, $2, 'A revision', 'route-review', '', 1, 'draft', 0)`,
        [id, at + 1],
      );
    }
    for (const [at, authority] of words.entries()) await write(at + 1, authority);
    await before.onward();
  });
  afterAll(() => before?.close());

  it('stand as they were written, and name the row that they named', async () => {
    const rows = await sql(
      `select authority, decision_id, direction_id, correction_id, undone_id from revision_operation order by position`,
    );
    expect(rows.map(({ authority }) => authority)).toEqual(words);
    const named = rows.map(({ authority: _, ...columns }) => Object.values(columns).filter((one) => one !== null));
    expect(named).toEqual([[], [], [], [], [], [], [undone]]);
  });

  it('are no example: of what is new none stands on words, nor on a row that does not carry it', async () => {
    for (const authority of words.filter(({ by }) => by !== 'seed')) {
      await expect(write(99, authority)).rejects.toThrow('an operation without authority');
    }
  });

  it('can be taken out of a draft', async () => {
    await sql(`delete from revision_operation where revision_id = $1 and authority ->> 'by' = 'panel'`, [draft]);
    expect(await sql('select 1 from revision_operation')).toHaveLength(words.length - 1);
  });
});
