import { decidingRoles, isDeciding, newId, roles } from '@app/kernel';
import { type DatabaseBefore, databaseBefore } from '@test/support';
import { WhoDecides1700000000048 } from './0048-who-decides';

/** Requests from before who decides was data, each with a ballot of the panel. */
describe('requests from before who decides was data', () => {
  let before: DatabaseBefore;
  const [bo, group, panel, rules] = [newId(), newId(), newId(), newId()];
  const sql = (text: string, values: unknown[] = []) =>
    before.owner.query<Record<string, unknown>>(text, values).then(({ rows }) => rows);

  const cases = [
    { id: newId(), kind: 'occupation', change: null, steps: ['with-panel', 'with-committee'] },
    { id: newId(), kind: 'occupation', change: null, steps: ['with-panel'] },
    { id: newId(), kind: 'change', change: 'adjustment', steps: ['with-panel'] },
    { id: newId(), kind: 'retirement', change: null, steps: [] },
  ];

  async function aRequest({ id, kind, change, steps }: (typeof cases)[number]): Promise<void> {
    const content = { title: 'One', route: 'digital', duties: [{}], matchAnswers: [], grounds: { explanation: 'x' } };
    await sql(
      `insert into proposal (id, reference, kind, group_id, state, version, content, created_at, creation_key, route,
         occupation_reference, basis)
       values ($1::uuid, $1::text, $2::text, $3, 'draft', 1, $4, now(), $1::text, 'digital',
         case when $2::text <> 'occupation' then 'OCC0001' end, case when $2::text <> 'occupation' then '{}'::jsonb end)`,
      [id, kind, group, JSON.stringify(content)],
    );
    await sql(`update proposal set change_kind = $2, state = 'submitted', submitted_at = now() where id = $1`, [
      id,
      change,
    ]);
    await sql(
      `insert into proposal_version (id, proposal_id, no, content, content_hash, submission_key, submitted_by, submitted_at)
       values ($1::uuid, $1::uuid, 1, $2, 'hash', $1::text, $3, now())`,
      [id, JSON.stringify(content), bo],
    );
    for (const state of steps) await sql('update proposal set state = $2 where id = $1', [id, state]);
    if (steps.length === 0) return;
    await sql(
      `insert into ballot (id, panel_id, stage, subject_kind, subject_id, version_id, content_hash, subject_reference,
         subject_title, version_no, rules_id, electors, opening_key, opened_by, opened_at, closes_at)
       values ($1::uuid, $2, 'panel', 'proposal', $1, $1, 'hash', 'OP1', 'One', 1, $3, 1, $1, $4, now(), now() + interval '1 day')`,
      [id, panel, rules, bo],
    );
  }

  beforeAll(async () => {
    before = await databaseBefore(WhoDecides1700000000048);
    await sql(`insert into person (id, email, email_normal, name) values ($1::uuid, $1::text, $1::text, 'Bo')`, [bo]);
    await sql(
      `insert into trailblazer_group (id, name, remit, created_at, state) values ($1, 'A', '', now(), 'recognised')`,
      [group],
    );
    await sql(`insert into panel values ($1, 'digital', 'Digital', 'digital')`, [panel]);
    await sql(
      `insert into panel_rules (id, panel_id, no, quorum_percent, quorum_floor, threshold_percent, blocking_rejects,
         chair_blocks, casting_vote, set_at) values ($1, $2, 1, 50, 1, 50, 0, false, false, now())`,
      [rules, panel],
    );
    for (const one of cases) await aRequest(one);
    await before.onward();
  });
  afterAll(() => before?.close());

  it('have the default at the stage that each is in, and on each ballot', async () => {
    const found = await Promise.all(
      cases.map(async ({ id }) => {
        const [latest] = await sql(
          `select d.stage || ': ' || d.body as says from stage_decider s join decider d on d.id = s.decider_id
           where s.proposal_id = $1 order by s.no desc limit 1`,
          [id],
        );
        const [ballot] = await sql(
          `select d.stage || ': ' || d.body as says from ballot b join decider d on d.id = b.decider_id where b.id = $1`,
          [id],
        );
        return [latest?.says, ballot?.says];
      }),
    );
    expect(found).toEqual([
      ['decision: committee', 'recommendation: panel'],
      ['recommendation: panel', 'recommendation: panel'],
      ['decision: panel', 'decision: panel'],
      [undefined, undefined],
    ]);
  });

  it('which roles decide is told alike by the database and by the code', async () => {
    const rows = await sql('select role, is_deciding(role) as decides from unnest($1::text[]) role', [roles]);
    expect(rows).toEqual(roles.map((role) => ({ role, decides: isDeciding(role) })));
    expect(decidingRoles).toHaveLength(6);
  });
});
