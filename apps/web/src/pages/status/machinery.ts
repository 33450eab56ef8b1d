import { Injectable } from '@nestjs/common';
import { Db, FileStore, maxAttempts, Sweeps, VirusScanner } from '@app/platform';

type Following = { waiting: number; oldest: Date | null; failed: number };
type Standing = {
  now: Date;
  following: Following | null;
  nextDue: Date | null;
  scans: boolean;
  files: { where: string; fault: string | null };
};

/** How the machinery stands: time, what has to follow from events, what is due next, where files are and whether they are scanned. */
@Injectable()
export class Machinery {
  constructor(
    private readonly db: Db,
    private readonly sweeps: Sweeps,
    private readonly scanner: VirusScanner,
    private readonly store: FileStore,
  ) {}

  async stands(): Promise<Standing> {
    const reader = this.db.read();
    const following = await reader.one<Following>(
      `select count(*) filter (where attempts < $1)::int as waiting,
              count(*) filter (where attempts >= $1)::int as failed,
              (select at from event where seq = min(o.event_seq)) as oldest
       from outbox o where done_at is null`,
      [maxAttempts],
    );
    const [now, nextDue] = [await reader.now(), await this.sweeps.nextDue(reader)];
    const files = { where: this.store.where, fault: await this.store.fault() };
    return { now, following, nextDue, scans: this.scanner.scans, files };
  }
}
