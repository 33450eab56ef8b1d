import { newId } from '@app/kernel';
import { type DatabaseBefore, databaseBefore } from '@test/support';
import { OrganisationNames1700000000040 } from './0040-organisation-names';

describe('names of organisations from before they were rows', () => {
  let before: DatabaseBefore;
  let owner: DatabaseBefore['owner'];
  const [groupId, proposalId, panelId, ruler] = [newId(), newId(), newId(), newId()];
  const people = { acme: newId(), article: newId(), near: newId(), other: newId(), ruled: newId() };
  let then: Date;

  beforeAll(async () => {
    before = await databaseBefore(OrganisationNames1700000000040);
    owner = before.owner;
    await owner.query(
      `insert into trailblazer_group (id, name, remit, created_at, state) values ($1, 'A', '', now(), 'recognised')`,
      [groupId],
    );
    for (const name of ['Acme Ltd', 'Heron Weir Foundry']) {
      await owner.query(
        `insert into trailblazer_organisation (id, group_id, kind, name, size, sector, region, added_at)
         values ($1, $2, 'employer', $3, 'small', 'x', 'y', now() - interval '2 days')`,
        [newId(), groupId, name],
      );
    }
    await owner.query(
      `insert into proposal (id, reference, kind, group_id, state, version, content, created_at, creation_key)
       values ($1, 'OP1', 'occupation', $2, 'draft', 1, '{"title": "One", "matchAnswers": []}', now(), 'key')`,
      [proposalId, groupId],
    );
    await owner.query(`insert into panel (id, slug, name, route) values ($1, 'digital', 'Digital', 'digital')`, [
      panelId,
    ]);
    for (const id of [...Object.values(people), ruler]) {
      await owner.query(
        `insert into person (id, email, email_normal, name, created_at)
         values ($1::uuid, $1::text || '@example.test', $1::text || '@example.test', 'P', now())`,
        [id],
      );
    }
    const entries: [string, string][] = [
      [people.acme, 'ACME, plc.'],
      [people.article, 'The Heron Weir Foundry'],
      [people.near, 'Heron Weir Foundy'],
      [people.other, 'Quiet Films'],
      [people.ruled, 'acme'],
    ];
    for (const [person, name] of entries) {
      await owner.query(
        `insert into interest_entry (id, person_id, kind, organisation, held_from, entered_at)
         values ($1, $2, 'employer', $3, '2020-01-01', now() - interval '2 days')`,
        [newId(), person, name],
      );
    }
    await owner.query(
      `insert into recusal_ruling (subject_kind, subject_id, person_id, organisation, ruling, reason, ruled_by, ruled_at)
       values ('proposal', $1, $2, 'acme', 'dismissed', 'Another', $3, waymark_now())`,
      [proposalId, people.ruled, ruler],
    );
    then = (await owner.query<{ now: Date }>('select waymark_now() as now')).rows[0].now;
    await before.onward();
  });
  afterAll(() => before?.close());

  const why = async (person: string, at: Date | null = null): Promise<string | null> =>
    (
      await owner.query<{ why: string | null }>(
        `select recusal_of('proposal', $1, $2, coalesce($3, waymark_now())) as why`,
        [proposalId, person, at],
      )
    ).rows[0].why;

  it('recuse as they did, now and in what was closed before', async () => {
    expect([await why(people.acme), await why(people.acme, then)]).toEqual(['not-ruled-on', 'not-ruled-on']);
    expect([await why(people.other), await why(people.other, then)]).toEqual([null, null]);
  });

  it('recuse from now on where they are found to be the same only now, and change nothing that was closed', async () => {
    expect([await why(people.article), await why(people.article, then)]).toEqual(['not-ruled-on', null]);
  });

  it('keep the rulings that were given on them', async () => {
    expect([await why(people.ruled), await why(people.ruled, then)]).toEqual([null, null]);
  });

  it('wait for a ruling where they are near', async () => {
    expect(await why(people.near)).toBeNull();
    const rows = await owner.query(
      `select one, other from organisation_likeness where likeness = 'near' order by one collate "C"`,
    );
    expect(rows.rows).toEqual([
      { one: 'Heron Weir Foundry', other: 'Heron Weir Foundy' },
      { one: 'Heron Weir Foundy', other: 'Heron Weir Foundry' },
      { one: 'Heron Weir Foundy', other: 'The Heron Weir Foundry' },
      { one: 'The Heron Weir Foundry', other: 'Heron Weir Foundy' },
    ]);
  });
});
