import { newId } from '@app/kernel';
import { type DatabaseBefore, databaseBefore } from '@test/support';
import { OneStage1700000000039 } from './0039-one-stage';

/** A request that Ada voted on in the panel and in the committee, when nothing kept her from it. */
describe('what was done in two stages before one person, one stage was a rule', () => {
  let before: DatabaseBefore;
  const [ada, bo, cy, group, proposal, version] = [newId(), newId(), newId(), newId(), newId(), newId()];
  const panel = { id: newId(), rules: newId(), ballot: newId(), decision: newId(), stage: 'panel' };
  const committee = { id: newId(), rules: newId(), ballot: newId(), decision: newId(), stage: 'committee' };
  const [open, oldGrant] = [newId(), newId()];
  const sql = (text: string, values: unknown[] = []) =>
    before.owner.query<Record<string, unknown>>(text, values).then(({ rows }) => rows);

  const ballotOn = ({ id, rules, stage }: typeof panel, ballot: string) =>
    sql(
      `insert into ballot (id, panel_id, stage, subject_kind, subject_id, version_id, content_hash, subject_reference,
         subject_title, version_no, rules_id, electors, opening_key, opened_by, opened_at, closes_at)
       values ($1, $2, $3, 'proposal', $4, $5, 'hash', 'OP1', 'One', 1, $6, 2, gen_random_uuid(), $7, waymark_now(),
         waymark_now() + interval '3 days')`,
      [ballot, id, stage, proposal, version, rules, bo],
    ).then(() => sql(`insert into ballot_elector select $1, unnest($2::uuid[]), false, null`, [ballot, [ada, bo]]));
  const vote = async (ballot: string, person: string, no = 1) => {
    if (no === 1) {
      await sql(
        `insert into interest_declaration values (gen_random_uuid(), $1, $2, false, '', waymark_now(), gen_random_uuid())`,
        [ballot, person],
      );
    }
    await sql(
      `insert into vote (id, ballot_id, person_id, no, choice, reason, content_hash, cast_at, key)
       values (gen_random_uuid(), $1, $2, $3, 'approve', 'x', 'hash', waymark_now(), gen_random_uuid())`,
      [ballot, person, no],
    );
  };
  const granted = (id: string, role: string, by: string | null, to = ada) =>
    sql(
      `insert into person_grant (id, person_id, role, valid_from, granted_by) values ($1, $2, $3, waymark_now(), $4)`,
      [id, to, role, by],
    );

  beforeAll(async () => {
    before = await databaseBefore(OneStage1700000000039);
    for (const id of [ada, bo, cy])
      await sql(
        `insert into person (id, email, email_normal, name) values ($1::uuid, $1::text, $1::text, 'Somebody')`,
        [id],
      );
    await sql(
      `insert into trailblazer_group (id, name, remit, created_at, state) values ($1, 'A', '', now(), 'recognised')`,
      [group],
    );
    await sql(
      `insert into proposal (id, reference, kind, group_id, state, version, content, created_at, creation_key)
       values ($1, 'OP1', 'occupation', $2, 'with-committee', 1, '{"title": "One", "matchAnswers": []}', now(), 'key')`,
      [proposal, group],
    );
    await sql(`insert into proposal_version values ($1, $2, 1, '{}', 'hash', 'key', $3, now())`, [
      version,
      proposal,
      cy,
    ]);
    for (const { id, rules, stage, ballot, decision } of [panel, committee]) {
      const route = stage === 'panel' ? 'digital' : null;
      await sql(`insert into panel values ($1, $2, $2, $3)`, [id, stage, route]);
      await sql(
        `insert into panel_rules (id, panel_id, no, quorum_percent, quorum_floor, threshold_percent, blocking_rejects,
           chair_blocks, casting_vote, set_at) values ($1, $2, 1, 50, 1, 50, 0, false, false, now())`,
        [rules, id],
      );
      await ballotOn({ ...panel, id, rules, stage }, ballot);
      await vote(ballot, ada);
      await sql(`update ballot set closed_at = waymark_now(), outcome = 'approve', closed_by = $2 where id = $1`, [
        ballot,
        bo,
      ]);
      await sql(
        `insert into decision (id, ballot_id, kind, subject_kind, subject_id, content_hash, outcome, reasons, rules, tally, decided_by, decided_at)
         values ($1, $2, $3, 'proposal', $4, 'hash', 'approve', 'x', '{}', '{}', $5, waymark_now())`,
        [decision, ballot, stage === 'panel' ? 'recommendation' : 'decision', proposal, ada],
      );
    }
    await ballotOn(committee, open);
    await vote(open, ada);
    await granted(oldGrant, 'committee-member', ada);
    await before.onward();
  });
  afterAll(() => before?.close());

  it('stands, and the decision in which it was done is marked', async () => {
    const acts = await sql(
      `select distinct stage, act from stage_act where person_id = $1 and proposal_id = $2 order by stage, act`,
      [ada, proposal],
    );
    expect(acts).toEqual(
      ['committee', 'panel'].flatMap((stage) => ['reasons', 'voted'].map((act) => ({ stage, act }))),
    );
    expect(await sql('select id from decision_in_two_stages')).toEqual([{ id: committee.decision }]);
  });

  it('counts in ballots that were closed as it did; those that are open follow the rule', async () => {
    const rows = await sql('select id, one_stage from ballot');
    expect(Object.fromEntries(rows.map((row) => [row['id'], row['one_stage']]))).toEqual({
      [panel.ballot]: false,
      [committee.ballot]: false,
      [open]: true,
    });
    await expect(sql('update ballot set one_stage = false where id = $1', [open])).rejects.toThrow(/never change/);
  });

  it('is not done again: not even by a further vote on the ballot that is open', async () => {
    await expect(vote(open, ada, 2)).rejects.toThrow(/one person acts in one stage/);
    await expect(vote(open, bo)).rejects.toThrow(/one person acts in one stage/);
  });

  it('a role that somebody had given to themselves stays, can be ended, and is given so no more', async () => {
    await sql('update person_grant set valid_until = waymark_now() where id = $1', [oldGrant]);
    for (const role of ['administrator', 'product-manager', 'committee-member']) {
      await expect(granted(newId(), role, ada)).rejects.toThrow(/nobody grants themselves/);
    }
    await granted(newId(), 'moderator', ada);
    await granted(newId(), 'administrator', null);
    const id = newId();
    await granted(id, 'administrator', bo);
    await expect(sql('update person_grant set granted_by = $2 where id = $1', [id, ada])).rejects.toThrow(/themselves/);
    await expect(sql(`update person_grant set person_id = $2 where id = $1`, [id, bo])).rejects.toThrow(/themselves/);
  });
});
