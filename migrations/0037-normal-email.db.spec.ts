import { newId } from '@app/kernel';
import { type DatabaseBefore, databaseBefore } from '@test/support';
import { renameEmail } from '../apps/cli/src/rename-email';
import { NormalEmail1700000000037 } from './0037-normal-email';

const [ada, twin, bo, group] = [newId(), newId(), newId(), newId()];
let before: DatabaseBefore;
let owner: DatabaseBefore['owner'];

const all = async <R extends object>(sql: string): Promise<R[]> => (await owner.query<R>(sql)).rows;
const person = (id: string, email: string) =>
  owner.query(`insert into person (id, email, name) values ($1, $2, 'Somebody')`, [id, email]);
const invitation = (email: string, sent: string, withdrawn: string | null = null) =>
  owner.query(
    `insert into group_invitation (id, group_id, name, email, role, token_hash, sent_at, expires_at, withdrawn_at)
     values (gen_random_uuid(), $1, 'Somebody', $2, 'group-member', gen_random_uuid()::text, $3, '2030-01-01', $4)`,
    [group, email, sent, withdrawn],
  );
const follower = (address: string, confirmed: string | null) =>
  owner.query(
    `insert into follower (id, address, subject_kind, subject_key, confirm_hash, stop_hash, confirmed_at)
     values (gen_random_uuid(), $1, 'route', 'digital', gen_random_uuid()::text, gen_random_uuid()::text, $2)`,
    [address, confirmed],
  );

beforeAll(async () => {
  before = await databaseBefore(NormalEmail1700000000037);
  owner = before.owner;
  await person(ada, 'Ada.Amin@Example.test');
  await person(twin, 'ada.amin@example.test.');
  await person(bo, 'bo@bücher.example');
  await owner.query(
    `insert into trailblazer_group (id, name, remit, created_at, state) values ($1, 'A', '', now(), 'recognised')`,
    [group],
  );
  await invitation('cy@example.test', '2026-01-01');
  await invitation('Cy@example.test\u00A0', '2026-01-02');
  await invitation('CY@example.test', '2025-01-01', '2025-01-02');
  await follower('di@example.test', '2026-01-02');
  await follower('di@example.test.', '2026-01-01');
  await follower('ed@bücher.example', null);
  await owner.query(
    `insert into sign_in_link (token_hash, person_id, purpose, expires_at) values ('old', $1, 'reset', '2030-01-01')`,
    [twin],
  );
});
afterAll(() => before?.close());

describe('addresses from before there was one normal form', () => {
  it('stop the migration where two accounts have one, with their ids and the command that settles it', async () => {
    const stopped = before.onward();
    await expect(stopped).rejects.toThrow(/waymark users rename-email ID NEW@ADDRESS/);
    const said = await stopped.catch((error: Error) => error.message);
    for (const id of [ada, twin]) expect(said).toContain(id);
    expect(said).not.toContain(bo);
    expect(said).not.toMatch(/example/i);
    expect(await all(`select 1 from information_schema.columns where column_name = 'email_normal'`)).toEqual([]);
  });

  it('are settled by the command, at the schema of before', async () => {
    await expect(renameEmail(before.appUrl, newId(), 'x@example.test')).rejects.toThrow('There is no account');
    await expect(renameEmail(before.appUrl, twin, 'BO@xn--bcher-kva.example')).rejects.toThrow(`The account ${bo} has`);
    await renameEmail(before.appUrl, twin, 'Ada.the.Second@example.test');
    expect(await all(`select email from person where id = '${twin}'`)).toEqual([
      { email: 'Ada.the.Second@example.test' },
    ]);
    expect(await all('select token_hash from sign_in_link')).toEqual([]);
    const [event] = await all<{ content: string; data: object }>(
      `select e.content, p.data from event e join event_personal p on p.id = e.personal_id
       where e.type = 'person.email-changed' and e.subject_id = '${twin}' and e.actor_name = 'command line'`,
    );
    expect(event?.data).toEqual({ email: 'Ada.the.Second@example.test' });
    expect(event?.content).not.toContain('example');
  });

  it('have it from then on, in every table that is searched by an address', async () => {
    await before.onward();
    expect(await all('select email, email_normal from person order by email_normal')).toEqual([
      { email: 'Ada.Amin@Example.test', email_normal: 'ada.amin@example.test' },
      { email: 'Ada.the.Second@example.test', email_normal: 'ada.the.second@example.test' },
      { email: 'bo@bücher.example', email_normal: 'bo@xn--bcher-kva.example' },
    ]);
    expect(await all('select address, confirmed_at from follower order by address')).toEqual([
      { address: 'di@example.test', confirmed_at: new Date('2026-01-01') },
      { address: 'ed@xn--bcher-kva.example', confirmed_at: null },
    ]);
  });

  it('have one open invitation to a group each, the one that was sent last; answered ones stay as they were', async () => {
    const rows = await all<{ sent: string; open: boolean; email_normal: string }>(
      `select to_char(sent_at, 'YYYY-MM-DD') as sent, withdrawn_at is null as open, email_normal
       from group_invitation order by sent_at`,
    );
    expect(rows.map(({ sent, open }) => [sent, open])).toEqual([
      ['2025-01-01', false],
      ['2026-01-01', false],
      ['2026-01-02', true],
    ]);
    expect(new Set(rows.map((one) => one.email_normal))).toEqual(new Set(['cy@example.test']));
    const [answered] = await all<{ at: Date }>(
      `select withdrawn_at as at from group_invitation where sent_at = '2025-01-01'`,
    );
    expect(answered?.at).toEqual(new Date('2025-01-02'));
    await expect(owner.query(`update group_invitation set name = 'x' where sent_at = '2025-01-01'`)).rejects.toThrow(
      'has been answered',
    );
  });

  it('are held apart by the database', async () => {
    const another = (normal: string) =>
      owner.query(`insert into person (id, email, email_normal, name) values ($1, 'x', $2, 'X')`, [newId(), normal]);
    await expect(another('ada.amin@example.test')).rejects.toThrow('person_email_normal');
    for (const wrong of ['', ' ', 'A@example.test', 'a@example.test ', 'a\tb@example.test']) {
      await expect(another(wrong)).rejects.toThrow('person_email_normal_check');
    }
  });

  it('are changed by the command afterwards, too, with their normal form', async () => {
    await renameEmail(before.appUrl, twin, 'Eve@Example.test');
    expect(await all(`select email, email_normal from person where id = '${twin}'`)).toEqual([
      { email: 'Eve@Example.test', email_normal: 'eve@example.test' },
    ]);
  });
});
