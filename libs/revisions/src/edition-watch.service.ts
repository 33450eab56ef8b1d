import { systemActor } from '@app/kernel';
import { type Edition, EditionStore, mapSubjectId } from '@app/occupational-map';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { editionFaulty, editionSound } from './domain';
import { MapReplay } from './replay.service';

/** An edition that is not what its operations made, in a sentence, and when that was seen last. */
export type EditionFault = { editionNo: number; fault: string; checkedAt: Date };

const watch = systemActor('revisions.verify');
/** How many editions one round looks at: the sweep comes again soon. */
const mostAtOnce = 20;

/** Due are: what was never looked at; the live edition since this process began; a fault; and everything since 3 at night in London. */
const due = `
  select e.no from edition e left join edition_check c on c.edition_no = e.no
  where c.edition_no is null
    or (e.no = (select max(no) from edition) and c.checked_at < $1)
    or (c.fault is not null and c.checked_at < waymark_now() - interval '5 minutes')
    or c.checked_at < (date_trunc('day', (waymark_now() at time zone 'Europe/London') - interval '3 hours')
                       + interval '3 hours') at time zone 'Europe/London'
  order by c.edition_no is not null, e.no limit $2`;

/**
 * Compares editions with the fold of their operations, behind everything else, and raises the alarm where one differs.
 * Each stands on the one before it, so all of them together are the whole fold.
 */
@Injectable()
export class EditionWatch {
  private began: Date | null = null;

  constructor(
    private readonly db: Db,
    private readonly editions: EditionStore,
    private readonly replay: MapReplay,
  ) {}

  /** The live edition, and those with a fault as they were found last. */
  async standing(reader: Reader = this.db.read()): Promise<{ live: Edition | null; faults: EditionFault[] }> {
    const faults = await reader.rows<EditionFault>(
      `select edition_no as "editionNo", fault, checked_at as "checkedAt" from edition_check
       where fault is not null order by edition_no limit 100`,
    );
    return { live: await this.editions.latest(reader), faults };
  }

  /** Looks at what is due, one edition after the other; leaves it to another worker that is at it. */
  async run(): Promise<void> {
    const reader = this.db.read();
    this.began ??= await reader.now();
    for (const { no } of await reader.rows<{ no: number }>(due, [this.began, mostAtOnce])) {
      if (!(await this.check(no))) return;
    }
  }

  /** Looks at one edition, and records where that changes how it stands: people are told once for each fault. */
  private async check(no: number): Promise<boolean> {
    return this.db.write(async (tx) => {
      const lock = await tx.one<{ free: boolean }>(
        `select pg_try_advisory_xact_lock(hashtext('waymark.verification')) as free`,
      );
      const edition = await this.editions.byNo(tx, no);
      if (!lock?.free || edition === null) return false;
      const before = await tx.one<{ fault: string | null }>(`select fault from edition_check where edition_no = $1`, [
        no,
      ]);
      const { fault } = await this.replay.one(tx, edition);
      await tx.rows(
        `insert into edition_check (edition_no, root_hash, fault) values ($1, $2, $3)
         on conflict (edition_no) do update set root_hash = excluded.root_hash, fault = excluded.fault`,
        [no, edition.rootHash, fault],
      );
      const stood = before?.fault ?? null;
      if (fault !== null && stood === null) await tx.record(watch, editionFaulty(mapSubjectId, { no, fault }));
      if (fault === null && stood !== null) await tx.record(watch, editionSound(mapSubjectId, { no }));
      return true;
    });
  }
}
