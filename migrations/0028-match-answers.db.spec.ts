import { newId } from '@app/kernel';
import { migrate } from '@app/platform';
import { testDatabase, type TestDatabase } from '@test/support';
import { Client } from 'pg';
import { MatchAnswers1700000000028 } from './0028-match-answers';
import { grantToApp } from './append-only';
import { migrations } from './index';

describe('proposals from before there were answers to close matches', () => {
  let database: TestDatabase;
  let owner: Client;
  const [groupId, submitted, change] = [newId(), newId(), newId()];

  beforeAll(async () => {
    database = await testDatabase();
    owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query('drop schema public cascade; create schema public; grant all on schema public to public');
    const until = migrations.findIndex((one) => one === MatchAnswers1700000000028);
    await migrate(database, { migrations: migrations.slice(0, until), grantToApp });
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
    await migrate(database, { migrations, grantToApp });
  });
  afterAll(async () => {
    await owner?.end();
    await database?.drop();
  });

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
