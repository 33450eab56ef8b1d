import { Injectable } from '@nestjs/common';
import { Db, maxAttempts, Sweeps, VirusScanner } from '@app/platform';

type Following = { waiting: number; oldest: Date | null; failed: number };
type Standing = { now: Date; following: Following | null; nextDue: Date | null; scans: boolean };

/** How the machinery stands: time, what has to follow from events, what is due next, whether files are scanned. */
@Injectable()
export class Machinery {
  constructor(
    private readonly db: Db,
    private readonly sweeps: Sweeps,
    private readonly scanner: VirusScanner,
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
    return { now, following, nextDue, scans: this.scanner.scans };
  }
}
