import { formatLondon, systemActor } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { revisionOverdue } from './domain';

/** A revision whose minute is more than two minutes past, and which still waits. */
export type OverdueRevision = { id: string; no: number; title: string; scheduledFor: Date };

const overdue = `state = 'scheduled' and scheduled_for <= waymark_now() - interval '2 minutes'`;
const watch = systemActor('revisions.watch');

/** Raises the alarm where a publication does not happen: by mail, on the status page and in the metrics. */
@Injectable()
export class OverdueAlarm {
  constructor(private readonly db: Db) {}

  /** What is overdue at this moment, whether or not people were told already. */
  list(reader: Reader = this.db.read()): Promise<OverdueRevision[]> {
    return reader.rows<OverdueRevision>(
      `select id, no, title, scheduled_for as "scheduledFor" from revision where ${overdue} order by scheduled_for limit 100`,
    );
  }

  /** Tells people of each overdue schedule, once. */
  async raise(): Promise<void> {
    await this.db.write(async (tx) => {
      const found = await tx.rows<OverdueRevision>(
        `select id, no, title, scheduled_for as "scheduledFor" from revision
         where ${overdue} and overdue_told_for is distinct from scheduled_for
         order by scheduled_for for update skip locked`,
      );
      for (const { id, no, title, scheduledFor } of found) {
        await tx.rows(`update revision set overdue_told_for = scheduled_for where id = $1`, [id]);
        const due = formatLondon(scheduledFor, 'datetime');
        await tx.record(watch, revisionOverdue(id, { no, title, scheduledFor: due }));
      }
    });
  }
}
