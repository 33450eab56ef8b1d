import { type Config, loadConfig, NestLog, createLogger, PlatformModule } from '@app/platform';
import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { featureModules } from '../../features';
import { withDatabase } from './database';

/** The libs, without HTTP and without timers. */
@Module({})
class CliModule {
  static with(config: Config & { databaseUrl: string }): DynamicModule {
    return { module: CliModule, imports: [PlatformModule.with(config), ...featureModules] };
  }
}

/** Opens the libs on this database, as the app; close it after use. */
export async function openApplication(config: Config, databaseUrl: string): Promise<INestApplicationContext> {
  const logger = new NestLog(createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel, 'cli'));
  return NestFactory.createApplicationContext(CliModule.with({ ...config, databaseUrl }), {
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
