import 'reflect-metadata';
import {
  type Config,
  createLogger,
  endWhenUncaught,
  lastSentence,
  loadConfig,
  NestLog,
  Outbox,
  Sweeps,
} from '@app/platform';
import { NestFactory } from '@nestjs/core';
import { Relay } from './relay';
import { Schedules } from './schedules';
import { WorkerModule } from './worker.module';

/** Starts the worker and stops it in order: timers, running reactions, connections. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  if (config.databaseUrl === null) throw new Error('DATABASE_URL is not set: start with `npm start`');
  const settled = config as Config & { databaseUrl: string };
  const logger = createLogger(config.logLevel, 'worker');
  endWhenUncaught(logger);
  const app = await NestFactory.createApplicationContext(WorkerModule.with(settled), {
    logger: new NestLog(logger),
  });
  const relay = new Relay({ config: settled, outbox: app.get(Outbox), logger });
  const schedules = new Schedules(app.get(Sweeps), logger);
  await relay.start();
  schedules.start();
  logger.info('The worker is ready');
  process.send?.('ready');

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await schedules.stop();
    await relay.stop();
    await app.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop());
  process.on('disconnect', () => void stop());
}

main().catch((error: unknown) => {
  process.stderr.write(`${lastSentence(error)}\n`);
  process.exit(1);
});
