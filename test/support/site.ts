import { rm } from 'node:fs/promises';
import { Accounts, SignIn } from '@app/accounts';
import { type Role, systemActor } from '@app/kernel';
import { type Config, Db, DemoClock, Outbox, Sweeps } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import type { DestinationStream } from 'pino';
import type { TimeLimits } from '../../apps/web/src/http/time-limits';
import { Agent } from './agent';
import { firstEdition, testConfig } from './context';
import { testDatabase } from './database';

export const sitePassword = 'a quiet lighthouse at noon';

/** The whole product in one process, on a database of its own. `close` in `afterAll`. */
export type Site = {
  app: NestFastifyApplication;
  db: Db;
  /** Says something to the database as its owner: breaks it, or mends it again. */
  asOwner: (sql: string) => Promise<void>;
  clock: DemoClock;
  /** A provider of the product. */
  lib: <T>(type: new (...given: never[]) => T) => T;
  /** Adds a person with a password and these roles. @returns their id */
  person: (name: string, email: string, ...grants: { role: Role; scope?: string }[]) => Promise<string>;
  /** Somebody signed in, through the sign-in page. */
  as: (email: string, password?: string) => Promise<Agent>;
  /** Somebody without an account, from this address. */
  anonymous: (ip?: string) => Agent;
  /** What follows from events, and what is due, is done now. */
  settle: () => Promise<void>;
  close: () => Promise<void>;
};

type Settings = Partial<Pick<Config, 'baseUrl' | 'clamdUrl' | 'fileStore' | 'logLevel' | 'redisUrl' | 'trustProxy'>>;

/** Where the log goes, and how long the site waits for slow senders. */
type Around = { log?: DestinationStream; limits?: TimeLimits };

/**
 * Boots the web site on a fresh database, which holds the first edition if it is to be `seeded`; the worker's work is
 * done by `settle`. The web app is loaded here and not above, because many specs that import this folder do without it,
 * and each loads its modules anew.
 */
export async function startSite({
  seeded = false,
  log,
  limits,
  ...settings
}: { seeded?: boolean } & Around & Settings = {}): Promise<Site> {
  const { createWebApp } = await import('../../apps/web/src/http/app.js');
  const seeding = (url: string) =>
    createWebApp({ ...testConfig(url), ...settings, logLevel: testConfig(url).logLevel });
  const database = await testDatabase(seeded ? firstEdition('the site', seeding) : undefined);
  const app = await createWebApp({ ...testConfig(database.appUrl), ...settings }, { log, limits });
  const lib = <T>(type: new (...given: never[]) => T): T => app.get<T>(type, { strict: false });
  return {
    app,
    db: app.get(Db),
    asOwner: (sql) => asOwner(database.ownerUrl, sql),
    clock: lib(DemoClock),
    lib,
    person: (name, email, ...grants) => addPerson(lib, { name, email }, grants),
    as: async (email, password = sitePassword) => {
      const agent = new Agent(app);
      await agent.get('/sign-in');
      await agent.submit('/sign-in', { email, password });
      if (agent.status !== 200) throw new Error(`${email} cannot sign in: ${agent.status} ${agent.text}`);
      return agent;
    },
    anonymous: (ip) => new Agent(app, ip),
    settle: async () => {
      for (let round = 0; round < 2; round += 1) {
        await lib(Outbox).drain();
        await lib(Sweeps).runAll();
      }
      await lib(Outbox).drain();
    },
    close: async () => {
      await app.close();
      await database.drop();
      await rm(testConfig(database.appUrl).dataDir, { recursive: true, force: true });
    },
  };
}

async function addPerson(
  lib: Site['lib'],
  person: { name: string; email: string },
  grants: { role: Role; scope?: string }[],
): Promise<string> {
  const [accounts, system] = [lib(Accounts), systemActor('test')];
  return lib(Db).write(async (tx) => {
    const personId = await accounts.addPerson(tx, system, person);
    await lib(SignIn).setDemoPassword(tx, personId, sitePassword);
    const from = await tx.now();
    for (const { role, scope } of grants) {
      await accounts.grant(tx, system, { personId, role, scope: scope ?? null, from, until: null });
    }
    return personId;
  });
}

async function asOwner(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
