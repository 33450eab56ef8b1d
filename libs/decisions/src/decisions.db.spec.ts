import { WaitingList } from '@app/accounts';
import {
  type Actor,
  endOfLondonDay,
  Forbidden,
  groupScope,
  londonDate,
  newId,
  Refused,
  systemActor,
} from '@app/kernel';
import { BallotClosing, Ballots, type Choice, Panels } from '@app/panels';
import { DemoClock, Outbox } from '@app/platform';
import { Proposal, ProposalOfficer, ProposalQueries, Proposals, requirements } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { Trailblazers } from '@app/trailblazers';
import { testContext, type TestContext } from '@test/support';
import { featureModules } from '../../../apps/features';
import {
  Conclusions,
  type ConditionOrder,
  Conditions,
  DecisionQueries,
  RegisterQueries,
  Reversals,
  Reviews,
} from './index';

type Person = Actor & { id: string };
const day = 86_400_000;
const everyReason = Object.fromEntries(requirements.map(({ key }) => [key, `About ${key}`]));

describe('what follows from a ballot', () => {
  let ctx: TestContext;
  let officer: Person, other: Person, admin: Person, admin2: Person, proposer: Person, chair: Person;
  let panel: Person[], committee: Person[];
  let groupId: string;
  const lib = <T>(type: new (...given: never[]) => T): T => ctx.module.get<T>(type, { strict: false });

  beforeAll(async () => {
    ctx = await testContext(featureModules);
    const routes = [{ slug: 'digital', name: 'Digital' }];
    await ctx.db.write((tx) => lib(Panels).establish(tx, systemActor('test'), routes));
    officer = await ctx.person('Officer', { role: 'product-manager' });
    other = await ctx.person('Other officer', { role: 'product-manager' });
    admin = await ctx.person('Admin', { role: 'administrator' });
    admin2 = await ctx.person('Admin two', { role: 'administrator' });
    chair = await ctx.person('Chair', { role: 'panel-chair', scope: 'route:digital' });
    const member = (name: string) => ctx.person(name, { role: 'panel-member', scope: 'route:digital' });
    panel = [chair, await member('One'), await member('Two')];
    committee = await Promise.all(['C1', 'C2', 'C3'].map((name) => ctx.person(name, { role: 'committee-member' })));
    groupId = await lib(Trailblazers).form(officer, { name: 'Accessibility', remit: 'Digital' });
    const acme = { name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' } as const;
    await lib(Trailblazers).addEmployer(officer, groupId, acme);
    proposer = await ctx.person('Proposer', { role: 'group-chair', scope: groupScope(groupId) });
  });
  afterAll(() => ctx?.close());

  const now = () => ctx.db.read().now();
  const sql = (text: string, params: unknown[] = []) => ctx.db.write((tx) => tx.rows<{ id: string }>(text, params));
  const stateOf = async (id: string) => (await lib(ProposalQueries).summary(ctx.db.read(), id)).state;
  const accepted = async (): Promise<string> => {
    const id = await lib(Proposals).start(proposer, groupId, newId());
    await lib(Proposals).amend(proposer, id, 1, { part: 'all', change: () => aCompleteContent() });
    await lib(Proposals).submit(proposer, id, 2, newId());
    await lib(Proposals).accept(officer, id, undefined, 'No peer was free');
    return id;
  };
  /** A ballot from its opening to its close. @returns its id */
  const voted = async (id: string, slug: 'digital' | 'committee', choice: Choice): Promise<string> => {
    const people = slug === 'digital' ? panel : committee;
    const [leader = officer] = people;
    const version = await lib(ProposalQueries).latestVersion(ctx.db.read(), id);
    const contentHash = version?.contentHash ?? '';
    const closesAt = new Date((await now()).getTime() + 3 * day);
    const subject = { kind: 'proposal', id };
    const ballot = await lib(Ballots).open(leader, { slug, subject, contentHash, closesAt, key: newId() });
    for (const person of people) {
      await lib(Ballots).declare(person, ballot, { interested: false, details: '', key: newId() });
      await lib(Ballots).vote(person, ballot, { choice, reason: 'Because', contentHash, seen: 0, key: newId() });
    }
    await lib(BallotClosing).close(leader, ballot, newId());
    return ballot;
  };
  const concluded = async (
    ballot: string,
    leader: Person,
    conditions: readonly ConditionOrder[] = [],
  ): Promise<string> => {
    const order = { reasons: 'The reasons', requirementReasons: everyReason, conditions };
    await lib(Conclusions).conclude(leader, ballot, order);
    return (await sql('select id from decision where ballot_id = $1', [ballot]))[0]?.id ?? '';
  };
  const inDays = async (days: number) => endOfLondonDay(londonDate(new Date((await now()).getTime() + days * day)));
  const decided = async (choice: Choice, conditions: readonly ConditionOrder[] = [], started?: string) => {
    const id = started ?? (await accepted());
    if (started === undefined) await concluded(await voted(id, 'digital', 'approve'), chair);
    const [leader = officer] = committee;
    return { id, decision: await concluded(await voted(id, 'committee', choice), leader, conditions) };
  };
  const withConditions = async () => {
    const conditions = [
      { text: 'Name two employers', dueOn: await inDays(10) },
      { text: 'Describe the checks', dueOn: await inDays(20) },
    ];
    const made = await decided('approve-with-conditions', conditions);
    const rows = await sql('select id from condition where decision_id = $1 order by no', [made.decision]);
    return { ...made, conditions: rows.map((row) => row.id) as [string, string] };
  };
  const step = (text = 'As asked') => ({ text, key: newId() });
  const waits = async (person: Person) =>
    (await lib(WaitingList).entries(ctx.db.read(), person)).map(({ text }) => text).join('; ');

  it('a rejection needs a reason for each requirement, and the conclusion is one transaction', async () => {
    const id = await accepted();
    const ballot = await voted(id, 'digital', 'reject');
    const order = { reasons: 'No', requirementReasons: { ...everyReason, broad: '' }, conditions: [] };
    await expect(lib(Conclusions).conclude(chair, ballot, order)).rejects.toThrow('Enter a reason for the requirement');
    expect([await stateOf(id), (await sql('select id from decision where ballot_id = $1', [ballot])).length]).toEqual([
      'with-panel',
      0,
    ]);
    const decision = await concluded(ballot, chair);
    const { decision: row } = await lib(DecisionQueries).letter(officer, decision);
    expect(row.requirementReasons).toEqual(everyReason);
  });

  it('an approval with conditions is agreed when the last condition is discharged, also by two at once', async () => {
    const { id, conditions } = await withConditions();
    const [first, second] = conditions;
    expect(await stateOf(id)).toBe('conditions');
    expect(await waits(proposer)).toContain('Give the evidence for condition 1');
    await expect(lib(Conditions).meet(officer, first, step())).rejects.toThrow(Forbidden);
    await expect(lib(Conditions).discharge(officer, first, step())).rejects.toThrow(Refused);
    await lib(Conditions).meet(proposer, first, step('Acme and Bolt'));
    await lib(Conditions).sendBack(officer, first, step('Bolt is in the group already'));
    await lib(Conditions).meet(proposer, first, step('Acme and Crane'));
    await lib(Conditions).meet(proposer, second, step('Duty 3 says so'));
    expect(await waits(officer)).toContain('Check the evidence for condition 2');
    await Promise.all([
      lib(Conditions).discharge(officer, first, step()),
      lib(Conditions).discharge(other, second, step()),
    ]);
    expect(await stateOf(id)).toBe('agreed');
    const types = await ctx.db
      .read()
      .rows<{ type: string }>(`select type from event where subject_id = $1 order by seq`, [first]);
    expect(types.map(({ type }) => type)).toEqual([
      'condition.agreed',
      'condition.met',
      'condition.sent-back',
      'condition.met',
      'condition.discharged',
    ]);
  });

  it('a condition whose day has passed waits for the officer, who extends it or closes it and so ends the approval', async () => {
    const { id, conditions } = await withConditions();
    const [first, second] = conditions;
    await expect(lib(Conditions).close(officer, first, step())).rejects.toThrow('only after its day has passed');
    await lib(DemoClock).advance(12 * day);
    expect(await waits(officer)).toContain('Extend or close condition 1');
    const sooner = { ...step('More time'), dueOn: await inDays(-1) };
    await expect(lib(Conditions).extend(officer, first, sooner)).rejects.toThrow('must be later');
    await lib(Conditions).extend(officer, first, { ...step('The employer was ill'), dueOn: await inDays(5) });
    expect(await waits(officer)).not.toContain('Extend or close condition 1');
    await lib(DemoClock).advance(7 * day);
    await lib(Conditions).close(officer, first, step('Nothing came'));
    expect(await stateOf(id)).toBe('lapsed');
    await expect(lib(Conditions).meet(proposer, second, step())).rejects.toThrow('no longer waits for its conditions');
    await expect(sql('delete from condition where id = $1', [second])).rejects.toThrow(/kept/);
  });

  it('what an earlier decision asked for never ends the approval that took its place', async () => {
    const { id, conditions } = await withConditions();
    await lib(DemoClock).advance(21 * day);
    await lib(Conditions).close(officer, conditions[0], step('Nothing came'));
    const { version } = await ctx.db.read().get(Proposal, id);
    await lib(ProposalOfficer).reopen(officer, id, 'They were ill', version);
    await lib(Proposals).submit(proposer, id, version + 1, newId());
    await lib(Proposals).accept(officer, id, undefined, 'No peer was free');
    await concluded(await voted(id, 'digital', 'approve'), chair);
    const asked = [{ text: 'Name three employers', dueOn: await inDays(10) }];
    const { decision } = await decided('approve-with-conditions', asked, id);
    const overdue = lib(Conditions).close(officer, conditions[1], step('Nothing came'));
    await expect(overdue).rejects.toThrow('no longer waits for its conditions');
    expect(await stateOf(id)).toBe('conditions');
    const [newest] = await sql('select id from condition where decision_id = $1', [decision]);
    await lib(Conditions).meet(proposer, newest?.id ?? '', step('Acme, Bolt and Crane'));
  });

  it('the database holds the order of a condition, and that its group never settles it', async () => {
    const { conditions } = await withConditions();
    const [first] = conditions;
    await expect(sql(`update condition set state = 'discharged' where id = $1`, [first])).rejects.toThrow(
      /agreed to met/,
    );
    await expect(sql(`update condition set text = 'Nothing' where id = $1`, [first])).rejects.toThrow(/never changes/);
    const insert = `insert into condition_step values (gen_random_uuid(), $1, 9, 'discharge', 'x', null, $2, waymark_now(), gen_random_uuid())`;
    await expect(sql(insert, [first, proposer.id])).rejects.toThrow(/own group/);
    await expect(sql('update condition_step set no = 8')).rejects.toThrow(/permission denied/);
  });

  it('a decision is never edited: the committee reopens it with reasons, and a further decision takes its place', async () => {
    const { id, decision } = await decided('reject');
    expect(await stateOf(id)).toBe('refused');
    await expect(lib(Reversals).reopen(officer, decision, 'No')).rejects.toThrow(Forbidden);
    await expect(lib(DecisionQueries).decision(proposer, decision, 'reopen')).rejects.toThrow(Forbidden);
    const [c1 = officer] = committee;
    await lib(Reversals).reopen(c1, decision, 'A letter was not read');
    expect(await stateOf(id)).toBe('with-committee');
    const later = (await decided('approve', [], id)).decision;
    expect(await stateOf(id)).toBe('agreed');
    const { rows } = await lib(RegisterQueries).page({ route: 'digital', year: null, after: null });
    const [newer, older] = rows.filter(({ proposalId, stage }) => proposalId === id && stage === 'committee');
    expect(newer).toMatchObject({ id: later, outcome: 'approve', reverses: decision });
    expect(older).toMatchObject({ id: decision, outcome: 'reject', replacedBy: later, replacedWith: 'approve' });
    await expect(lib(Reversals).reopen(c1, decision, 'Again')).rejects.toThrow('was reopened before');
    await expect(sql(`update decision set outcome = 'approve'`)).rejects.toThrow(/permission denied/);
    for (const state of ['in-revision', 'on-map'])
      await sql(`update proposal set state = $2 where id = $1`, [id, state]);
    await expect(lib(Reversals).reopen(c1, later, 'Too late')).rejects.toThrow('it is on map');
  });

  it('the database lets a decision take the place only of one that was reopened, on the same thing', async () => {
    const { decision } = await decided('reject');
    const id = await accepted();
    await concluded(await voted(id, 'digital', 'approve'), chair);
    const ballot = await voted(id, 'committee', 'approve');
    const [c1 = officer] = committee;
    const insert = `insert into decision select gen_random_uuid(), id, 'decision', subject_kind, subject_id, content_hash,
      'approve', 'x', '{}', '{}', $2, waymark_now(), '{}', $3 from ballot where id = $1`;
    await expect(sql(insert, [ballot, c1.id, decision])).rejects.toThrow(/only a decision that was reopened/);
    await lib(Reversals).reopen(c1, decision, 'A letter was not read');
    await expect(sql(insert, [ballot, c1.id, decision])).rejects.toThrow(/only a decision that was reopened/);
  });

  it('a review is asked for by the chair of the group, once, on a final decision, within 20 working days', async () => {
    const { decision } = await decided('reject');
    const order = { grounds: ['process-not-followed' as const], statement: 'No notice was given', key: newId() };
    await expect(lib(Reviews).ask(officer, decision, order)).rejects.toThrow(Forbidden);
    const revised = (await decided('revise')).decision;
    await expect(lib(Reviews).ask(proposer, revised, order)).rejects.toThrow('Only a final decision');
    const results = await Promise.all([1, 2].map(() => lib(Reviews).ask(proposer, decision, order)));
    expect(new Set(results).size).toBe(1);
    await expect(lib(Reviews).ask(proposer, decision, { ...order, key: newId() })).rejects.toThrow('one review');
    const late = (await decided('reject')).decision;
    await expect(lib(Reviews).ask(proposer, late, order)).rejects.toThrow('This form was used already');
    await lib(DemoClock).advance(45 * day);
    await expect(lib(Reviews).ask(proposer, late, { ...order, key: newId() })).rejects.toThrow(
      'A review could be asked for until',
    );
  });

  it('a review is considered and decided by people who were not involved; upheld, the committee decides afresh', async () => {
    const { id, decision } = await decided('reject');
    const order = { grounds: ['information-overlooked' as const], statement: 'A letter was overlooked', key: newId() };
    const review = await lib(Reviews).ask(proposer, decision, order);
    const both = await ctx.person(
      'Both',
      { role: 'administrator' },
      { role: 'group-member', scope: groupScope(groupId) },
    );
    await expect(lib(Reviews).consider(officer, review, 'x')).rejects.toThrow('You accepted this in the officer');
    await expect(lib(Reviews).consider(both, review, 'x')).rejects.toThrow('you are or were a member of the group');
    expect(await waits(other)).toContain('Consider procedural review');
    expect(await waits(officer)).not.toContain('Consider procedural review');
    await expect(lib(Reviews).decide(admin2, review, { outcome: 'upheld', reasons: 'x' })).rejects.toThrow(Refused);
    await lib(Reviews).consider(admin, review, 'The letter came with version 1');
    const ruling = { outcome: 'upheld' as const, reasons: 'A letter was overlooked' };
    await expect(lib(Reviews).decide(admin, review, ruling)).rejects.toThrow('another administrator decides it');
    const bySql = `update procedural_review set state = 'upheld', reasons = 'x', decided_by = $2, decided_at = waymark_now() where id = $1`;
    const [c1 = officer] = committee;
    await expect(sql(bySql, [review, c1.id])).rejects.toThrow(/not involved/);
    await expect(sql(bySql, [review, admin.id])).rejects.toThrow(/check constraint/);
    await Promise.all([lib(Reviews).decide(admin2, review, ruling), lib(Reviews).decide(admin2, review, ruling)]);
    expect(await stateOf(id)).toBe('with-committee');
    const again = { outcome: 'not-upheld' as const, reasons: 'It was read' };
    await expect(lib(Reviews).decide(admin2, review, again)).rejects.toThrow(/handled it before|it is upheld/);
    const later = (await decided('approve', [], id)).decision;
    const { decision: row } = await lib(RegisterQueries).one(later);
    expect([row.reverses, await stateOf(id)]).toEqual([decision, 'agreed']);
    const { decision: first } = await lib(RegisterQueries).one(decision);
    expect(first).toMatchObject({
      outcome: 'reject',
      reviewState: 'upheld',
      reopenedBecause: 'A letter was overlooked',
    });
  });

  it('the register shows a recommendation only once the committee has decided, pages by place, and never who voted', async () => {
    const id = await accepted();
    const recommendation = await concluded(await voted(id, 'digital', 'approve'), chair);
    await expect(lib(RegisterQueries).one(recommendation)).rejects.toThrow('was not found');
    const version = await lib(RegisterQueries).version();
    await decided('approve', [], id);
    expect(await lib(RegisterQueries).version()).not.toBe(version);
    expect((await lib(RegisterQueries).one(recommendation)).decision.stage).toBe('panel');
    const all = (await lib(RegisterQueries).page({ route: null, year: null, after: null })).rows.map((row) => row.id);
    const paged: string[] = [];
    for (let after: string | null = null; ;) {
      const found = await lib(RegisterQueries).page({ route: null, year: null, after }, 3);
      paged.push(...found.rows.map((row) => row.id));
      if (found.next === null) break;
      after = found.next;
    }
    expect(paged).toEqual(all);
    expect((await lib(RegisterQueries).page({ route: 'care', year: null, after: null })).rows).toEqual([]);
    const text = JSON.stringify(await lib(RegisterQueries).page({ route: null, year: null, after: null }));
    for (const { name, id: person } of committee)
      expect([text.includes(name), text.includes(person)]).toEqual([false, false]);
  });

  it('the notice of a decision carries the letter', async () => {
    const { decision } = await withConditions();
    await lib(Outbox).drain();
    const [mail] = await ctx.db
      .read()
      .rows<{ body: string }>(`select body from notification where body like '%/decisions/' || $1 || '/letter%'`, [
        decision,
      ]);
    expect(mail?.body).toContain('Condition 1, by');
    expect(mail?.body).toContain('YOUR RIGHT TO A PROCEDURAL REVIEW');
  });
});
