import { createPostgresBackend, Queue, runMigrations, Worker } from 'bullmq';
import Redis from 'ioredis';
import { Pool } from 'pg';

/** Where the queue lives: Redis when there is one, else PostgreSQL. */
export type QueuePlace = { redisUrl: string | null; databaseUrl: string };

/** The one queue: a job says only "look at this outbox row". */
export type OutboxJob = { id: string };

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

/** The sending end of the queue. Its errors are for the log: the outbox row stays, and is queued again. */
export function openQueue(place: QueuePlace, onError: (error: Error) => void): Queue<OutboxJob> {
  const queue =
    place.redisUrl === null
      ? (new Queue<OutboxJob>(
          queueName,
          { connection: { connectionString: place.databaseUrl, max: 3 } },
          createPostgresBackend,
        ) as unknown as Queue<OutboxJob>)
      : new Queue<OutboxJob>(queueName, { connection: redis(place.redisUrl) });
  queue.on('error', onError);
  return queue;
}

/** The working end: calls `run` for each job, several at a time. A job may come twice; `run` looks at the row. */
export function openWorker(
  place: QueuePlace,
  run: (id: string) => Promise<void>,
  onError: (error: Error) => void,
): Worker<OutboxJob> {
  const work = async (job: { data: OutboxJob }): Promise<void> => run(job.data.id);
  const worker =
    place.redisUrl === null
      ? (new Worker<OutboxJob>(
          queueName,
          work,
          { connection: { connectionString: place.databaseUrl, max: 6 }, concurrency: 4 },
          createPostgresBackend,
        ) as unknown as Worker<OutboxJob>)
      : new Worker<OutboxJob>(queueName, work, { connection: redis(place.redisUrl), concurrency: 4 });
  worker.on('error', onError);
  return worker;
}

function redis(url: string): Redis {
  return new Redis(url, { maxRetriesPerRequest: null });
}
