import { PersonalDataHolders } from '@app/platform';
import { testContext, type TestContext } from '@test/support';
import { featureModules } from '../../apps/features';
import { notPersonal } from './not-personal';

let ctx: TestContext;
let columns: string[];
let kinds: ReturnType<PersonalDataHolders['kinds']>;

beforeAll(async () => {
  ctx = await testContext(featureModules);
  kinds = ctx.module.get(PersonalDataHolders).kinds();
  const found = await ctx.db.read().rows<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and table_type = 'BASE TABLE'
       and data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'bytea', 'inet', 'cidr')
       and table_name not like 'bullmq%' order by 1`,
  );
  columns = found.map(({ name }) => name);
});
afterAll(() => ctx?.close());

describe('every column that can hold a text', () => {
  it('belongs to a kind of personal data, or is known not to be, and why', () => {
    expect(columns.length).toBeGreaterThan(200);
    const held = new Set(kinds.flatMap((kind) => kind.columns));
    const known = new Set(Object.values(notPersonal).flat());
    expect(columns.filter((column) => !held.has(column) && !known.has(column))).toEqual([]);
  });

  it('is told of once: none that is gone, and none both ways', () => {
    const held = kinds.flatMap((kind) => kind.columns);
    const known = Object.values(notPersonal).flat();
    expect([...held, ...known].filter((column) => !columns.includes(column))).toEqual([]);
    expect(
      known.filter((column) => held.includes(column) || known.indexOf(column) !== known.lastIndexOf(column)),
    ).toEqual([]);
  });
});
