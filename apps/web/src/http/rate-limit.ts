import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import Redis from 'ioredis';
import { Pool } from 'pg';
import { type RateLimiterAbstract, RateLimiterPostgres, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** Too many tries; `seconds` until the next one counts. */
export class TooMany extends Error {
  constructor(readonly seconds: number) {
    super('Too many tries');
  }
}

/** What is limited: sign-in by account and by address, public forms by address, mails to one who asks to follow. Points per quarter of an hour. */
const limits = { 'sign-in-account': 10, 'sign-in-address': 60, 'public-form': 60, 'follow-address': 5 } as const;
export type Limit = keyof typeof limits;

/** Counts tries over all web processes: in Redis when it is set, else in PostgreSQL. */
@Injectable()
export class RateLimits implements OnModuleDestroy {
  private readonly store: Pool | Redis;
  private readonly log = new Logger(RateLimits.name);
  private readonly limiters = new Map<Limit, RateLimiterAbstract>();

  constructor(@Inject(CONFIG) config: Config) {
    const window = { duration: 15 * 60 };
    this.store =
      config.redisUrl === null
        ? new Pool({ connectionString: config.databaseUrl ?? undefined, max: 2 })
        : new Redis(config.redisUrl, { maxRetriesPerRequest: 1 });
    // Without a listener a lost idle connection would end the process; the next try opens a new one.
    this.store.on('error', (error: Error) => this.log.warn(`The store of the rate limits: ${error.message}`));
    for (const limit of Object.keys(limits) as Limit[]) {
      const options = { ...window, keyPrefix: limit, points: limits[limit], storeClient: this.store };
      this.limiters.set(
        limit,
        config.redisUrl === null
          ? new RateLimiterPostgres({
              ...options,
              tableName: 'rate_limit',
              tableCreated: true,
              clearExpiredByTimeout: false,
            })
          : new RateLimiterRedis(options),
      );
    }
  }

  /** Counts one try. @throws TooMany */
  async count(limit: Limit, key: string): Promise<void> {
    try {
      await this.limiters.get(limit)?.consume(key.slice(0, 200));
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new TooMany(Math.ceil(error.msBeforeNext / 1000));
      throw error;
    }
  }

  /** Hands a counted try back: one that was right is none against somebody. */
  async giveBack(limit: Limit, key: string): Promise<void> {
    await this.limiters.get(limit)?.reward(key.slice(0, 200));
  }

  async onModuleDestroy(): Promise<void> {
    if (this.store instanceof Pool) await this.store.end();
    else this.store.disconnect();
  }
}
