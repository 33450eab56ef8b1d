import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { Binaries } from './binaries';
import { type Home, own } from './home';
import { serverEnv } from './postmaster';

const database = 'waymark';
const roles = {
  superuser: 'postgres',
  owner: 'waymark_owner',
  app: 'waymark_app',
} as const;
const extensions = ['btree_gist', 'pg_trgm', 'unaccent'];

/** The address of one role's connections; the superuser's leads to the maintenance database. */
export function urlOf(home: Home, port: number, role: keyof typeof roles, to?: string): string {
  const path = to ?? (role === 'superuser' ? 'postgres' : database);
  return `postgres://${roles[role]}:${home.passwords[role]}@127.0.0.1:${port}/${path}`;
}

/**
 * Makes the cluster, if it is not there: aside, and renamed at the end, so that a cluster that exists is whole.
 * @throws Error with what initdb said, or when the cluster is of another major version
 */
export function ensureCluster(home: Home, binaries: Binaries): 'made' | 'found' {
  const version = join(home.cluster, 'PG_VERSION');
  if (existsSync(version)) {
    const found = readFileSync(version, 'utf8').trim();
    if (found === binaries.major) return 'found';
    throw new Error(
      `The data in ${home.cluster} are of PostgreSQL ${found}, and version ${binaries.major} is installed: bring them over with pg_upgrade, or set DATA_DIR to a new folder.`,
    );
  }
  const aside = `${home.cluster}.new`;
  const passwordFile = join(home.folder, 'password');
  rmSync(aside, { recursive: true, force: true });
  writeFileSync(passwordFile, home.passwords.superuser, { mode: 0o600 });
  own(passwordFile, home.user);
  const made = spawnSync(
    join(binaries.folder, 'bin', 'initdb'),
    [
      `--pgdata=${aside}`,
      `--username=${roles.superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ],
    {
      cwd: home.folder,
      env: serverEnv,
      encoding: 'utf8',
      ...(home.user === null ? {} : { uid: home.user.uid, gid: home.user.gid }),
    },
  );
  rmSync(passwordFile, { force: true });
  if (made.status !== 0) {
    throw new Error(
      `The embedded PostgreSQL could not make its folder ${home.cluster}: ${made.error?.message ?? made.stderr.trim()}`,
    );
  }
  renameSync(aside, home.cluster);
  return 'made';
}

/** Whether the server answers, to the superuser with our password. */
export async function answers(home: Home, port: number): Promise<boolean> {
  const client = new Client({
    connectionString: urlOf(home, port, 'superuser'),
    connectionTimeoutMillis: 3_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The two roles, the database and its extensions: made where they are missing. */
export async function ensureDatabase(home: Home, port: number): Promise<void> {
  await asSuperuser(home, port, 'postgres', async (client) => {
    for (const role of ['owner', 'app'] as const) {
      const found = await client.query('select 1 from pg_roles where rolname = $1', [roles[role]]);
      if (found.rowCount !== 0) continue;
      await client.query(
        `create role ${escapeIdentifier(roles[role])} login password ${escapeLiteral(home.passwords[role])}`,
      );
    }
    // A benchmark makes a scratch database beside ours, and drops it.
    await client.query(`alter role ${escapeIdentifier(roles.owner)} createdb`);
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${database} owner ${roles.owner}`);
  });
  await asSuperuser(home, port, database, async (client) => {
    const missing = await client.query<{ name: string }>(
      `select name from pg_available_extensions where name = any($1) and installed_version is null`,
      [extensions],
    );
    for (const { name } of missing.rows) await client.query(`create extension if not exists ${escapeIdentifier(name)}`);
  });
}

/** Throws the database away and makes it anew, empty: for a first start that was cut short. */
export async function remakeDatabase(home: Home, port: number): Promise<void> {
  await asSuperuser(home, port, 'postgres', async (client) => {
    await client.query(`drop database if exists ${database} with (force)`);
  });
  await ensureDatabase(home, port);
}

async function asSuperuser(
  home: Home,
  port: number,
  to: string,
  work: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({
    connectionString: urlOf(home, port, 'superuser', to),
  });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
