import { Outbox } from '@app/platform';
import { testContext, type TestContext } from '@test/support';
import { Client } from 'pg';
import { featureModules } from '../../../apps/features';
import { EditionWatch } from './edition-watch.service';
import { MapReplay } from './replay.service';
import { publishing, type Publishing } from './testing';

let ctx: TestContext;
let maps: Publishing;
let watch: EditionWatch;
let owner: Client;

beforeAll(async () => {
  ctx = await testContext(featureModules, { seeded: true });
  maps = await publishing(ctx);
  watch = ctx.module.get(EditionWatch, { strict: false });
  owner = new Client({ connectionString: ctx.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await ctx?.close();
});

const sql = <T>(text: string) => ctx.db.read().rows<T>(text);
const checks = () =>
  sql<{ no: number; fault: string | null; at: Date }>(
    'select edition_no as no, fault, checked_at as at from edition_check order by 1',
  );
const faults = async () => (await watch.standing()).faults;
const recorded = () =>
  sql<{ type: string }>(`select type from event where type in ('edition.faulty','edition.sound') order by seq`);
/** Past all rules, as only the owner of the database can. */
const tamper = async (text: string): Promise<void> => {
  await owner.query('alter table revision_operation disable trigger user');
  await owner.query(text);
  await owner.query('alter table revision_operation enable trigger user');
};
const rewrite = (from: string, to: string) =>
  tamper(`update revision_operation o set content = replace(content::text, '${from}', '${to}')::jsonb
    from revision r where r.id = o.revision_id and r.edition_no = 2`);
const rename = async (after: string) => {
  const [route] = Object.values((await maps.live()).routes);
  return maps.publish([{ op: 'amend-route', before: route, after: { ...route, name: after } }]);
};
const nextNight = () => owner.query(`update demo_clock set shift = shift + interval '1 day'`);

it('proves each edition once after its publication, from the last that was proved on', async () => {
  await watch.run();
  await rename('As it was decided');
  await watch.run();
  const [first, second] = await checks();
  expect([first, second]).toMatchObject([
    { no: 1, fault: null },
    { no: 2, fault: null },
  ]);
  await watch.run();
  expect(await checks()).toEqual([first, second]);
});

it('looks at nothing while another worker does', async () => {
  await rename('Once more');
  await owner.query('begin');
  await owner.query(`select pg_advisory_xact_lock(hashtext('waymark.verification'))`);
  await watch.run();
  expect((await checks()).map(({ no }) => no)).toEqual([1, 2]);
  await owner.query('rollback');
  await watch.run();
  expect((await checks()).map(({ no }) => no)).toEqual([1, 2, 3]);
});

it('finds a planted difference at night, and tells every administrator once', async () => {
  await rewrite('As it was decided', 'As somebody wanted it');
  await watch.run();
  expect(await faults()).toEqual([]);
  await nextNight();
  await watch.run();
  const fault = 'its operations lead to another map than the one stored';
  expect(await faults()).toMatchObject([{ editionNo: 2, fault }]);
  await nextNight();
  await watch.run();
  expect(await recorded()).toEqual([{ type: 'edition.faulty' }]);
  await ctx.module.get(Outbox, { strict: false }).drain();
  const told = await sql(`select 1 from notification where subject = 'A fault in edition 2 of the occupational maps'`);
  expect(told).toHaveLength(2);
  expect((await ctx.module.get(MapReplay, { strict: false }).run()).map(({ fault }) => fault)).toEqual([
    null,
    fault,
    null,
  ]);
});

it('finds it after a start, too, where it is in the live edition', async () => {
  await tamper(`update revision_operation o set content = replace(content::text, 'Once more', 'Never')::jsonb
    from revision r where r.id = o.revision_id and r.edition_no = 3`);
  const { db, editions, replay } = watch as unknown as Record<'db' | 'editions' | 'replay', never>;
  await new EditionWatch(db, editions, replay).run();
  expect((await faults()).map(({ editionNo }) => editionNo)).toEqual([2, 3]);
});

it('the alarm ends when the edition is again what its operations make', async () => {
  await rewrite('As somebody wanted it', 'As it was decided');
  await tamper(`update revision_operation o set content = replace(content::text, 'Never', 'Once more')::jsonb
    from revision r where r.id = o.revision_id and r.edition_no = 3`);
  await nextNight();
  await watch.run();
  expect(await faults()).toEqual([]);
  expect((await recorded()).map(({ type }) => type).sort()).toEqual([
    'edition.faulty',
    'edition.faulty',
    'edition.sound',
    'edition.sound',
  ]);
});
