export * from './config';
export { Db } from './database/db';
export { DatabaseTime } from './database/database-time';
export { DemoClock } from './database/demo-clock';
export { migrate, type MigrationPlan } from './database/migrate';
export { type Embedded, startEmbedded } from './embedded';
export { type EntityClass, Reader } from './database/reader';
export { SnakeNaming } from './database/naming';
export { Tx } from './database/tx';
export {
  dataOf,
  defineEvent,
  eventDefinition,
  eventDefinitions,
  type EventDefinition,
  type EventFactory,
  type NewEvent,
} from './events/define-event';
export { type Reaction, Reactions, type RecordedEvent } from './events/reactions';
export { maxAttempts, Outbox } from './jobs/outbox';
export { openQueue, type OutboxQueue, type OutboxWorker, openWorker, type QueuePlace } from './jobs/queue';
export { type NextDue, type Sweep, Sweeps } from './jobs/sweeps';
export * from './files';
export { createLogger, NestLog } from './logging/logger';
export { type Mail, Mailer } from './mailer/mailer';
export { PlatformModule } from './platform.module';
