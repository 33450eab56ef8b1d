import { AccountsModule } from '@app/accounts';
import { EditionStore, OccupationalMapModule } from '@app/occupational-map';
import { publishMap, testContext, type TestContext } from '@test/support';
import { MapReplay } from './replay.service';
import { RevisionsModule } from './revisions.module';
import { publishing, type Publishing } from './testing';

let ctx: TestContext;
let maps: Publishing;

beforeEach(async () => {
  ctx = await testContext([AccountsModule, OccupationalMapModule, RevisionsModule], { seeded: true });
  maps = await publishing(ctx);
});
afterEach(() => ctx.close());

const replay = () => ctx.module.get(MapReplay).run();

it('rebuilds every edition from its operations, with the same root hash', async () => {
  const [route] = Object.values((await maps.live()).routes);
  await maps.publish([{ op: 'amend-route', before: route, after: { ...route, name: 'Another name' } }]);
  const replayed = await replay();
  expect(replayed.map(({ no, fault }) => [no, fault])).toEqual([
    [1, null],
    [2, null],
  ]);
  expect(replayed[1].replayedHash).toBe(replayed[1].storedHash);
  expect(replayed[1].storedHash).not.toBe(replayed[0].storedHash);
});

it('says which edition its operations do not lead to, and goes on after it', async () => {
  const [route] = Object.values((await maps.live()).routes);
  await ctx.db.write(async (tx) => {
    const editions = ctx.module.get(EditionStore);
    const state = await editions.liveState(tx);
    const routes = { ...state.routes, [route.slug]: { ...route, name: 'Slipped past the operations' } };
    await publishMap(tx, editions, { state: { ...state, routes }, smuggled: true });
  });
  const [slipped] = Object.values((await maps.live()).routes).filter(({ slug }) => slug === route.slug);
  await maps.publish([{ op: 'amend-route', before: slipped, after: { ...slipped, name: 'In order' } }]);
  expect((await replay()).map(({ fault }) => fault)).toEqual([
    null,
    'its operations lead to another map than the one stored',
    null,
  ]);
});
