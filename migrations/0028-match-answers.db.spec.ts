import { newId } from '@app/kernel';
import { type DatabaseBefore, databaseBefore } from '@test/support';
import { MatchAnswers1700000000028 } from './0028-match-answers';

describe('proposals from before there were answers to close matches', () => {
  let before: DatabaseBefore;
  let owner: DatabaseBefore['owner'];
  const [groupId, submitted, change] = [newId(), newId(), newId()];

  beforeAll(async () => {
    before = await databaseBefore(MatchAnswers1700000000028);
    owner = before.owner;
    await owner.query(
      `insert into trailblazer_group (id, name, remit, created_at, state) values ($1, 'A', '', now(), 'recognised')`,
      [groupId],
    );
    const basis = { reference: 'OCC0116', hash: 'as it stood', content: { title: 'One' } };
    for (const [id, kind, state, on] of [
      [submitted, 'occupation', 'submitted', null],
      [change, 'change', 'draft', JSON.stringify(basis)],
    ]) {
      await owner.query(
        `insert into proposal (id, reference, kind, group_id, state, version, content, basis, occupation_reference,
           created_at, creation_key)
         values ($1, $2::text, $2::text, $3, $4, 1, '{"title": "One"}', $5::jsonb, $5::jsonb ->> 'reference', now(), $2::text)`,
        [id, kind, groupId, state, on],
      );
    }
    await before.onward();
  });
  afterAll(() => before?.close());

  const row = async (id: string): Promise<Record<string, unknown>> =>
    (await owner.query<Record<string, unknown>>('select * from proposal where id = $1', [id])).rows[0] ?? {};

  it('have none, in what they say and in what stood on the map', async () => {
    expect(await row(submitted)).toMatchObject({
      content: { title: 'One', matchAnswers: [] },
      basis: null,
      version: 1,
    });
    expect(await row(change)).toMatchObject({ basis: { content: { title: 'One', matchAnswers: [] } } });
  });

  it('are guarded as before, and hold a list', async () => {
    const set = (content: string, id: string) =>
      owner.query('update proposal set content = $1, version = version + 1 where id = $2', [content, id]);
    await expect(set('{"matchAnswers": []}', submitted)).rejects.toThrow(/changed as a draft/);
    await expect(set('{"matchAnswers": "none"}', change)).rejects.toThrow(/proposal_match_answers/);
  });
});
