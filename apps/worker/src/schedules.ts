import { setMaxListeners } from 'node:events';
import type { Sweeps } from '@app/platform';
import type { Logger } from 'pino';

/** Runs every registered sweep on its own timer; a sweep never overlaps itself, and one that fails is tried again. */
export class Schedules {
  private readonly stopping = new AbortController();
  private running: Promise<void>[] = [];

  constructor(
    private readonly sweeps: Sweeps,
    private readonly logger: Logger,
  ) {}

  /** Starts all loops. */
  start(): void {
    // Each of them waits for the one signal.
    setMaxListeners(this.sweeps.all().length, this.stopping.signal);
    this.running = this.sweeps.all().map(async (sweep) => {
      while (!this.stopping.signal.aborted) {
        try {
          await sweep.run();
        } catch (error) {
          this.logger.error({ err: error, sweep: sweep.name }, 'A sweep failed and will be tried again');
        }
        await this.pause(sweep.seconds * 1000);
      }
    });
  }

  /** Ends all loops after the round that each of them is in. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running);
  }

  private pause(milliseconds: number): Promise<void> {
    if (this.stopping.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.stopping.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.stopping.signal.addEventListener('abort', done);
    });
  }
}
