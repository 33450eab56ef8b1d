import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@app/platform';
import { Client } from 'pg';
import { migrations } from '../../migrations';
import { grantToApp } from '../../migrations/append-only';

const appRole = 'waymark_test_app';
const appPassword = 'waymark-test-app';

/** The server is thrown away after the run, with all that is on it. */
const throwaway = process.env.TEST_POSTGRES_THROWAWAY === '1';

/** A database of one spec file: migrated, with an owner and the app's role that owns nothing. */
export type TestDatabase = { ownerUrl: string; appUrl: string; drop: () => Promise<void> };

/** What a database holds from the start; `name` tells one such content from another. */
export type Content = { name: string; fill: (database: TestDatabase) => Promise<void> };

function serverUrl(): string {
  const url = process.env.TEST_POSTGRES_URL;
  if (url === undefined) throw new Error('TEST_POSTGRES_URL is not set: run the tests with `npm test`');
  return url;
}

function urlFor(database: string, as?: { user: string; password: string }): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  if (as !== undefined) {
    url.username = as.user;
    url.password = as.password;
  }
  return url.toString();
}

async function asSuperuser<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function named(name: string): TestDatabase {
  return {
    ownerUrl: urlFor(name),
    appUrl: urlFor(name, { user: appRole, password: appPassword }),
    drop: () => asSuperuser(async (client) => void (await client.query(`drop database ${name} with (force)`))),
  };
}

/** A database that others are copied from, made by the first spec that asks for it. */
async function template(client: Client, key: string, make: (name: string) => Promise<void>): Promise<string> {
  const name = `waymark_template_${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
  await client.query(`select pg_advisory_lock(hashtext('waymark.template'))`);
  try {
    const found = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [name]);
    if (found.rowCount !== 0) return name;
    await client.query(`drop database if exists ${name}`);
    await make(name);
    await client.query(`alter database ${name} is_template true`);
    return name;
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('waymark.template'))`);
  }
}

/** The migrated template; made once per state of the migrations. */
function migrated(client: Client): Promise<string> {
  const folder = join(__dirname, '../../migrations');
  const source = readdirSync(folder)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  return template(client, source, async (name) => {
    await client.query(`do $$ begin
      if not exists (select 1 from pg_roles where rolname = '${appRole}') then
        create role ${appRole} login password '${appPassword}';
      end if; end $$`);
    await client.query(`create database ${name}`);
    await migrate(named(name), { migrations, grantToApp });
  });
}

/** File by file: block by block, through the log, costs the server twice as much for a database as small as these. */
async function copy(client: Client, from: string, name: string): Promise<void> {
  await client.query(`select pg_advisory_lock(hashtext('waymark.copy'))`);
  await client.query(`create database ${name} template ${from} strategy file_copy`);
  await client.query(`select pg_advisory_unlock(hashtext('waymark.copy'))`);
}

/**
 * A fresh copy of the migrated template, with this content if there is one; `drop` it in `afterAll`. A content is made
 * once and copied, too, but on a server that outlives the run it is made anew: the code that makes it may have changed.
 */
export async function testDatabase(content?: Content): Promise<TestDatabase> {
  const name = `waymark_t_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(async (client) => {
    const empty = await migrated(client);
    if (content === undefined || !throwaway) return copy(client, empty, name);
    const filled = await template(client, `${empty} ${content.name}`, async (made) => {
      await copy(client, empty, made);
      await content.fill(named(made));
    });
    await copy(client, filled, name);
  });
  const database = named(name);
  if (!throwaway) await content?.fill(database);
  return database;
}
