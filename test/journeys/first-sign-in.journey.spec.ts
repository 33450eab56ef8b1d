import { demoActor, demoPeople } from '../../apps/cli/src/demo/people';
import { firstLight } from '../../apps/cli/src/first-light';
import { featureModules } from '../../apps/features';
import { WaitingList } from '@app/accounts';
import { MapReader } from '@app/occupational-map';
import { testContext, type TestContext } from '@test/support';

describe('the demo cases, as a newcomer finds them', () => {
  let ctx: TestContext;
  beforeAll(async () => {
    ctx = await testContext([...featureModules]);
    for (const step of firstLight) await step.load(ctx.module, () => undefined);
  }, 120_000);
  afterAll(() => ctx?.close());

  it('each demo person has something to do at first sign-in', async () => {
    const map = await ctx.module.get(MapReader, { strict: false }).refresh();
    const waiting = ctx.module.get(WaitingList, { strict: false });
    const idle: string[] = [];
    for (const { local } of demoPeople((map?.routes ?? []).map(({ slug }) => slug))) {
      const entries = await waiting.entries(ctx.db.read(), await demoActor(ctx.module, local));
      if (entries.length === 0) idle.push(local);
    }
    expect(idle).toEqual([]);
  });

  it('there is a proposal in each stage, four editions, a scheduled revision, open and closed consultations', async () => {
    const reader = ctx.db.read();
    const states = await reader.rows<{ state: string }>('select distinct state from proposal order by state');
    expect(states.map(({ state }) => state)).toEqual([
      'agreed',
      'conditions',
      'draft',
      'in-revision',
      'on-map',
      'peer-review',
      'refused',
      'returned',
      'submitted',
      'with-committee',
      'with-panel',
      'withdrawn',
    ]);
    const count = async (sql: string) =>
      (await reader.one<{ count: number }>(`select count(*)::int as count from ${sql}`))?.count;
    const waits = `ruled_text where permission <> 'confidential' and outcome is null`;
    expect({
      editions: await count('edition'),
      scheduled: await count(`revision where state = 'scheduled'`),
      open: await count(`consultation_standing where standing = 'open'`),
      closed: await count(`consultation_standing where standing = 'closed'`),
      responses: await count('consultation_response'),
      waiting: await count(waits),
    }).toEqual({ editions: 4, scheduled: 1, open: 2, closed: 1, responses: 25, waiting: 5 });
  });

  it('one ballot lacks a single vote', async () => {
    const rows = await ctx.db.read().rows<{ missing: number }>(
      `select b.electors - (select count(distinct person_id)::int from vote v where v.ballot_id = b.id) as missing
       from ballot b where closed_at is null`,
    );
    expect(rows.filter(({ missing }) => missing === 1)).toHaveLength(1);
  });

  it('one recusal waits for a ruling of the chair', async () => {
    const waiting = ctx.module.get(WaitingList, { strict: false });
    const entries = await waiting.entries(ctx.db.read(), await demoActor(ctx.module, 'chair.creative-design'));
    expect(entries.map(({ text }) => text)).toContainEqual(
      expect.stringContaining('Rule on the proposed recusal of Max'),
    );
  });
});
