import { randomUUID } from 'node:crypto';
import { migrate } from '@app/platform';
import { Client } from 'pg';
import { grantToApp } from './append-only';
import { migrations } from './index';

const server = (database: string): string => {
  const url = new URL(process.env.TEST_POSTGRES_URL ?? '');
  url.pathname = `/${database}`;
  return url.toString();
};
const numberOf = (migration: { name: string }): number => Number(/(\d{2})$/.exec(migration.name)?.[1]);

describe('the migration to meetings', () => {
  const name = `waymark_m_${randomUUID().replaceAll('-', '')}`;
  let client: Client;
  const through = (last: number) =>
    migrate(
      { ownerUrl: server(name), appUrl: server(name) },
      { migrations: migrations.filter((one) => numberOf(one) <= last), grantToApp },
    );

  beforeAll(async () => {
    const superuser = new Client({ connectionString: process.env.TEST_POSTGRES_URL });
    await superuser.connect();
    await superuser.query(`create database ${name}`);
    await superuser.end();
    await through(20);
    client = new Client({ connectionString: server(name) });
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    const superuser = new Client({ connectionString: process.env.TEST_POSTGRES_URL });
    await superuser.connect();
    await superuser.query(`drop database ${name} with (force)`);
    await superuser.end();
  });

  it('makes a meeting of the date that was set, and seats of the grants that were given', async () => {
    await client.query(`
      insert into person (id, email, name) values (gen_random_uuid(), 'cleo@example.test', 'Cleo');
      insert into panel (id, slug, name, route, next_meeting)
        values (gen_random_uuid(), 'digital', 'Digital route panel', 'digital', '2036-12-01T10:00:00Z'),
               (gen_random_uuid(), 'committee', 'Committee', null, null);
      insert into person_grant (id, person_id, role, scope, valid_from)
        select gen_random_uuid(), id, role, scope, now() from person,
               (values ('panel-chair', 'route:digital'), ('committee-member', null)) as g(role, scope)`);
    await through(21);
    const meetings = await client.query(
      'select m.starts_at, m.no, p.slug from meeting m join panel p on p.id = m.panel_id',
    );
    expect(meetings.rows).toEqual([{ starts_at: new Date('2036-12-01T10:00:00Z'), no: 1, slug: 'digital' }]);
    const seats = await client.query(
      'select p.slug, s.office from panel_seat s join panel p on p.id = s.panel_id order by p.slug',
    );
    expect(seats.rows).toEqual([
      { slug: 'committee', office: 'member' },
      { slug: 'digital', office: 'chair' },
    ]);
  });

  it('knows the secretary as a role of a panel, with a scope, and refuses roles that there are not', async () => {
    const give = (role: string, scope: string | null) =>
      client.query(
        `insert into person_grant (id, person_id, role, scope, valid_from)
         select gen_random_uuid(), id, $1, $2, now() from person`,
        [role, scope],
      );
    await give('panel-secretary', 'route:digital');
    await expect(give('panel-secretary', null)).rejects.toThrow('person_grant_scope_check');
    await expect(give('panel-treasurer', 'route:digital')).rejects.toThrow('person_grant_role_check');
  });
});
