import { newId } from '@app/kernel';
import { type DatabaseBefore, databaseBefore } from '@test/support';
import { KindsOfRequest1700000000023 } from './0023-kinds-of-request';

describe('proposals from before there were kinds', () => {
  let before: DatabaseBefore;
  let owner: DatabaseBefore['owner'];
  const [groupId, agreed, returned] = [newId(), newId(), newId()];

  beforeAll(async () => {
    before = await databaseBefore(KindsOfRequest1700000000023);
    owner = before.owner;
    await owner.query(
      `insert into trailblazer_group (id, name, remit, created_at, state) values ($1, 'A', '', now(), 'recognised')`,
      [groupId],
    );
    for (const [id, reference, state] of [
      [agreed, 'OP0001', 'agreed'],
      [returned, 'OP0002', 'returned'],
    ]) {
      await owner.query(
        `insert into proposal (id, reference, group_id, state, version, content, created_at, creation_key,
           agreed_as_occupation, standard_approved)
         values ($1, $2, $3, $4::text, 1, '{"title": "One", "ksbs": [{"code": "K1"}]}', now(), $2::text, $4::text = 'agreed', $4::text = 'agreed')`,
        [id, reference, groupId, state],
      );
    }
    await before.onward();
  });
  afterAll(() => before?.close());

  const row = async (id: string): Promise<Record<string, unknown>> =>
    (await owner.query<Record<string, unknown>>('select * from proposal where id = $1', [id])).rows[0] ?? {};

  it('ask for a new occupation, and keep what was agreed and what they say', async () => {
    expect(await row(agreed)).toMatchObject({
      kind: 'occupation',
      basis: null,
      standard_approved: true,
      content: { title: 'One', ksbs: [{ code: 'K1' }], keywords: [], triggers: [], option: null },
    });
  });

  it('have half a year to be submitted again where they were returned', async () => {
    const { lapses_at: lapsesAt } = await row(returned);
    expect((lapsesAt as Date).getTime()).toBeGreaterThan(Date.now() + 25 * 7 * 86_400_000);
    expect((await row(agreed)).lapses_at).toBeNull();
  });

  it('and every other keep their kind and what they are about', async () => {
    const change = (set: string) => owner.query(`update proposal set ${set} where id = $1`, [agreed]);
    await expect(change(`kind = 'standard'`)).rejects.toThrow(/keeps its kind/);
    await expect(change(`basis = '{"reference": "OCC0116"}'`)).rejects.toThrow(/keeps its kind/);
    await expect(change(`state = 'finished'`)).rejects.toThrow(/proposal_state_check/);
  });
});
