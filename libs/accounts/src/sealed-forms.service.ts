import { newId } from '@app/kernel';
import { Db, Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';

const kept = '30 minutes';
const mostOfABrowser = 5;
const mostBytes = 100_000_000;

/**
 * Forms that reached us after their session had ended, sealed: what they say can be read with a key that only the browser
 * has which sent them. Nothing of them is done. Times are the real clock's, as those of sessions.
 */
@Injectable()
export class SealedForms implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(300, 'accounts.sealed-forms', () => this.removeOld());
  }

  /**
   * Keeps a form for 30 minutes, the last five of a browser. `browser` is the hash of its key.
   * @returns its id; null where we keep as much as we can of all browsers
   */
  async keep(browser: string, sealed: Buffer): Promise<string | null> {
    return this.db.write(async (tx) => {
      // One after the other: what all of them keep together is counted.
      await tx.rows(`select pg_advisory_xact_lock(hashtextextended('sealed_form', 50))`);
      await tx.rows(
        `delete from sealed_form where id in (
           select id from sealed_form where browser = $1 order by kept_at desc, id desc offset $2)`,
        [browser, mostOfABrowser - 1],
      );
      const row = await tx.one<{ id: string }>(
        `insert into sealed_form (id, browser, sealed) select $1, $2, $3
         where (select coalesce(sum(octet_length(sealed)), 0) from sealed_form) + $4 <= $5 returning id`,
        [newId(), browser, sealed, sealed.length, mostBytes],
      );
      return row?.id ?? null;
    });
  }

  /** The form with this id, if this browser sent it less than 30 minutes ago. */
  async find(browser: string, id: string): Promise<Buffer | null> {
    const row = await this.db.read().one<{ sealed: Buffer }>(
      `select sealed from sealed_form where id::text = $1 and browser = $2
         and kept_at > clock_timestamp() - $3::interval`,
      [id, browser, kept],
    );
    return row?.sealed ?? null;
  }

  /** Forgets what this browser sent: somebody signs out of it, or somebody else signs in. */
  async forget(browser: string): Promise<void> {
    await this.db.write((tx) => tx.rows('delete from sealed_form where browser = $1', [browser]));
  }

  /** Forgets what is older than 30 minutes. */
  async removeOld(): Promise<void> {
    await this.db.write((tx) =>
      tx.rows('delete from sealed_form where kept_at <= clock_timestamp() - $1::interval', [kept]),
    );
  }
}
