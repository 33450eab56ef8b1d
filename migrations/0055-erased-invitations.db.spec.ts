import { newId } from '@app/kernel';
import { type DatabaseBefore, databaseBefore } from '../test/support/migrating';
import { ErasedInvitations1700000000055 } from './0055-erased-invitations';

let before: DatabaseBefore;
const [group, answered, waiting] = [newId(), newId(), newId()];

beforeAll(async () => {
  before = await databaseBefore(ErasedInvitations1700000000055);
  const { owner } = before;
  await owner.query(
    `insert into trailblazer_group (id, name, remit, state, created_at) values ($1, 'G', '', 'recognised', now())`,
    [group],
  );
  for (const [id, withdrawn] of [
    [answered, 'waymark_now()'],
    [waiting, 'null'],
  ] as const) {
    await owner.query(
      `insert into group_invitation (id, group_id, name, email, email_normal, role, token_hash, sent_at, expires_at, withdrawn_at)
       values ($1::uuid, $2, 'Ida', $1 || '@example.test', $1 || '@example.test', 'group-member', $1, waymark_now(),
         waymark_now() + interval '14 days', ${withdrawn})`,
      [id, group],
    );
  }
  await before.onward();
});
afterAll(() => before?.close());

const erased = `name = 'erased', email = 'erased', email_normal = 'erased'`;
const set = (id: string, what: string) => before.owner.query(`update group_invitation set ${what} where id = $1`, [id]);

it('lets who was invited be taken out of an invitation that was answered, and changes nothing else of it', async () => {
  await expect(set(answered, `name = 'Somebody else'`)).rejects.toThrow('does not change');
  await expect(set(answered, `${erased}, role = 'group-deputy'`)).rejects.toThrow('does not change');
  await expect(set(answered, `${erased}, withdrawn_at = null`)).rejects.toThrow('does not change');
  await expect(set(answered, `name = 'erased', email = 'erased'`)).rejects.toThrow('does not change');
  await set(answered, erased);
  await set(answered, erased);
  await set(waiting, `${erased}, withdrawn_at = waymark_now()`);
  const { rows } = await before.owner.query<{ name: string }>('select distinct name from group_invitation');
  expect(rows).toEqual([{ name: 'erased' }]);
});
