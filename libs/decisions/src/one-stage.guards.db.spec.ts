import { AuditQueries } from '@app/audit';
import { newId } from '@app/kernel';
import { proposalAccepted, proposalReturned } from '@app/proposals';
import type { Tx } from '@app/platform';
import { Client } from 'pg';
import { aPanelAtWork, type Person } from '../../../test/support/panel-at-work';
import { Conclusions, DecisionQueries, RegisterQueries } from './index';

type At = Awaited<ReturnType<typeof aPanelAtWork>>;
const scope = 'route:digital';
const refused = /one person acts in one stage/;

let at: At;
let both: Person;
beforeAll(async () => {
  at = await aPanelAtWork();
  const roles = ['product-manager', 'committee-member', 'administrator'] as const;
  both = await at.ctx.person('Both', ...roles.map((role) => ({ role })), { role: 'panel-member', scope });
});
afterAll(() => at?.ctx.close());

const lib = <T>(type: new (...given: never[]) => T): T => at.ctx.module.get<T>(type, { strict: false });
const write = (work: (tx: Tx) => Promise<unknown>) => at.ctx.db.write(work);

const declared = `insert into interest_declaration values (gen_random_uuid(), $1, $2, false, '', waymark_now(), gen_random_uuid())`;
const voted = `insert into vote (id, ballot_id, person_id, no, choice, reason, content_hash, cast_at, key)
  select gen_random_uuid(), id, $2, 1, 'approve', 'x', content_hash, waymark_now(), gen_random_uuid() from ballot where id = $1`;
const closed = `update ballot set closed_at = waymark_now(), closed_by = $2, closing_key = gen_random_uuid(), ended_because = 'x' where id = $1`;
const concluded = `insert into decision (id, ballot_id, kind, subject_kind, subject_id, content_hash, outcome, reasons, rules, tally, decided_by, decided_at)
  select gen_random_uuid(), id, case stage when 'panel' then 'recommendation' else 'decision' end, subject_kind, subject_id,
    content_hash, outcome, 'x', '{}', '{}', $2, waymark_now() from ballot where id = $1`;

const checks = (id: string) => async (tx: Tx) => {
  await tx.record(both, proposalAccepted(id, { reference: 'OP', title: 'x', groupId: at.groupId, route: 'digital' }));
};
const votes = (ballot: string) => async (tx: Tx) => {
  await tx.rows(declared, [ballot, both.id]);
  await tx.rows(voted, [ballot, both.id]);
};

/** A request whose panel voted without `both` and awaits reasons, and a ballot that is open. */
async function aBallotOf(people: readonly Person[]): Promise<{ id: string; ballot: string }> {
  const { id, ballot } = await at.opened();
  await at.votes(people, ballot);
  return { id, ballot };
}

describe('the database lets nobody act in two stages of a request', () => {
  it('whoever checked it casts no vote, closes no ballot and gives no reasons, whatever reaches the tables', async () => {
    const { id, ballot } = await aBallotOf([at.chair, at.one, at.two, at.three]);
    await write(checks(id));
    await expect(write(votes(ballot))).rejects.toThrow(refused);
    await expect(write((tx) => tx.rows(closed, [ballot, both.id]))).rejects.toThrow(refused);
    await at.closing.close(at.chair, ballot, newId()).catch(() => undefined);
    await at.sql(
      `update ballot set closed_at = waymark_now(), outcome = 'approve' where id = $1 and closed_at is null`,
      [ballot],
    );
    await expect(write((tx) => tx.rows(concluded, [ballot, both.id]))).rejects.toThrow(refused);
  });

  it('whoever voted neither accepts nor returns it, nor has it reopened, nor rules on its review', async () => {
    const { id, ballot } = await aBallotOf([at.chair, at.one]);
    await write(votes(ballot));
    const facts = { reference: 'OP', title: 'x', groupId: at.groupId };
    await expect(write(checks(id))).rejects.toThrow(refused);
    const back = proposalReturned(id, { ...facts, requests: 1, dueOn: new Date().toISOString() });
    await expect(write((tx) => tx.record(both, back))).rejects.toThrow(refused);
    await at.sql(`update ballot set closed_at = waymark_now(), outcome = 'reject' where id = $1`, [ballot]);
    await at.sql(concluded, [ballot, at.chair.id]);
    const reopened = `insert into decision_reopening select id, null, 'x', $2, waymark_now() from decision where ballot_id = $1`;
    await expect(at.sql(reopened, [ballot, both.id])).rejects.toThrow(refused);
    await at.sql(
      `insert into procedural_review (id, reference, decision_id, proposal_id, group_id, grounds, statement, state, asked_by, asked_at, key)
       select gen_random_uuid(), 'PR-' || left(id::text, 8), id, subject_id, $2, '{no-power}', 'x', 'asked', $3, waymark_now(), gen_random_uuid()
       from decision where ballot_id = $1`,
      [ballot, at.groupId, at.proposer.id],
    );
    const considered = `update procedural_review set state = 'considered', advice = 'x', considered_by = $2, considered_at = waymark_now() where proposal_id = $1`;
    await expect(at.sql(considered, [id, both.id])).rejects.toThrow(/not involved/);
    const other = await at.ctx.person('Other', { role: 'product-manager' });
    await at.sql(considered, [id, other.id]);
    const accepts = (tx: Tx) => tx.record(other, proposalAccepted(id, { ...facts, route: 'digital' }));
    await expect(write(accepts)).rejects.toThrow(refused);
  });

  it('acts again in the same stage, and in other stages of another request', async () => {
    const [one, other] = [await at.opened(), await at.opened()];
    await write(votes(one.ballot));
    await at.sql(closed, [one.ballot, both.id]);
    const second = await at.ballots.open(at.chair, await at.order(one.id));
    await write(votes(second));
    await write(checks(other.id));
  });

  it('of two at once, in two stages, one gets through, whichever comes first', async () => {
    const waits = (work: (tx: Tx) => Promise<void>) => async (tx: Tx) => {
      await work(tx);
      await new Promise((done) => setTimeout(done, 300));
    };
    for (const first of ['check', 'vote']) {
      const { id, ballot } = await at.opened();
      const works = first === 'check' ? [checks(id), votes(ballot)] : [votes(ballot), checks(id)];
      const [early = checks(id), late = votes(ballot)] = works;
      const begun = write(waits(early));
      await new Promise((done) => setTimeout(done, 100));
      const results = await Promise.allSettled([begun, write(late)]);
      expect(results).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: refused }]);
      const acts = await at.sql('select distinct stage from stage_act where proposal_id = $1 and person_id = $2', [
        id,
        both.id,
      ]);
      expect(acts).toHaveLength(1);
    }
  });

  it('what was done before stands: it counts, it is marked for staff and in the audit trail, and nobody is named', async () => {
    const { chair, one, two, three, committee, officer, proposer, ctx } = at;
    const { id, ballot } = await aBallotOf([chair, one, two, three]);
    const past = new Client({
      connectionString: ctx.database.ownerUrl,
      options: '-c session_replication_role=replica',
    });
    await past.connect();
    const before = (text: string, on: string) => past.query(text, [on, officer.id]);
    await past.query(`insert into ballot_elector values ($1, $2, false, null)`, [ballot, officer.id]);
    await before(declared, ballot);
    await before(voted, ballot);
    await past.end();
    expect((await at.pages.page(chair, ballot)).standing.turnout).toEqual({ voted: 5, of: 6 });
    await at.votes([both], ballot);
    await at.closing.close(chair, ballot, newId());
    const conclusion = { reasons: 'The reasons', requirementReasons: {}, conditions: [] };
    await lib(Conclusions).conclude(chair, ballot, conclusion);
    const ends = await at.ballots.open(committee[0] ?? chair, await at.order(id, 'committee'));
    await at.votes(committee, ends);
    await at.closing.close(committee[0] ?? chair, ends, newId());
    await lib(Conclusions).conclude(committee[0] ?? chair, ends, conclusion);
    const marks = async (who: Person) =>
      (await lib(DecisionQueries).onProposal(who, id)).map(({ decision, inTwoStages }) => [
        decision.stage,
        inTwoStages,
      ]);
    expect(await marks(officer)).toEqual([
      ['committee', false],
      ['panel', true],
    ]);
    expect(await marks(proposer)).toEqual([
      ['committee', false],
      ['panel', false],
    ]);
    const [made] = (await lib(AuditQueries).timeline('ballot', ballot)).filter(
      ({ type }) => type === 'recommendation.made',
    );
    expect(made?.sentence).toContain('somebody acted in two stages of this request, before');
    const { rows } = await lib(RegisterQueries).page({ route: 'digital', year: null, after: null });
    expect(JSON.stringify(rows.filter(({ proposalId }) => proposalId === id))).not.toMatch(/Officer|TwoStages/);
    const again = `insert into vote select gen_random_uuid(), ballot_id, person_id, no + 1, choice, reason, content_hash, waymark_now(), gen_random_uuid()
      from vote where ballot_id = $1 and person_id = $2`;
    await expect(at.sql(again, [ballot, officer.id])).rejects.toThrow(/ballot is closed/);
  });
});
