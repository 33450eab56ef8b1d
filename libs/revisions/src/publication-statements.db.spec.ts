import { AccountsModule } from '@app/accounts';
import { OccupationalMapModule } from '@app/occupational-map';
import { DemoClock } from '@app/platform';
import { testContext, type TestContext } from '@test/support';
import { Client } from 'pg';
import type { Operation } from './domain';
import { RevisionPublication } from './publication.service';
import { RevisionsModule } from './revisions.module';
import { publishing, type Publishing } from './testing';

let ctx: TestContext;
let maps: Publishing;

beforeEach(async () => {
  ctx = await testContext([AccountsModule, OccupationalMapModule, RevisionsModule], { seeded: true });
  maps = await publishing(ctx);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await ctx.close();
});

const retitled = async (many: number): Promise<Operation[]> =>
  Object.values((await maps.live()).occupations)
    .slice(0, many)
    .map(({ reference, title }) => ({
      op: 'amend-occupation',
      reference,
      changes: [{ field: 'title', before: title, after: `${title}, once more` }],
    }));

/** What the database is asked by the publication of so many operations, from its transaction on. */
async function statementsOf(many: number): Promise<string[]> {
  await maps.schedule(await maps.draft(await retitled(many)), 2);
  await ctx.module.get(DemoClock).advance(3 * 60_000);
  const asked = jest.spyOn(Client.prototype, 'query');
  await ctx.module.get(RevisionPublication).publishDue();
  const all = asked.mock.calls.map(([given]) => String(given).replace(/\s+/g, ' ').trim());
  asked.mockRestore();
  return all.slice(all.indexOf('START TRANSACTION'), all.indexOf('COMMIT') + 1);
}

// Each costs a way there and back, under the lock that everybody who publishes waits for.
it('a publication asks the database sixteen times, however many operations it has', async () => {
  const one = await statementsOf(1);
  expect(one).toHaveLength(16);
  expect((await statementsOf(3)).map((sql) => sql.slice(0, 40))).toEqual(one.map((sql) => sql.slice(0, 40)));
});

it('it waits for its lock, and asks for the live edition, once', async () => {
  const asked = await statementsOf(1);
  expect(asked.filter((sql) => sql.includes('waymark.publication'))).toHaveLength(1);
  expect(asked.filter((sql) => sql.includes('from edition order by no desc'))).toHaveLength(1);
});
