import { type Actor, groupScope, newId, systemActor } from '@app/kernel';
import { type ProposalContent, ProposalProgress, Proposals } from '@app/proposals';
import { someGrounds } from '@app/proposals/testing';
import { Trailblazers } from '@app/trailblazers';
import { approvedBy, testContext, type TestContext } from '@test/support';
import { featureModules } from '../../../apps/features';
import type { Operation } from './domain';
import { RevisionDrafting } from './drafting.service';
import { RevisionRehearsal } from './rehearsal.service';
import { type Publishing, publishing } from './testing';

type Person = Actor & { id: string };

let ctx: TestContext;
let maps: Publishing;
let officer: Person, chair: Person, partial: Person;
let proposals: Proposals;
let groupId: string;
const reference = 'OCC0116';

beforeAll(async () => {
  ctx = await testContext(featureModules, { seeded: true });
  maps = await publishing(ctx);
  officer = await ctx.person('Officer', { role: 'product-manager' });
  const trailblazers = ctx.module.get(Trailblazers, { strict: false });
  groupId = await trailblazers.form(officer, { name: 'A group', remit: 'Digital' });
  const employer = { name: 'Acme', size: 'small' as const, sector: 'Digital', region: 'Leeds' };
  await trailblazers.addEmployer(officer, groupId, employer);
  chair = await ctx.person('Chair', { role: 'group-chair', scope: groupScope(groupId) });
  const inGroup = { role: 'group-member' as const, scope: groupScope(groupId) };
  partial = await ctx.person('Partial', { role: 'administrator' }, inGroup);
  proposals = ctx.module.get(Proposals, { strict: false });
});
afterAll(() => ctx?.close());

/** A request to put the overview in other words, drafted by the group, or submitted as well. @returns its id */
async function asked(profile: string, submit: boolean): Promise<string> {
  const id = await proposals.start(chair, groupId, newId(), { kind: 'change', occupation: reference });
  const change = (content: ProposalContent) => ({ ...content, profile, grounds: someGrounds });
  await proposals.amend(chair, id, 1, { part: 'all', change });
  if (submit) await proposals.submit(chair, id, 2, newId());
  return id;
}
const rehearsed = async (actor: Actor, operations: readonly Operation[]) =>
  ctx.module.get(RevisionRehearsal, { strict: false }).run(actor, await maps.draft(operations));
const retitled = async (): Promise<Operation> => {
  const { title } = (await maps.live()).occupations[reference];
  return { op: 'amend-occupation', reference, changes: [{ field: 'title', before: title, after: 'Coder' }] };
};

it('a rehearsal counts the requests on their way about what changes, and names those that the reader takes part in', async () => {
  expect((await rehearsed(maps.ada, [await retitled()])).requests).toEqual({ count: 0, seen: [] });
  await asked('A draft of the group', false);
  expect((await rehearsed(maps.ada, [await retitled()])).requests.count).toBe(0);
  const id = await asked('Submitted', true);
  expect((await rehearsed(maps.ada, [await retitled()])).requests).toMatchObject({ count: 1, seen: [{ id }] });
  expect((await rehearsed(partial, [await retitled()])).requests).toEqual({ count: 1, seen: [] });

  const { pathways, placements, clusters } = await maps.live();
  const before = clusters[placements[reference].cluster ?? ''];
  const elsewhere = Object.keys(pathways).find((slug) => slug !== before.pathway) ?? '';
  const moved: Operation = { op: 'amend-cluster', before, after: { ...before, pathway: elsewhere } };
  expect((await rehearsed(maps.ada, [moved])).requests.seen).toMatchObject([{ id, occupation: reference }]);
  const other: Operation = { op: 'unlink-progression', ...Object.values((await maps.live()).progression)[0] };
  expect((await rehearsed(maps.ada, [other])).requests.count).toBe(0);
  await proposals.withdraw(chair, id);
  expect((await rehearsed(maps.ada, [await retitled()])).requests.count).toBe(0);
});

it('a rehearsal does not count the request that the revision itself carries', async () => {
  const id = await asked('Carried', true);
  await proposals.accept(officer, id, undefined, 'No peer was free');
  const progress = ctx.module.get(ProposalProgress, { strict: false });
  await ctx.db.write(async (tx) => {
    await approvedBy(tx, 'panel', id);
    await progress.recommended(tx, systemActor('test'), id, 'approve', 'Yes');
  });
  const into = { id: newId(), title: 'A change', kind: 'day-to-day' as const, minor: true };
  const place = { pathway: null, cluster: null };
  const taken = await ctx.module.get(RevisionDrafting, { strict: false }).takeProposal(maps.ada, into, id, place);
  const rehearsal = ctx.module.get(RevisionRehearsal, { strict: false });
  expect((await rehearsal.run(maps.ada, taken.id)).requests.count).toBe(0);
  expect((await rehearsed(maps.ada, [await retitled()])).requests).toMatchObject({ count: 1, seen: [{ id }] });
});
