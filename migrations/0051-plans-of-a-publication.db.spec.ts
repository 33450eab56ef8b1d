import { AccountsModule } from '@app/accounts';
import { OccupationalMapModule } from '@app/occupational-map';
import { RevisionsModule } from '@app/revisions';
import { testContext, type TestContext } from '@test/support';
import { Client } from 'pg';

let ctx: TestContext;
let owner: Client;
const sql = (text: string, values: unknown[] = []) =>
  owner.query<Record<string, unknown>>(text, values).then(({ rows }) => rows);

beforeAll(async () => {
  ctx = await testContext([AccountsModule, OccupationalMapModule, RevisionsModule], { seeded: true });
  owner = new Client({ connectionString: ctx.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await ctx?.close();
});

it('an edition is looked at without reading all placements, though they all opened at one instant', async () => {
  await sql('analyze');
  const read = () =>
    sql(
      `select relname, seq_scan from pg_stat_xact_user_tables where relname in ('placement','map_node','occupation')`,
    );
  await sql('begin');
  const before = await read();
  expect(await sql('select edition_fault(e) as fault from edition e')).toEqual([{ fault: null }]);
  expect(await read()).toEqual(before);
  await sql('rollback');
});

describe('the rows of authority of one kind', () => {
  const tables = {
    decision: ['decision'],
    ballot: ['decision'],
    minutes: ['meeting_minutes'],
    direction: ['ministerial_direction'],
    correction: ['wording_correction'],
    undo: ['revision'],
  };
  const kinds = Object.keys(tables);

  it.each(Object.entries(tables))('are read without those of another: %s', async (kind, own) => {
    const planned = JSON.stringify(await sql(`explain (format json) select * from authority_row_${kind}`));
    for (const table of new Set(Object.values(tables).flat())) {
      expect([table, planned.includes(`"Relation Name":"${table}"`)]).toEqual([table, own.includes(table)]);
    }
  });

  it('are together all that there are', async () => {
    const [{ definition }] = await sql(`select definition from pg_views where viewname = 'authority_row'`);
    const read = [...String(definition).matchAll(/from authority_row_(\w+)/gi)].map(([, kind]) => kind);
    expect(read).toEqual(kinds);
  });
});
