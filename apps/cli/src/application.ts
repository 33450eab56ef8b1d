import { type Config, loadConfig, NestLog, createLogger, PlatformModule } from '@app/platform';
import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { featureModules } from '../../features';
import { withDatabase } from './database';

/** The libs, without HTTP and without timers. */
@Module({})
class CliModule {
  static with(config: Config & { databaseUrl: string }, how: { hasty?: boolean }): DynamicModule {
    return { module: CliModule, imports: [PlatformModule.with(config, how), ...featureModules] };
  }
}

/** Opens the libs on this database, as the app; close it after use. `hasty`: no commit waits for the disk. */
export async function openApplication(
  config: Config,
  databaseUrl: string,
  how: { hasty?: boolean } = {},
): Promise<INestApplicationContext> {
  const logger = new NestLog(createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel, 'cli'));
  return NestFactory.createApplicationContext(CliModule.with({ ...config, databaseUrl }, how), {
    logger,
    abortOnError: false,
  });
}

/** Runs `work` with the libs on the database of the settings, of the running server, or of our own. */
export async function withApplication<T>(
  command: string,
  work: (app: INestApplicationContext, config: Config) => Promise<T>,
): Promise<T> {
  const config = loadConfig(process.env);
  return withDatabase(config, command, async ({ appUrl }) => {
    const app = await openApplication(config, appUrl);
    try {
      return await work(app, config);
    } finally {
      await app.close();
    }
  });
}
