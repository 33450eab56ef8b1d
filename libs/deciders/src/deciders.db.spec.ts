import { newId } from '@app/kernel';
import { aPanelAtWork } from '../../../test/support/panel-at-work';
import { Deciders } from './deciders.service';
import { DeciderQueries } from './deciders.queries';
import { possibleBodies, decidedKinds, type DeciderOrder, deciderStages, bodies, wayOf } from './domain/deciders';

let at: Awaited<ReturnType<typeof aPanelAtWork>>;
let deciders: Deciders;
let queries: DeciderQueries;
let admin: Awaited<ReturnType<(typeof at)['ctx']['person']>>;
let chief: typeof admin;
beforeAll(async () => {
  at = await aPanelAtWork();
  deciders = at.ctx.module.get(Deciders, { strict: false });
  queries = at.ctx.module.get(DeciderQueries, { strict: false });
  admin = await at.ctx.person('Admin', { role: 'administrator' });
  chief = await at.ctx.person('Chief', { role: 'decision-maker' });
});
afterAll(() => at?.ctx.close());

/** Today, or so many days from now. */
const day = async (later = 0): Promise<string> => {
  const [row] = await at.sql('select (london_today() + $1::int)::text as day', [later]);
  return (row as { day: string }).day;
};
const order = (from: string, more: Partial<DeciderOrder> = {}): DeciderOrder => ({
  ...{ kind: 'standard', body: 'named', personId: chief.id, title: 'Chief executive', from },
  ...{ source: 'Direction of 1 May, https://example.test/direction', ...more },
});
const recommended = async (id: string): Promise<void> => {
  const ballot = await at.ballots.open(at.chair, await at.order(id));
  await at.votes([at.one, at.two, at.three, at.chair], ballot);
  await at.closing.close(at.chair, ballot, newId());
  await at.conclude(at.chair, ballot, 'Yes');
};

describe('who decides, as rules with their days', () => {
  it('begins with the panels, and the committee, for every kind', async () => {
    const rules = await queries.current();
    expect(rules).toHaveLength(13);
    for (const { from, until, inForce, source } of rules) {
      expect({ from, until, inForce }).toEqual({ from: null, until: null, inForce: true });
      expect(source).toContain('https://');
    }
    expect(rules.filter(({ stage }) => stage === 'decision').map(({ kind, body }) => [kind, body])).toEqual(
      decidedKinds.map((kind) => [kind, kind === 'adjustment' ? 'panel' : 'committee']),
    );
  });

  it('another is set from a day on, and ends the one before', async () => {
    const tomorrow = await day(1);
    await deciders.set(admin, order(tomorrow));
    const rules = (await queries.all(admin)).filter(({ kind, stage }) => kind === 'standard' && stage === 'decision');
    expect(rules).toMatchObject([
      { body: 'named', title: 'Chief executive', person: 'Chief', from: tomorrow, until: null, setBy: 'Admin' },
      { body: 'committee', from: null, until: tomorrow },
    ]);
    const reader = at.ctx.db.read();
    expect(await queries.inForce(reader, wayOf('standard'), 'decision')).toMatchObject({ body: 'committee' });
    await expect(deciders.set(admin, order(tomorrow))).rejects.toThrow('another one begins after that');
    await expect(deciders.set(admin, order(await day(-1)))).rejects.toThrow('must be today or later');
    await expect(deciders.set(admin, order(await day(400)))).rejects.toThrow('within 366 days');
    const another = { personId: at.chair.id, from: await day(2) };
    await expect(deciders.set(admin, order(another.from, another))).rejects.toThrow('the role decision-maker');
    await expect(deciders.set(chief, order(await day(2)))).rejects.toThrow('do not have the role');
  });
});

describe('the rules, as the app writes them in SQL', () => {
  const row = (given: Record<string, unknown>): Promise<unknown> => {
    const all = {
      ...{ id: newId(), request_kind: 'option', stage: 'decision', body: 'committee', source: 'Some rule' },
      ...{ set_by: admin.id, ...given },
    };
    const names = Object.keys(all);
    return at.sql(
      `insert into decider (${names.join()}) values (${names.map((_, index) => `$${index + 1}`).join()})`,
      Object.values(all),
    );
  };
  const option = `request_kind = 'option' and stage = 'decision'`;

  it('have no day twice, and none in the past', async () => {
    await expect(row({ from_on: await day(1) })).rejects.toMatchObject({ constraint: 'one_decider_on_a_day' });
    await expect(row({ from_on: await day(-1) })).rejects.toThrow('never for the past');
    await expect(row({})).rejects.toThrow('never for the past');
    await expect(row({ from_on: await day(1), until_on: await day(2) })).rejects.toThrow('never for the past');
    const end = `update decider set until_on = $1 where ${option}`;
    await expect(at.sql(end, [await day(-1)])).rejects.toThrow('never for the past');
    await at.sql(end, [await day(3)]);
    await expect(at.sql(end, [await day(4)])).rejects.toThrow('ended once');
    await expect(at.sql(end, [null])).rejects.toThrow('ended once');
    await expect(row({ from_on: await day(2) })).rejects.toMatchObject({ constraint: 'one_decider_on_a_day' });
    await row({ from_on: await day(3) });
  });

  it('stand as they were set', async () => {
    for (const change of [`source = 'Another'`, `from_on = london_today()`, `body = 'named'`, `set_at = now()`]) {
      await expect(at.sql(`update decider set ${change} where ${option}`)).rejects.toThrow();
    }
    await expect(at.sql(`delete from decider where ${option}`)).rejects.toThrow('stands as it was set');
    await expect(at.sql('truncate decider cascade')).rejects.toThrow();
  });

  it('say what the table of the code says is possible', async () => {
    const from = await day(200);
    for (const kind of decidedKinds) {
      for (const stage of deciderStages) {
        for (const body of bodies) {
          const { kind: request_kind, changeKind: change_kind } = wayOf(kind);
          const person = body === 'named' ? { person_id: chief.id, title: 'Chief' } : {};
          const tried = row({ request_kind, change_kind, stage, body, from_on: from, ...person });
          const possible = possibleBodies[kind][stage].includes(body);
          // What is possible meets the rule that is in force then.
          const constraint = possible ? 'one_decider_on_a_day' : 'decider_possible_check';
          await expect(tried).rejects.toMatchObject({ constraint });
        }
      }
    }
  });
});

describe('a case', () => {
  const kept = async (id: string) => {
    const rows = await at.sql(
      `select d.stage, d.body from stage_decider s join decider d on d.id = s.decider_id where s.proposal_id = $1 order by s.no`,
      [id],
    );
    return (rows as { stage: string; body: string }[]).map(({ stage, body }) => `${stage}: ${body}`);
  };

  it('keeps the rule that was in force when its stage began', async () => {
    const [before, after] = [await at.accepted(), await at.accepted()];
    await recommended(before);
    await deciders.set(admin, order(await day(), { kind: 'occupation' }));
    await recommended(after);
    expect(await kept(before)).toEqual(['recommendation: panel', 'decision: committee']);
    expect(await kept(after)).toEqual(['recommendation: panel', 'decision: named']);
    const reader = at.ctx.db.read();
    expect(await queries.ofCase(reader, before)).toMatchObject({ body: 'committee', against: null });
    expect(await queries.ofCase(reader, after)).toMatchObject({ body: 'named', personId: chief.id, against: null });
  });

  it('is given to nobody else in SQL', async () => {
    const id = await at.accepted();
    await recommended(id);
    const into = `insert into stage_decider (proposal_id, decider_id, reason, set_by)
      select $1, id, $2, $3 from decider where request_kind = 'occupation' and stage = 'decision' and body = $4`;
    const { id: by } = admin;
    await expect(at.sql(into, [id, 'I want it', by, 'committee'])).rejects.toThrow('keeps who decides');
    await expect(at.sql(into, [id, 'I want it', by, 'named'])).rejects.toThrow('keeps who decides');
    await expect(at.sql(into, [id, null, null, 'named'])).rejects.toThrow('keeps who decides');
    await expect(at.sql(`update stage_decider set reason = 'x' where proposal_id = $1`, [id])).rejects.toThrow();
    await expect(at.sql(`delete from stage_decider where proposal_id = $1`, [id])).rejects.toThrow();
  });
});
