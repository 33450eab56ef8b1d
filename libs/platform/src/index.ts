export * from './config';
export { Db } from './database/db';
export { DatabaseTime } from './database/database-time';
export { Together } from './database/together';
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
  type SecurityKind,
  splitPersonal,
} from './events/define-event';
export { OnlyShown, requestUnderWay, shownBecause, showOnly, withinRequest } from './events/request-id';
export { type Reaction, Reactions, type ReactionToMany, type RecordedEvent } from './events/reactions';
export { maxAttempts, Outbox } from './jobs/outbox';
export type { OpenRow } from './jobs/outbox-batches';
export { outboxChannel } from './jobs/outbox-bell';
export { openQueue, type OutboxQueue, type OutboxWorker, openWorker, type QueuePlace } from './jobs/queue';
export { type NextDue, type Sweep, Sweeps } from './jobs/sweeps';
export * from './files';
export { type ErrorFacts, factsOf, inShort, lastSentence } from './logging/error-facts';
export { createLogger, endWhenUncaught, NestLog } from './logging/logger';
export { logSecurity } from './logging/security-log';
export { type Mail, Mailer } from './mailer/mailer';
export { PersonalDataHolder, PersonalDataHolders, type SettledKind } from './personal/personal-data-holder';
export {
  type DataSubject,
  dueBy,
  eraseBy,
  type HeldRow,
  heldRows,
  type Kept,
  lawfulBases,
  type PersonalKind,
} from './personal/personal-kind';
export { spellingsIn } from './personal/spellings';
export { PlatformModule } from './platform.module';
