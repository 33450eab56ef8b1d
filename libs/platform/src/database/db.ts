import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Reactions } from '../events/reactions';
import { OnlyShown, shownBecause } from '../events/request-id';
import { OutboxBell } from '../jobs/outbox-bell';
import { logSecurity } from '../logging/security-log';
import { Reader } from './reader';
import { Tx } from './tx';

/**
 * SQLSTATEs after which the same work may succeed: deadlock and serialization failure; and a row that somebody else
 * stored meanwhile (unique and exclusion constraints), since the rule that looks for such rows now finds it.
 */
const retryable = new Set(['40P01', '40001', '23505', '23P01']);

function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** The two doors to the database: `write` opens a transaction, `read` reads. */
@Injectable()
export class Db {
  constructor(
    private readonly source: DataSource,
    private readonly reactions: Reactions,
    private readonly bell: OutboxBell,
  ) {}

  /**
   * One transaction: all of `work` or nothing. What another transaction brought about is tried again: three times in all.
   * @throws OnlyShown within a request that is only shown
   */
  async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const because = shownBecause();
    if (because !== null) throw new OnlyShown(because);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { result, logged, isFollowed } = await this.source.transaction(async (manager) => {
          const tx = new Tx(manager, this.reactions);
          return { result: await work(tx), logged: tx.logged, isFollowed: tx.isFollowed };
        });
        if (isFollowed) this.bell.ring();
        for (const line of logged) logSecurity(...line);
        return result;
      } catch (error) {
        if (attempt >= 3 || !retryable.has(sqlState(error) ?? '')) throw error;
      }
    }
  }

  /** Reads from the primary. */
  read(): Reader {
    return new Reader(this.source.manager);
  }

  /** Reads that may lag behind: from a replica once there is one, today from the primary. */
  readStale(): Reader {
    return this.read();
  }
}
