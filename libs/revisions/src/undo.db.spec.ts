import { AccountsModule } from '@app/accounts';
import { type Actor, newId } from '@app/kernel';
import { EditionStore, OccupationalMapModule, rootHashOf } from '@app/occupational-map';
import { DemoClock } from '@app/platform';
import { agreedMinutes, testContext, type TestContext } from '@test/support';
import type { Operation } from './domain';
import { RevisionDrafting } from './drafting.service';
import { RevisionPublication } from './publication.service';
import { Revision } from './revision.entity';
import { Revisions } from './revisions.service';
import { RevisionsModule } from './revisions.module';
import { RevisionUndo } from './undo.service';

type Person = Actor & { id: string };
let ctx: TestContext;
let ada: Person;
let bo: Person;
let undo: RevisionUndo;

beforeEach(async () => {
  ctx = await testContext([AccountsModule, OccupationalMapModule, RevisionsModule], { seeded: true });
  undo = ctx.module.get(RevisionUndo);
  ada = await ctx.person('Ada Admin', { role: 'administrator' });
  bo = await ctx.person('Bo Admin', { role: 'administrator' });
});
afterEach(() => ctx.close());

const live = () => ctx.module.get(EditionStore).liveState(ctx.db.read());
const read = async (id: string) => ({ id, version: (await ctx.db.read().get(Revision, id)).version });

async function publish(id: string): Promise<void> {
  const revisions = ctx.module.get(Revisions);
  await revisions.request(ada, await read(id));
  await revisions.approve(bo, await read(id));
  const now = (await ctx.db.read().now()).getTime();
  await revisions.schedule(ada, await read(id), new Date(Math.floor(now / 60_000) * 60_000 + 120_000));
  await ctx.module.get(DemoClock).advance(3 * 60_000);
  await ctx.module.get(RevisionPublication).publishDue();
}

async function drafted(operations: readonly Operation[]): Promise<string> {
  const drafting = ctx.module.get(RevisionDrafting);
  const id = await drafting.create(ada, { title: 'A reshuffle', kind: 'route-review', minor: true });
  const panels = Object.keys((await live()).routes);
  const authority = await ctx.db.write((tx) => agreedMinutes(tx, panels));
  for (const operation of operations) await drafting.addOperation(ada, await read(id), operation, authority);
  return id;
}

async function reshuffle(): Promise<Operation[]> {
  const { clusters, placements, occupations, tLevels } = await live();
  const covered = Object.values(tLevels).flatMap((one) => one.specialisms.flatMap(({ covers }) => covers));
  const [first, second, third] = Object.keys(placements).filter((one) => !covered.includes(one));
  const cluster = Object.values(clusters)[0];
  return [
    { op: 'amend-cluster', before: cluster, after: { ...cluster, name: 'Renamed by a test' } },
    { op: 'merge-occupations', references: [first], into: second },
    {
      op: 'split-occupation',
      reference: third,
      into: ['OCC8001', 'OCC8002'].map((reference) => ({
        occupation: { ...occupations[third], reference, status: 'in-development' as const },
        placement: placements[third],
      })),
    },
  ];
}

describe('undoing a published map revision', () => {
  test('publishes a new edition with the hash of the one before it', async () => {
    const before = rootHashOf(await live());
    const id = await drafted(await reshuffle());
    await publish(id);
    expect(rootHashOf(await live())).not.toBe(before);

    const back = await undo.begin(bo, id, { id: newId(), why: 'It came too early' });
    await ctx.module.get(RevisionDrafting).rename(ada, await read(back), {
      title: 'Undo the reshuffle',
      note: 'It came too early',
      minor: false,
    });
    await expect(ctx.module.get(Revisions).request(ada, await read(back))).resolves.toBeUndefined();
    const cy = await ctx.person('Cy Admin', { role: 'administrator' });
    await ctx.module.get(Revisions).approve(cy, await read(back));
    const now = (await ctx.db.read().now()).getTime();
    const at = new Date(Math.floor(now / 60_000) * 60_000 + 120_000);
    await ctx.module.get(Revisions).schedule(ada, await read(back), at);
    await ctx.module.get(DemoClock).advance(3 * 60_000);
    await ctx.module.get(RevisionPublication).publishDue();

    expect(rootHashOf(await live())).toBe(before);
    const events = await ctx.db.read().rows<{ no: number }>('select no from edition order by no');
    expect(events.map(({ no }) => no)).toEqual([1, 2, 3]);
  });

  test('begins one draft, however often the form is sent', async () => {
    const id = await drafted(await reshuffle());
    await publish(id);
    const key = newId();
    await undo.begin(ada, id, { id: key, why: 'Twice' });
    await undo.begin(ada, id, { id: key, why: 'Twice' });
    const drafts = await ctx.db.read().rows(`select 1 from revision where state = 'draft'`);
    expect(drafts).toHaveLength(1);
  });

  test('is refused where a later map revision changed the same thing, and says what', async () => {
    const { clusters } = await live();
    const cluster = Object.values(clusters)[0];
    const renamed = { ...cluster, name: 'Once' };
    const first = await drafted([{ op: 'amend-cluster', before: cluster, after: renamed }]);
    await publish(first);
    await publish(await drafted([{ op: 'amend-cluster', before: renamed, after: { ...cluster, name: 'Twice' } }]));

    expect((await undo.look(first)).problems).toHaveLength(1);
    await expect(undo.begin(ada, first, { id: newId(), why: 'Too late' })).rejects.toThrow('has changed since');
  });
});
