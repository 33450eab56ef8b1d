import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';

/** The channel on which workers hear that the outbox has rows for them. */
export const outboxChannel = 'waymark_outbox';

/** Milliseconds from one ring to the next. */
const between = 100;

/**
 * Tells the workers that something follows from what was committed: at once, and of the commits of the next tenth of a
 * second together. It rings after the commit and outside of it, because a commit that notifies waits for every other
 * that does, in the whole server. A ring that is lost costs the time until a worker looks by itself.
 */
@Injectable()
export class OutboxBell implements OnModuleDestroy {
  private isDue = false;
  private ringing: Promise<void> | null = null;

  constructor(private readonly source: DataSource) {}

  /** Rings now, or as soon as it may again. */
  ring(): void {
    this.isDue = true;
    this.ringing ??= this.ringOn().finally(() => {
      this.ringing = null;
      if (this.isDue) this.ring();
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.ringing;
  }

  private async ringOn(): Promise<void> {
    while (this.isDue) {
      this.isDue = false;
      // The workers look by themselves where this fails; who asked has its answer already.
      await this.source.query('select pg_notify($1, $2)', [outboxChannel, '']).catch(() => undefined);
      await sleep(between);
    }
  }
}
