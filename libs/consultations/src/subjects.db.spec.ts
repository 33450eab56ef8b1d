import type { Actor } from '@app/kernel';
import { publishing, type Publishing } from '@app/revisions/testing';
import { testContext, type TestContext } from '@test/support';
import { featureModules } from '../../../apps/features';
import { Subjects } from './index';

let ctx: TestContext;
let maps: Publishing;
let officer: Actor;
const subjects = () => ctx.module.get(Subjects);
const of = (actor: Actor, ref: string) =>
  ctx.db.write((tx) => subjects().subject(tx, actor, { kind: 'revision', ref }));

beforeAll(async () => {
  ctx = await testContext(featureModules, { seeded: true });
  maps = await publishing(ctx);
  officer = await ctx.person('Officer', { role: 'product-manager' });
});
afterAll(() => ctx?.close());

it('a map revision is chosen by who may read it, while it is not published, with what it changes', async () => {
  const { title } = (await maps.live()).occupations.OCC0116;
  const changes = [{ field: 'title' as const, before: title, after: 'Software maker' }];
  const retitled = { op: 'amend-occupation' as const, reference: 'OCC0116', changes };
  const id = await maps.draft([retitled]);
  const [open] = await subjects().openRevisions(maps.ada);
  expect(open).toEqual({ kind: 'revision', ref: id, title: expect.stringMatching(/^Map revision \d+: A change$/) });
  const subject = await of(maps.ada, id);
  expect(JSON.stringify(subject.shown)).toContain('Software maker');
  // What a draft of a revision says is nobody's else until it is asked about.
  expect(await subjects().openRevisions(officer)).toEqual([]);
  await expect(of(officer, id)).rejects.toThrow('There is no revision');
  await maps.schedule(id, 2);
  await maps.wait(3);
  expect((await subjects().openRevisions(maps.ada)).map(({ ref }) => ref)).not.toContain(id);
});
