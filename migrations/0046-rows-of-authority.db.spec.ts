import { newId } from '@app/kernel';
import { type DatabaseBefore, databaseBefore } from '@test/support';
import { RowsOfAuthority1700000000046 } from './0046-rows-of-authority';

/** Minutes that were agreed, and consultations that were held, before an operation could stand on them. */
describe('what was decided before rows of authority', () => {
  let before: DatabaseBefore;
  const [ada, group, panel, meeting, item] = [newId(), newId(), newId(), newId(), newId()];
  const [asked, tooShort, never] = [newId(), newId(), newId()];
  const sql = (text: string, values: unknown[] = []) =>
    before.owner.query<Record<string, unknown>>(text, values).then(({ rows }) => rows);

  /** A consultation on a retirement that closed a day ago, after so many days; rows of then were not held to be now. */
  const consulted = async (proposal: string, days: number): Promise<void> => {
    await sql('alter table consultation disable trigger user');
    await sql(
      `insert into consultation (id, reference, title, introduction, subject_kind, subject_id, proposed, opens_at, closes_at,
         created_by, created_at, creation_key)
       values (gen_random_uuid(), $1::text, 'x', '', 'proposal', $1::uuid, '{}', now() - make_interval(days => $2 + 1),
         now() - interval '1 day', $3, now(), gen_random_uuid())`,
      [proposal, days, ada],
    );
    await sql('alter table consultation enable trigger user');
  };

  beforeAll(async () => {
    before = await databaseBefore(RowsOfAuthority1700000000046);
    await sql(`insert into person (id, email, email_normal, name) values ($1::uuid, $1::text, $1::text, 'Ada')`, [ada]);
    await sql(
      `insert into trailblazer_group (id, name, remit, created_at, state) values ($1, 'A', '', now(), 'recognised')`,
      [group],
    );
    for (const id of [asked, tooShort, never]) {
      await sql(
        `insert into proposal (id, reference, kind, group_id, state, version, content, basis, occupation_reference, created_at, creation_key)
         values ($1::uuid, $1::text, 'retirement', $2, 'draft', 1, '{"title": "One", "matchAnswers": []}', '{}', 'OCC0001', now(), $1::text)`,
        [id, group],
      );
    }
    await consulted(asked, 28);
    await consulted(tooShort, 27);
    await sql(`insert into panel (id, slug, name, route) values ($1, 'digital', 'Digital', 'digital')`, [panel]);
    await sql(
      `insert into meeting (id, panel_id, no, starts_at, place, link, version, planned_at)
       values ($1, $2, 1, waymark_now() - interval '1 hour', '', '', 1, now())`,
      [meeting, panel],
    );
    await sql(
      `insert into meeting_item (id, meeting_id, position, section, subject_kind, subject_id, reference, title, note)
       values ($1, $2, 1, 'business', 'business', gen_random_uuid(), '', 'Move the web developer', '')`,
      [item, meeting],
    );
    const entries = [{ item, text: 'It moves', outcome: 'Agreed', deferred: false }];
    await sql(`insert into meeting_minutes (meeting_id, no, entries, written_by) values ($1, 1, $2, $3)`, [
      ...[meeting, JSON.stringify(entries), ada],
    ]);
    await sql(`update meeting set minutes_no = 1, minutes_agreed_at = now(), minutes_agreed_by = $2 where id = $1`, [
      meeting,
      ada,
    ]);
    await before.onward();
  });
  afterAll(() => before?.close());

  it('stands as it was written: minutes that say of nothing that it was agreed carry nothing', async () => {
    expect(await sql('select * from agreed_minute')).toEqual([]);
  });

  it('counts where it is what is asked for: a consultation of 28 days on the request', async () => {
    const rows = await sql('select id from proposal where retirement_is_consulted(id)');
    expect(rows).toEqual([{ id: asked }]);
  });

  it('counts for another request about the same occupation by a ruling alone', async () => {
    const rows = await sql('select proposal_id as id from earlier_consultation where proposal_id <> $1', [asked]);
    expect(rows.map(({ id }) => id).sort()).toEqual([tooShort, never].sort());
  });
});
