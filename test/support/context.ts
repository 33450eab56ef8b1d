import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Accounts } from '@app/accounts';
import { type Actor, type Role, systemActor } from '@app/kernel';
import { type Config, Db, loadConfig, PlatformModule } from '@app/platform';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { type Content, testDatabase, type TestDatabase } from './database';

/** Settings for tests: no environment, a fixed secret, quiet; files in a folder that goes with the database. */
export function testConfig(databaseUrl: string): Config & { databaseUrl: string } {
  return {
    ...loadConfig({
      NODE_ENV: 'test',
      DATABASE_URL: databaseUrl,
      DATA_DIR: join(tmpdir(), new URL(databaseUrl).pathname.slice(1)),
      BASE_URL: 'http://waymark.test',
      SESSION_SECRET: 'a-secret-for-tests-only-of-forty-characters',
      LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    }),
    databaseUrl,
  };
}

/** Some libs on a database of their own, without a web server. */
export type TestContext = {
  module: TestingModule;
  db: Db;
  database: TestDatabase;
  /** A new person with these roles; the actor that they are when they act. */
  person: (name: string, ...grants: { role: Role; scope?: string }[]) => Promise<Actor & { id: string }>;
  close: () => Promise<void>;
};

/**
 * What `firstEdition()` leaves in a database, its events and outbox rows with it; the product is booted for it once.
 * @param name which libs are booted: the rows of the outbox are those of their reactions
 */
export function firstEdition(name: string, boot: (url: string) => Promise<INestApplicationContext>): Content {
  return {
    name: `the first edition, by ${name}`,
    fill: async ({ appUrl }) => {
      const { RevisionSeeding } = await import('@app/revisions');
      const app = await boot(appUrl);
      await app.get(RevisionSeeding, { strict: false }).firstEdition();
      await app.close();
    },
  };
}

/**
 * Boots the given lib modules (platform comes by itself) on a fresh database, which holds the first edition if it is
 * to be `seeded`. `close` in `afterAll`.
 */
export async function testContext(
  imports: readonly Type[],
  { seeded = false }: { seeded?: boolean } = {},
): Promise<TestContext> {
  const boot = async (url: string) => {
    const building = Test.createTestingModule({ imports: [PlatformModule.with(testConfig(url)), ...imports] });
    return (await building.compile()).init();
  };
  const names = imports.map((lib) => lib.name).join();
  const database = await testDatabase(seeded ? firstEdition(names, boot) : undefined);
  const module = await boot(database.appUrl);
  const db = module.get(Db);
  return {
    module,
    db,
    database,
    person: (name, ...grants) => addPerson(module, db, name, grants),
    close: async () => {
      await module.close();
      await database.drop();
      await rm(testConfig(database.appUrl).dataDir, { recursive: true, force: true });
    },
  };
}

async function addPerson(
  module: TestingModule,
  db: Db,
  name: string,
  grants: { role: Role; scope?: string }[],
): Promise<Actor & { id: string }> {
  const accounts = module.get(Accounts, { strict: false });
  const system = systemActor('test');
  return db.write(async (tx) => {
    const email = `${name.toLowerCase().replaceAll(/\W+/g, '.')}.${Math.random().toString(36).slice(2, 8)}@example.test`;
    const id = await accounts.addPerson(tx, system, { name, email });
    const now = await tx.now();
    for (const { role, scope } of grants) {
      await accounts.grant(tx, system, { personId: id, role, scope: scope ?? null, from: now, until: null });
    }
    return {
      kind: 'person' as const,
      id,
      name,
      grants: grants.map(({ role, scope }) => ({ role, scope: scope ?? null })),
    };
  });
}
