import type { Config, OpenRow, Outbox, OutboxQueue, OutboxWorker } from '@app/platform';
import { openQueue, openWorker, outboxChannel } from '@app/platform';
import { Client } from 'pg';
import type { Logger } from 'pino';

/** What the relay needs: settings with the database's address, the outbox, a log. */
export type RelayParts = { config: Config & { databaseUrl: string }; outbox: Outbox; logger: Logger };

const pollEvery = 2_000;
/** So many rows are claimed at a time, */
const mostRows = 200;
/** and none while so many jobs wait: what waits in the queue too long would be taken for lost, and urgent rows wait behind it. */
const mostWaiting = 8;

/**
 * From the outbox to the queue and back: open rows are claimed and queued in batches, jobs run their rows. Woken by
 * NOTIFY after commits that write to the outbox, and by a poll in case a notification is lost.
 */
export class Relay {
  private queue: OutboxQueue;
  private worker: OutboxWorker;
  private listener: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> | null = null;
  private again = false;
  /** There may be more, and the queue is full: the next job that ends goes on with it. */
  private heldBack = false;
  private stopped = false;

  constructor(private readonly parts: RelayParts) {}

  /** Opens both ends of the queue and begins. */
  async start(): Promise<void> {
    const { config, outbox, logger } = this.parts;
    const place = { redisUrl: config.redisUrl, databaseUrl: config.databaseUrl };
    const onError = (error: Error): void => logger.warn({ err: error }, 'The queue reports an error');
    this.queue = openQueue(place, onError);
    this.worker = openWorker(place, { run: (ids) => outbox.run(ids), onEnd: () => this.goOn(), onError });
    await this.listen();
    this.timer = setInterval(() => this.wake(), pollEvery);
    this.wake();
  }

  /** Stops claiming, lets running reactions finish, closes the queue. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearInterval(this.timer);
    await this.working;
    await this.listener?.end().catch(() => undefined);
    await this.worker.close();
    await this.queue.close();
  }

  private wake(): void {
    if (this.stopped) return;
    if (this.working !== null) {
      this.again = true;
      return;
    }
    this.working = this.relay()
      .catch((error: unknown) => this.parts.logger.warn({ err: error }, 'The outbox could not be relayed'))
      .finally(() => {
        this.working = null;
        if (this.again) {
          this.again = false;
          this.wake();
        }
      });
  }

  private async relay(): Promise<void> {
    for (;;) {
      this.heldBack = (await this.queue.waiting()) >= mostWaiting;
      if (this.heldBack) return;
      const batches = await this.parts.outbox.claim(mostRows);
      for (const batch of batches) {
        const [{ id, attempt }] = batch as [OpenRow];
        await this.queue.add(
          batch.map((row) => row.id),
          `${id}/${attempt}`,
        );
      }
      if (batches.flat().length < mostRows) return;
    }
  }

  private goOn(): void {
    if (this.heldBack) this.wake();
  }

  /** LISTEN on a connection of its own; when that breaks, the poll carries on and a new one is tried. */
  private async listen(): Promise<void> {
    if (this.stopped) return;
    const client = new Client({ connectionString: this.parts.config.databaseUrl, keepAlive: true });
    client.on('notification', () => this.wake());
    client.on('error', () => undefined);
    client.on('end', () => {
      if (!this.stopped) setTimeout(() => void this.listen(), pollEvery).unref();
    });
    try {
      await client.connect();
      await client.query(`listen ${outboxChannel}`);
      this.listener = client;
    } catch (error) {
      this.parts.logger.warn({ err: error }, 'Not listening for the outbox: polling instead');
    }
  }
}
