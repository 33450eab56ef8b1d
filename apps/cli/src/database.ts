import { type Config, type Embedded, migrate, startEmbedded } from '@app/platform';
import { migrations } from '../../../migrations';
import { grantToApp } from '../../../migrations/append-only';
import { takeLock } from './lock';
import { findServer } from './run-file';

/** The two ways into the database: as its owner, and as the app. */
export type Urls = { ownerUrl: string; appUrl: string };

/** The addresses that the settings give; null when the embedded server is to be used. */
export function givenUrls(config: Config): Urls | null {
  if (config.databaseUrl === null) return null;
  return { ownerUrl: config.migrationDatabaseUrl ?? config.databaseUrl, appUrl: config.databaseUrl };
}

/** Brings the database up to this version. @returns the names of the migrations that ran */
export function bringUp(urls: Urls): Promise<string[]> {
  return migrate(urls, { migrations, grantToApp });
}

/**
 * Runs `work` with the database: the one in the settings, else that of the running server, else the embedded one is
 * started for as long as `work` takes, and brought up to this version unless it is taken `asItIs`.
 * @throws Error in one sentence when another command holds the data folder
 */
export async function withDatabase<T>(
  config: Config,
  command: string,
  work: (urls: Urls) => Promise<T>,
  { asItIs = false } = {},
): Promise<T> {
  const urls = givenUrls(config) ?? findServer(config.dataDir);
  if (urls !== null) return work({ ownerUrl: urls.ownerUrl, appUrl: urls.appUrl });
  const lock = await takeLock(config.dataDir, command);
  let server: Embedded | null = null;
  const leave = async (): Promise<void> => {
    await server?.stop();
    lock.release();
  };
  const interrupted = (): void => void leave().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupted);
  try {
    server = await startEmbedded({ dataDir: config.dataDir, log: (line) => process.stderr.write(`${line}\n`) });
    if (!asItIs) await bringUp(server);
    return await work(server);
  } finally {
    await leave();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupted);
  }
}
