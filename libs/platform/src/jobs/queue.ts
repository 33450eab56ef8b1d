import { createPostgresBackend, Queue, runMigrations, withBackend, Worker } from 'bullmq';
import Redis from 'ioredis';
import { Pool } from 'pg';
import { inShort } from '../logging/error-facts';

/** Where the queue lives: Redis when there is one, else PostgreSQL. */
export type QueuePlace = { redisUrl: string | null; databaseUrl: string };

/** The one queue: a job says only "look at these outbox rows". */
type OutboxJob = { ids: string[] };

const queueName = 'waymark-outbox';

/** Creates or upgrades BullMQ's tables; run as their owner, before any worker starts (without it a worker spins). */
export async function migrateQueue(ownerUrl: string, appRole: string): Promise<void> {
  const pool = new Pool({ connectionString: ownerUrl, max: 1 });
  const client = await pool.connect();
  try {
    await runMigrations(client, 'bullmq');
    const role = `"${appRole.replaceAll('"', '""')}"`;
    await client.query(`
      grant usage on schema bullmq to ${role};
      grant select, insert, update, delete, truncate on all tables in schema bullmq to ${role};
      grant usage, select, update on all sequences in schema bullmq to ${role};
      grant execute on all functions in schema bullmq to ${role}`);
  } finally {
    client.release();
    await pool.end();
  }
}

/** The sending end of the queue. */
export type OutboxQueue = {
  /** Queues a job for these rows, under a key of its own. */
  add: (ids: string[], key: string) => Promise<void>;
  /** How many jobs nobody has begun. */
  waiting: () => Promise<number>;
  close: () => Promise<void>;
};

/** The working end of the queue. */
export type OutboxWorker = { close: () => Promise<void> };

const postgres = withBackend(createPostgresBackend);

/** Opens the sending end. What fails here is for the log: the outbox row stays, and is queued again. */
export function openQueue(place: QueuePlace, onError: (error: Error) => void): OutboxQueue {
  const queue =
    place.redisUrl === null
      ? new postgres.Queue<OutboxJob>(queueName, { connection: pool(place, 3) })
      : new Queue<OutboxJob>(queueName, { connection: redis(place.redisUrl) });
  queue.on('error', onError);
  return {
    add: async (ids, key) => {
      await queue.add(
        'react',
        { ids },
        {
          jobId: key,
          attempts: 3,
          backoff: { type: 'exponential', delay: 500 },
          removeOnComplete: true,
          removeOnFail: true,
        },
      );
    },
    waiting: () => queue.getWaitingCount(),
    close: () => queue.close(),
  };
}

/** What the working end does: each job's rows, and who is told when it is over. */
type OutboxWork = {
  run: (ids: readonly string[]) => Promise<void>;
  /** A job is over, however it ended. */
  onEnd: () => void;
  onError: (error: Error) => void;
};

/** Opens the working end: calls `run` for each job, four at a time. A job may come twice; `run` looks at the rows. */
export function openWorker(place: QueuePlace, { run, onEnd, onError }: OutboxWork): OutboxWorker {
  // The queue stores why a job failed: in short, and nothing of the row.
  const work = (job: { data: OutboxJob }): Promise<void> =>
    run(job.data.ids)
      .catch((error: unknown) => {
        throw new Error(inShort(error));
      })
      .finally(onEnd);
  const worker =
    place.redisUrl === null
      ? new postgres.Worker<OutboxJob>(queueName, work, { connection: pool(place, 6), concurrency: 4 })
      : new Worker<OutboxJob>(queueName, work, { connection: redis(place.redisUrl), concurrency: 4 });
  worker.on('error', onError);
  return { close: () => worker.close() };
}

function pool(place: QueuePlace, max: number) {
  return { connectionString: place.databaseUrl, max };
}

function redis(url: string): Redis {
  return new Redis(url, { maxRetriesPerRequest: null });
}
