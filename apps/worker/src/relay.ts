import type { Config, Outbox, OutboxQueue, OutboxWorker } from '@app/platform';
import { openQueue, openWorker } from '@app/platform';
import { Client } from 'pg';
import type { Logger } from 'pino';

/** What the relay needs: settings with the database's address, the outbox, a log. */
export type RelayParts = { config: Config & { databaseUrl: string }; outbox: Outbox; logger: Logger };

const pollEvery = 2_000;

/**
 * From the outbox to the queue and back: open rows are claimed and queued, jobs run their row. Woken by NOTIFY at
 * each commit that writes to the outbox, and by a poll in case a notification is lost.
 */
export class Relay {
  private queue: OutboxQueue;
  private worker: OutboxWorker;
  private listener: Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private working: Promise<void> | null = null;
  private again = false;
  private stopped = false;

  constructor(private readonly parts: RelayParts) {}

  /** Opens both ends of the queue and begins. */
  async start(): Promise<void> {
    const { config, outbox, logger } = this.parts;
    const place = { redisUrl: config.redisUrl, databaseUrl: config.databaseUrl };
    const onError = (error: Error): void => logger.warn({ err: error }, 'The queue reports an error');
    this.queue = openQueue(place, onError);
    this.worker = openWorker(place, (id) => outbox.run(id), onError);
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
      const claims = await this.parts.outbox.claim(100);
      for (const { id, attempt } of claims) await this.queue.add(id, attempt);
      if (claims.length < 100) return;
    }
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
      await client.query('listen waymark_outbox');
      this.listener = client;
    } catch (error) {
      this.parts.logger.warn({ err: error }, 'Not listening for the outbox: polling instead');
    }
  }
}
