import { refuse } from '@app/kernel';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import { Sweeps } from '../jobs/sweeps';
import { Db } from './db';

/** The demo clock: moves the one offset that every `now` of ours reads. Absent in production. */
@Injectable()
export class DemoClock implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly sweeps: Sweeps,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A production server does not run on a clock that somebody moved. */
  async onModuleInit(): Promise<void> {
    if (!this.config.production) return;
    const moved = await this.db.read().one('select 1 from demo_clock');
    if (moved !== null) {
      throw new Error('DATABASE_URL names a database whose demo clock was moved: it cannot be used in production');
    }
  }

  /** Moves the clock forward by so many milliseconds and returns the new time. */
  async advance(milliseconds: number): Promise<Date> {
    if (this.config.production) refuse('There is no demo clock in production');
    if (!(milliseconds > 0)) refuse('The demo clock only moves forward');
    return this.db.write(async (tx) => {
      await tx.rows(
        `insert into demo_clock (shift) values (make_interval(secs => $1))
         on conflict (single) do update set shift = demo_clock.shift + excluded.shift`,
        [milliseconds / 1000],
      );
      return tx.now();
    });
  }

  /**
   * Sets the clock of an empty database back by so many days: the demo cases are loaded with a past of their own.
   * `catchUp` brings it to the real time again.
   */
  async rewind(days: number): Promise<void> {
    if (this.config.production) refuse('There is no demo clock in production');
    await this.db.write(async (tx) => {
      const begun = await tx.one('select 1 from event limit 1');
      if (begun !== null) refuse('The demo clock is set back in an empty database only');
      await tx.rows(
        `insert into demo_clock (shift) values (make_interval(days => $1)) on conflict (single) do update set shift = excluded.shift`,
        [-days],
      );
    });
  }

  /** Moves a clock that was set back forward to the real time. */
  async catchUp(): Promise<void> {
    await this.db.write((tx) => tx.rows(`update demo_clock set shift = interval '0' where shift < interval '0'`));
  }

  /** Moves to the next due thing, a second past it; null when nothing is due. */
  async toNextDue(): Promise<Date | null> {
    const reader = this.db.read();
    const due = await this.sweeps.nextDue(reader);
    if (due === null) return null;
    const now = await reader.now();
    return this.advance(due.getTime() - now.getTime() + 1000);
  }
}
