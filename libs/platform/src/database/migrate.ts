import { DataSource, type MixedList } from 'typeorm';
import { migrateQueue } from '../jobs/queue';

/** The migrations to run, and what to do after them (grants to the app's role). */
export type MigrationPlan = {
  migrations: MixedList<new () => object>;
  grantToApp: (runner: ReturnType<DataSource['createQueryRunner']>, appRole: string) => Promise<void>;
};

/**
 * Brings the database up to this version, as its owner: our migrations in one transaction each, BullMQ's tables,
 * then the app role's rights. Two starts at once take turns (an advisory lock).
 * @returns the names of the migrations that ran
 */
export async function migrate(urls: { ownerUrl: string; appUrl: string }, plan: MigrationPlan): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url: urls.ownerUrl,
    migrations: plan.migrations as never,
    migrationsTransactionMode: 'each',
    applicationName: 'waymark-migrate',
    extra: { options: '-c timezone=UTC' },
  });
  await source.initialize();
  const runner = source.createQueryRunner();
  try {
    await runner.query(`select pg_advisory_lock(hashtext('waymark.migrate'))`);
    const ran = await source.runMigrations();
    const appRole = decodeURIComponent(new URL(urls.appUrl).username);
    await migrateQueue(urls.ownerUrl, appRole);
    if (appRole !== decodeURIComponent(new URL(urls.ownerUrl).username)) {
      await plan.grantToApp(runner, appRole);
    }
    return ran.map((migration) => migration.name);
  } finally {
    await runner.release();
    await source.destroy();
  }
}
