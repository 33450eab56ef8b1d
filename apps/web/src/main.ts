import 'reflect-metadata';
import { type Config, createLogger, endWhenUncaught, lastSentence, loadConfig } from '@app/platform';
import { createWebApp } from './http/app';
import { Metrics } from './http/metrics';

/** Starts the web site and stops it in order: no new requests, running ones end, connections close. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  if (config.databaseUrl === null) throw new Error('DATABASE_URL is not set: start with `npm start`.');
  if (config.sessionSecret === null) throw new Error('SESSION_SECRET is not set: start with `npm start`.');
  endWhenUncaught(createLogger(config.logLevel, 'web'));
  const app = await createWebApp(config as Config & { databaseUrl: string });
  app.get(Metrics).watchProcess();
  await app.listen(config.port, config.host);
  process.send?.('ready');

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), 5_000).unref();
    await app.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop());
  process.on('disconnect', () => void stop());
}

main().catch((error: unknown) => {
  const taken = (error as { code?: string }).code === 'EADDRINUSE';
  process.stderr.write(
    taken
      ? `The port is taken by another program: choose another with the setting PORT.\n`
      : `${lastSentence(error)}\n`,
  );
  process.exit(1);
});
