import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Embedded, startEmbedded } from '.';

const dataDir = mkdtempSync(join(tmpdir(), 'waymark-embedded-'));
chmodSync(dataDir, 0o755);
const said: string[] = [];
const start = (): Promise<Embedded> => startEmbedded({ dataDir, log: (line) => said.push(line) });
const pidFile = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
const pidOf = (): number => Number(readFileSync(pidFile, 'utf8').split('\n')[0]);

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

afterAll(async () => {
  await (await start()).stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  it('has an owner and an app that owns nothing, UTF-8, and the extensions that we use', async () => {
    const server = await start();
    const [database] = await ask(
      server.appUrl,
      `select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, pg_get_userbyid(datdba) as owner
       from pg_database where datname = current_database()`,
    );
    expect(database).toEqual({ encoding: 'UTF8', provider: 'b', owner: 'waymark_owner' });
    const extensions = await ask<{ name: string }>(server.appUrl, 'select extname as name from pg_extension');
    expect(extensions.map(({ name }) => name)).toEqual(expect.arrayContaining(['btree_gist', 'pg_trgm']));
    await expect(ask(server.appUrl, 'create table mine (id int)')).rejects.toThrow('permission denied');
    await ask(server.ownerUrl, 'create table kept (id int)');
  });

  it('listens on 127.0.0.1 only, and asks for a password there', async () => {
    const server = await start();
    const settings = await ask<{ setting: string }>(
      server.superuserUrl,
      `select setting from pg_settings where name in ('listen_addresses', 'unix_socket_directories') order by name`,
    );
    expect(settings.map(({ setting }) => setting)).toEqual(['127.0.0.1', '']);
    const without = new URL(server.appUrl);
    without.password = 'guessed';
    await expect(ask(without.toString(), 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('keeps its passwords for our own account', () => {
    expect(statSync(join(dataDir, 'postgres-passwords.json')).mode & 0o077).toBe(0);
  });

  it('is adopted when whoever started it was killed', async () => {
    const pid = pidOf();
    const server = await start();
    expect(pidOf()).toBe(pid);
    expect(said.at(-1)).toContain('carrying on');
    expect(server.alive()).toBe(true);
  });

  it('has what was committed after a kill -9', async () => {
    const server = await start();
    await ask(server.ownerUrl, 'insert into kept select generate_series(1, 100)');
    process.kill(pidOf(), 'SIGKILL');
    while (server.alive()) await sleep(10);
    const again = await start();
    expect(await ask(again.ownerUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 100 }]);
    await again.stop();
    expect(again.alive()).toBe(false);
  });

  it('starts over a pid file whose number is somebody else by now', async () => {
    writeFileSync(pidFile, `${process.pid}\n${dataDir}\n1\n5432\n`);
    const server = await start();
    expect(pidOf()).not.toBe(process.pid);
    expect(await ask(server.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is emptied for a first start that was cut short', async () => {
    const server = await start();
    await server.empty();
    await expect(ask(server.ownerUrl, 'select * from kept')).rejects.toThrow('does not exist');
  });
});
