import { Client } from 'pg';
import { testDatabase, type TestDatabase } from '@test/support';
import { isMeant, outOfReach } from './out-of-reach';
import { twins } from './twins';

let database: TestDatabase;
let checks: string[];

beforeAll(async () => {
  database = await testDatabase();
  const client = new Client({ connectionString: database.appUrl });
  await client.connect();
  const found = await client.query<{ name: string }>(
    `select conname as name from pg_constraint
     where contype = 'c' and connamespace = 'public'::regnamespace and conrelid <> 0`,
  );
  checks = found.rows.map(({ name }) => name);
  await client.end();
});
afterAll(() => database?.drop());

const unreached = Object.values(outOfReach).flat();
const withTwin = (check: string): boolean => twins.some((twin) => twin.check === check);

describe('every CHECK of the database', () => {
  it('has a form that refuses the same first, or says why no input comes there', () => {
    expect(checks.length).toBeGreaterThan(150);
    const open = checks.filter((check) => !withTwin(check) && !unreached.some((short) => isMeant(short, check)));
    expect(open).toEqual([]);
  });

  it('is told of once: none that is gone, and none both ways', () => {
    expect(twins.map(({ check }) => check).filter((check) => !checks.includes(check))).toEqual([]);
    expect(unreached.filter((short) => !checks.some((check) => isMeant(short, check)))).toEqual([]);
    expect(checks.filter((check) => withTwin(check) && unreached.some((short) => isMeant(short, check)))).toEqual([]);
  });
});
