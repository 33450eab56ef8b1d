import { sha256 } from '@app/kernel';
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

/** How many public forms one network may send in so many seconds, whichever they are. */
const limits = { 'public-form': { points: 60, seconds: 3_600 } } as const;
export type Limit = keyof typeof limits;

/**
 * Tries that fail are slowed down, not locked out: so many are free within a day, then each has to wait twice as long as the
 * one before, up to the longest wait in seconds. After a right try everything is forgotten or, where others are counted
 * by the same key, that one try.
 */
const slowdowns = {
  /** An account from one network. */
  'sign-in': { free: 5, longest: 900, forgotten: true },
  /** An account from a device on which its person has signed in. */
  'sign-in-device': { free: 10, longest: 900, forgotten: true },
  /** An account from everywhere, devices that are known left out. */
  'sign-in-account': { free: 30, longest: 60, forgotten: false },
  /** All accounts from one network, devices that are known left out. */
  'sign-in-network': { free: 60, longest: 60, forgotten: false },
} as const;
export type Slowdown = keyof typeof slowdowns;

/** What one try is counted by. */
export type Counted = { by: Slowdown; key: string };

const day = 86_400;

/** Counts tries over all web processes: in Redis when it is set, else in PostgreSQL. Keys are kept as hashes only. */
@Injectable()
export class RateLimits implements OnModuleDestroy {
  private readonly store: Pool | Redis;
  private readonly log = new Logger(RateLimits.name);
  private readonly limiters = new Map<string, RateLimiterAbstract>();

  constructor(@Inject(CONFIG) config: Config) {
    this.store =
      config.redisUrl === null
        ? // A crash may forget the last tries: no form waits for the disk on their account.
          new Pool({ connectionString: config.databaseUrl ?? undefined, max: 2, options: '-c synchronous_commit=off' })
        : new Redis(config.redisUrl, { maxRetriesPerRequest: 1 });
    // Without a listener a lost idle connection would end the process; the next try opens a new one.
    this.store.on('error', (error: Error) => this.log.warn(`The store of the rate limits: ${error.message}`));
    for (const [name, { points, seconds }] of Object.entries(limits)) this.add(name, points, seconds);
    for (const name of Object.keys(slowdowns)) {
      this.add(name, 1, day);
      this.add(`${name}-wait`, 1, day);
    }
  }

  /** Counts one of a kind. @throws TooMany */
  async count(limit: Limit, key: string): Promise<void> {
    await this.pass(limit, key);
  }

  /**
   * Lets a try through and counts it, or tells how long to wait; a try that has to wait is not counted.
   * @throws TooMany
   */
  async slow(counted: readonly Counted[]): Promise<void> {
    const waits = await Promise.all(counted.map(({ by, key }) => this.limiter(`${by}-wait`).get(sha256(key))));
    const longest = Math.max(0, ...waits.map((wait) => wait?.msBeforeNext ?? 0));
    if (longest > 0) throw new TooMany(Math.ceil(longest / 1000));
    for (const [at, { by, key }] of counted.entries()) {
      const { consumedPoints } = await this.limiter(by).penalty(sha256(key));
      const beyond = consumedPoints - slowdowns[by].free;
      if (beyond <= 0) continue;
      try {
        // Of many at once one gets through: whoever comes second finds the wait begun.
        await this.pass(`${by}-wait`, key, Math.min(slowdowns[by].longest, 2 ** beyond));
      } catch (error) {
        await this.takeBack(counted.slice(0, at + 1));
        throw error;
      }
    }
  }

  /** A try that was right is none against anybody. */
  async forgive(counted: readonly Counted[]): Promise<void> {
    await this.takeBack(counted.filter(({ by }) => !slowdowns[by].forgotten));
    for (const { by, key } of counted.filter((one) => slowdowns[one.by].forgotten)) {
      await this.limiter(by).delete(sha256(key));
      await this.limiter(`${by}-wait`).delete(sha256(key));
    }
  }

  async onModuleDestroy(): Promise<void> {
    if (this.store instanceof Pool) await this.store.end();
    else this.store.disconnect();
  }

  private async pass(name: string, key: string, seconds?: number): Promise<void> {
    try {
      await this.limiter(name).consume(sha256(key), 1, seconds === undefined ? {} : { customDuration: seconds });
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new TooMany(Math.ceil(error.msBeforeNext / 1000));
      throw error;
    }
  }

  private async takeBack(counted: readonly Counted[]): Promise<void> {
    for (const { by, key } of counted) await this.limiter(by).reward(sha256(key));
  }

  private limiter(name: string): RateLimiterAbstract {
    const found = this.limiters.get(name);
    if (found === undefined) throw new Error(`There is no limit ${name}`);
    return found;
  }

  private add(name: string, points: number, duration: number): void {
    const options = { keyPrefix: name, points, duration, storeClient: this.store };
    // One of them clears the table of what is over; they share it.
    const inTable = { tableName: 'rate_limit', tableCreated: true, clearExpiredByTimeout: this.limiters.size === 0 };
    this.limiters.set(
      name,
      this.store instanceof Pool ? new RateLimiterPostgres({ ...options, ...inTable }) : new RateLimiterRedis(options),
    );
  }
}
