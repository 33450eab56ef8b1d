import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@app/kernel';
import { Client } from 'pg';
import { freePort, runCommand, untilGone, WaymarkProcess } from './waymark-process';

const dataDir = mkdtempSync(join(tmpdir(), 'waymark-start-'));
let place: { dataDir: string; port: number };
let running: WaymarkProcess | null = null;

/** Starts, and remembers what is to be ended if a test fails half way. */
async function start(): Promise<WaymarkProcess> {
  running = new WaymarkProcess(place);
  return running.ready();
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function events(site: WaymarkProcess): Promise<number> {
  const client = await connect(site.about().appUrl);
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from event');
  await client.end();
  return rows[0]?.n ?? 0;
}

/** Writes rows one by one until the database is gone, and calls at the 50th. @returns how many were acknowledged */
async function writeUntilKilled(url: string, kill: () => void): Promise<number> {
  const client = await connect(url);
  for (let acknowledged = 0; ; acknowledged += 1) {
    if (acknowledged === 50) setTimeout(kill, 0);
    try {
      const id = newId();
      await client.query(
        `insert into dev_inbox (id, key, recipient, subject, body, headers) values ($1, $2, 'a@example.test', 'fault', '', '{}')`,
        [id, `fault-${id}`],
      );
    } catch {
      return acknowledged;
    }
  }
}

beforeAll(async () => {
  chmodSync(dataDir, 0o755);
  place = { dataDir, port: await freePort() };
});

afterAll(async () => {
  await running?.end('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a first start that is cut short', () => {
  it('begins anew at the next start, whether it was stopped or killed', async () => {
    running = new WaymarkProcess(place);
    await running.untilItSays('Publishing the first edition');
    const server = running.serverPid();
    await running.end('SIGTERM');
    await untilGone([server]);

    running = new WaymarkProcess(place);
    await running.untilItSays('Adding the demo people');
    expect(running.output).toContain('beginning anew');
    await running.end('SIGKILL');

    const site = await start();
    expect(site.output).toContain('beginning anew');
    expect((await fetch(`http://127.0.0.1:${place.port}/maps`)).status).toBe(200);
  }, 240_000);
});

describe('starting and stopping everything', () => {
  it('leaves no process behind, and starts again with its data', async () => {
    const first = running as WaymarkProcess;
    const [before, pids] = [await events(first), first.pids()];
    await first.end('SIGTERM');
    await untilGone(pids);
    const second = await start();
    expect(await events(second)).toBeGreaterThanOrEqual(before);
  }, 180_000);

  it('says in a sentence that it runs already, and which setting a taken port belongs to', async () => {
    const twice = await runCommand(place, 'up');
    expect(twice).toMatchObject({ code: 1, output: expect.stringContaining('Waymark is already running') as string });
    const other = createServer();
    const taken = await freePort();
    await new Promise<void>((resolve) => other.listen(taken, '127.0.0.1', resolve));
    const elsewhere = mkdtempSync(join(tmpdir(), 'waymark-start-'));
    const refused = await runCommand({ dataDir: elsewhere, port: taken }, 'up');
    other.close();
    rmSync(elsewhere, { recursive: true });
    expect(refused.output).toContain(`Port ${taken} of 127.0.0.1 is taken by another program: set PORT`);
    expect(refused.code).toBe(1);
  }, 30_000);

  it('lets a command join the running server', async () => {
    const added = await runCommand(place, 'users', 'add', '--role', 'administrator', 'first@example.test');
    const [link = 'no link'] = new RegExp(`http://127.0.0.1:${place.port}/\\S+`).exec(added.output) ?? [];
    expect(added.code).toBe(0);
    // The worker mails an invitation meanwhile; the printed link goes on working.
    const mailed = async (client: Client) =>
      (await client.query(`select 1 from dev_inbox where recipient = 'first@example.test'`)).rowCount;
    const client = await connect(running?.about().appUrl ?? '');
    while ((await mailed(client)) === 0) await sleep(100);
    await client.end();
    expect((await fetch(link)).status).toBe(200);
  }, 30_000);

  it('measures its own process', async () => {
    const answer = await fetch(`http://127.0.0.1:${place.port}/metrics`);
    expect(await answer.text()).toMatch(/^process_resident_memory_bytes \d+$/m);
  });

  it('starts web, worker and database again when they are killed', async () => {
    const site = running as WaymarkProcess;
    const killed = [...site.about().children.map((child) => child.pid), site.serverPid()];
    for (const pid of killed) process.kill(pid, 'SIGKILL');
    await untilGone(killed);
    await site.untilItSays('The database has ended: starting it again');
    for (const end = Date.now() + 40_000; Date.now() < end; await sleep(100)) {
      const answer = await fetch(`http://127.0.0.1:${place.port}/health/ready`).catch(() => null);
      if (answer?.ok === true && site.about().children.length === 2) return;
    }
    throw new Error(`It did not recover:\n${site.output}`);
  }, 60_000);

  it('loses nothing acknowledged when everything is killed at once', async () => {
    const site = running as WaymarkProcess;
    const pids = site.pids();
    const acknowledged = await writeUntilKilled(site.about().ownerUrl, () => {
      for (const pid of pids) process.kill(pid, 'SIGKILL');
    });
    await untilGone(pids);
    const again = await start();
    const client = await connect(again.about().appUrl);
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from dev_inbox where subject = 'fault'`,
    );
    await client.end();
    expect(acknowledged).toBeGreaterThanOrEqual(50);
    expect(rows[0]?.n).toBeGreaterThanOrEqual(acknowledged);
  }, 60_000);

  it('takes web and worker along when the supervisor is killed, and carries on with the database that is left', async () => {
    const site = running as WaymarkProcess;
    const { children } = site.about();
    const server = site.serverPid();
    await site.end('SIGKILL');
    await untilGone(children.map((child) => child.pid));
    const again = await start();
    expect(again.serverPid()).toBe(server);
    expect(again.output).toContain('carrying on with it');
    const pids = again.pids();
    await again.end('SIGINT');
    await untilGone(pids);
  }, 60_000);

  it('lets one command at a time have the data when no server runs', async () => {
    const [one, two] = await Promise.all([runCommand(place, 'migrate'), runCommand(place, 'migrate')]);
    expect([one.code, two.code]).toEqual([0, 0]);
  }, 120_000);
});
