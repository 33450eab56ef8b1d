import { migrate } from '@app/platform';
import { Client } from 'pg';
import { migrations } from '../../migrations';
import { grantToApp } from '../../migrations/append-only';
import { testDatabase } from './database';

/** A database as it stood before a migration, for its owner to fill and then to take on to today. */
export type DatabaseBefore = {
  owner: Client;
  appUrl: string;
  onward: () => Promise<void>;
  close: () => Promise<void>;
};

/** Makes an empty database of the version before this migration. */
export async function databaseBefore(migration: (typeof migrations)[number]): Promise<DatabaseBefore> {
  const database = await testDatabase();
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query('drop schema public cascade; create schema public; grant all on schema public to public');
  const until = migrations.findIndex((one) => one === migration);
  await migrate(database, { migrations: migrations.slice(0, until), grantToApp });
  return {
    owner,
    appUrl: database.appUrl,
    onward: async () => {
      await migrate(database, { migrations, grantToApp });
    },
    close: async () => {
      await owner.end();
      await database.drop();
    },
  };
}
