import { newId } from '@app/kernel';
import { Outbox } from '@app/platform';
import { testContext, type TestContext } from '@test/support';
import { Client } from 'pg';
import { featureModules } from '../../../apps/features';
import type { StoredAuthority } from './domain';
import { RevisionRemedy } from './remedy.service';
import { Revision } from './revision.entity';
import { Revisions } from './revisions.service';
import { publishing, type Publishing } from './testing';

let ctx: TestContext;
let maps: Publishing;
let owner: Client;

beforeAll(async () => {
  ctx = await testContext(featureModules, { seeded: true });
  maps = await publishing(ctx);
  owner = new Client({ connectionString: ctx.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await ctx?.close();
});

const read = (id: string) => ctx.db.read().get(Revision, id);
const returned = (id: string) =>
  ctx.db.read().rows(`select 1 from event where type = 'revision.returned' and subject_id = $1`, [id]);
const giveBack = () => ctx.module.get(RevisionRemedy, { strict: false }).giveBackWords();

/** A draft with an operation on this word, as it could be written before; only the owner can now. */
async function drafted(authority: StoredAuthority): Promise<string> {
  const id = await maps.draft([]);
  const { title } = (await maps.live()).occupations.OCC0116;
  const changes = [{ field: 'title', before: title, after: 'Developer' }];
  await owner.query('alter table revision_operation disable trigger operation_stands_on_authority');
  await owner.query(
    `insert into revision_operation (id, revision_id, position, content, authority) values ($1, $2, 1, $3, $4)`,
    [newId(), id, JSON.stringify({ op: 'amend-occupation', reference: 'OCC0116', changes }), JSON.stringify(authority)],
  );
  await owner.query('alter table revision_operation enable trigger operation_stands_on_authority');
  return id;
}
const approved = (id: string, state: 'approved' | 'scheduled') =>
  owner.query(
    `update revision set state = $3::text, approved_by = $2, approved_at = waymark_now(), plan_hash = 'x',
       scheduled_for = case when $3::text = 'scheduled' then date_trunc('minute', waymark_now()) + interval '1 hour' end
     where id = $1`,
    [id, maps.bo.id, state],
  );

const panel: StoredAuthority = { by: 'panel', panels: ['digital'], on: '2030-01-01', why: 'Agreed' };

it('an authority in words is not enough to ask for an approval', async () => {
  const id = await drafted(panel);
  const { version } = await read(id);
  const asked = ctx.module.get(Revisions, { strict: false }).request(maps.ada, { id, version });
  await expect(asked).rejects.toThrow('recorded in words, before authority was a row');
});

it.each([
  ['approved', panel],
  ['scheduled', { by: 'review', recommendation: 'Recommendation 7', why: 'Better' }],
  ['scheduled', { by: 'correction', why: 'A slip' }],
] as const)('what is %s on words is given back once, and the administrators are told', async (state, authority) => {
  const id = await drafted(authority);
  await approved(id, state);
  await Promise.all([giveBack(), giveBack()]);
  await giveBack();
  expect(await read(id)).toMatchObject({ state: 'draft', approvedBy: null, planHash: null, scheduledFor: null });
  expect(await returned(id)).toHaveLength(1);
  await ctx.module.get(Outbox, { strict: false }).drain();
  const { no } = await read(id);
  const told = `select recipient from notification where subject like 'Given back: map revision ' || $1::int || ',%'`;
  expect(await ctx.db.read().rows(told, [no])).toHaveLength(2);
});

it('what waits on rows is left alone', async () => {
  const id = await maps.draft([]);
  await approved(id, 'approved');
  await giveBack();
  expect((await read(id)).state).toBe('approved');
});
