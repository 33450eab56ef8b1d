import { createHash } from 'node:crypto';
import { newId } from '@app/kernel';
import { type DatabaseBefore, databaseBefore } from '@test/support';
import { LawInTheDatabase1700000000045 } from './0045-law-in-the-database';

describe('rows of before the law stood in the database', () => {
  let before: DatabaseBefore;
  let owner: DatabaseBefore['owner'];
  const [person, group, agreed, revision, consultation] = [newId(), newId(), newId(), newId(), newId()];
  const root = '{"progression":null,"retired":[],"routes":[],"tLevels":[]}';
  const rootHash = createHash('sha256').update(`map\n${root}`).digest('hex');
  const old = '2020-01-01T00:00:00.000Z';

  beforeAll(async () => {
    before = await databaseBefore(LawInTheDatabase1700000000045);
    owner = before.owner;
    const rows: [string, unknown[]][] = [
      [
        `insert into person (id, email, email_normal, name, created_at) values ($1, 'a@example.test', 'a@example.test', 'A', $2)`,
        [person, old],
      ],
      [
        `insert into trailblazer_group (id, name, remit, created_at, state) values ($1, 'A', '', $2, 'recognised')`,
        [group, old],
      ],
      [
        `insert into proposal (id, reference, group_id, state, version, content, created_at, creation_key, agreed_at, submitted_at)
         values ($1, 'OP0001', $2, 'agreed', 1, '{"title": "", "matchAnswers": []}', $3, 'x', $3, $3)`,
        [agreed, group, old],
      ],
      [
        `insert into proposal_version (id, proposal_id, no, content, content_hash, submission_key, submitted_by, submitted_at)
         values ($1, $1, 1, '{"title": ""}', 'x', 'x', $2, $3)`,
        [agreed, person, old],
      ],
      [
        `insert into consultation (id, reference, title, introduction, subject_kind, subject_id, proposed, opens_at, closes_at,
           created_by, created_at, creation_key)
         values ($1, 'C0001', 'T', '', 'proposal', $1, '{}', $2, '2099-01-01', $3, '2025-01-01', $1)`,
        [consultation, old, person],
      ],
      [
        `insert into consultation_response (id, consultation_id, reference, answer, text, organisation_type, consent_to_publish, key, received_at)
         values ($1, $1, 'R-1', 'agree', '', 'other', false, $1, $2)`,
        [consultation, old],
      ],
      [`insert into map_node (hash, kind, content) values ($1, 'map', $2)`, [rootHash, root]],
      [
        `insert into edition (no, root_hash, published_at, kind, note) values (1, $1, $2, 'day-to-day', '')`,
        [rootHash, old],
      ],
      [`insert into route (slug, official_id) values ('digital', 7)`, []],
      [`insert into occupation (id, reference) values ($1, 'OCC0116')`, [agreed]],
      [
        `insert into placement (occupation_id, route, valid) values ($1, 'digital', tstzrange($2, null))`,
        [agreed, old],
      ],
      [
        `insert into revision (id, no, title, kind, note, version, state, created_at, attempts, approved_at, plan_hash, scheduled_for)
         values ($1, 1, 'T', 'day-to-day', '', 1, 'scheduled', $2, 0, $2, 'x', $2)`,
        [revision, old],
      ],
    ];
    for (const [text, params] of rows) await owner.query(text, params);
    await before.onward();
  });
  afterAll(() => before?.close());

  const one = async (text: string, params: unknown[] = []): Promise<Record<string, unknown>> =>
    (await owner.query<Record<string, unknown>>(text, params)).rows[0] ?? {};

  it('stand as they were: times, an agreement without a decision, an empty version, an edition without a revision', async () => {
    const at = new Date(old);
    expect(await one('select state, agreed_at, submitted_at, created_at from proposal')).toEqual({
      state: 'agreed',
      agreed_at: at,
      submitted_at: at,
      created_at: at,
    });
    expect(await one('select submitted_at from proposal_version')).toEqual({ submitted_at: at });
    expect(await one('select received_at from consultation_response')).toEqual({ received_at: at });
    expect(await one('select opens_at from consultation')).toEqual({ opens_at: at });
    expect(await one('select published_at, revision_id, xid from edition')).toEqual({
      published_at: at,
      revision_id: null,
      xid: null,
    });
    expect(await one('select lower(valid) as opened from placement')).toEqual({ opened: at });
  });

  it('go on: what is agreed goes into a map revision and back, and keeps its times', async () => {
    await owner.query(`update proposal set state = 'in-revision', revision_id = $2 where id = $1`, [agreed, revision]);
    await owner.query(`update proposal set state = 'agreed', revision_id = null where id = $1`, [agreed]);
    expect(await one('select agreed_at from proposal')).toEqual({ agreed_at: new Date(old) });
  });

  it('and are no model: the same again is refused', async () => {
    const again = (text: string, params: unknown[] = []) => owner.query(text, params);
    await expect(
      again(
        `insert into proposal_version (id, proposal_id, no, content, content_hash, submission_key, submitted_by)
         select gen_random_uuid(), proposal_id, 2, content, 'x', 'y', submitted_by from proposal_version`,
      ),
    ).rejects.toThrow('not empty');
    await expect(
      again(`insert into edition (no, root_hash, kind, note) select 2, root_hash, 'day-to-day', '' from edition`),
    ).rejects.toMatchObject({ constraint: expect.stringMatching(/edition_(has_its_revision|is_a_tree)/) });
    await expect(
      again(`update proposal set state = 'with-committee' where id = $1`, [agreed]).then(() =>
        again(`update proposal set state = 'agreed' where id = $1`, [agreed]),
      ),
    ).rejects.toThrow('without a decision');
    const scheduled = await one('select state from revision');
    await expect(again(`update revision set state = 'published', edition_no = 1`)).rejects.toThrow('is published');
    expect(await one('select state from revision')).toEqual(scheduled);
  });
});
