import { testContext, type TestContext, publishMap } from '@test/support';
import { Client } from 'pg';
import { type MapState, treeOf } from './domain';
import { EditionStore } from './edition.store';
import { OccupationalMapModule } from './occupational-map.module';
import { smallMap } from './testing';

let context: TestContext;
let app: Client;

beforeAll(async () => {
  context = await testContext([OccupationalMapModule]);
  app = new Client({ connectionString: context.database.appUrl });
  await app.connect();
  const first = { state: smallMap(), kind: 'day-to-day' as const, note: '', changes: [] };
  await context.db.write((tx) => publishMap(tx, context.module.get(EditionStore), first));
});
afterAll(async () => {
  await app.end();
  await context.close();
});

/** Writes a map past all of our own checks, as the app's role could, and takes everything back. */
async function forced(change: (state: MapState) => void): Promise<void> {
  const state = structuredClone(smallMap());
  change(state);
  const { root, nodes } = treeOf(state);
  await app.query('begin');
  try {
    for (const { hash, kind, content } of nodes.values()) {
      const node = `insert into map_node (hash, kind, content) values ($1, $2, $3) on conflict do nothing`;
      await app.query(node, [hash, kind, content]);
    }
    await app.query(
      `insert into edition (no, root_hash, published_at, kind, note)
       values (2, $1, (select max(published_at) + interval '1 hour' from edition), 'day-to-day', '')`,
      [root],
    );
  } finally {
    await app.query('rollback');
  }
}
const covered = 'OCC0128';

describe('the database itself', () => {
  it('takes an edition whose T Levels cover approved occupations of level 3', async () => {
    await forced((s) => Object.assign(s.occupations[covered], { title: 'Another title' }));
  });

  it.each<[string, (state: MapState) => void]>([
    ['for apprenticeships only', (s) => Object.assign(s.occupations[covered], { apprenticeshipOnly: true })],
    ['of another level', (s) => Object.assign(s.occupations[covered], { level: 2 })],
    ['not approved', (s) => Object.assign(s.occupations[covered], { status: 'in-development' })],
    [
      'retired, though an earlier edition has it live',
      (s) => {
        Object.assign(s.occupations[covered], { status: 'retired', retiredFrom: 'digital' });
        delete (s.placements as Record<string, unknown>)[covered];
      },
    ],
    ['that does not exist', (s) => s.tLevels['60358324'].specialisms[0].covers.push('OCC7777')],
  ])('refuses an edition in which a T Level covers an occupation %s', async (_, change) => {
    await expect(forced(change)).rejects.toMatchObject({ constraint: 't_levels_cover_what_they_may' });
  });
});
