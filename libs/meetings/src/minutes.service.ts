import { type Actor, refuse, refuseIf, Stale } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { minutesAgreed, minutesPublished, minutesWritten } from './domain/events';
import { agreementGaps, type MinutesEntry, nextEntries, unminuted } from './domain/minutes';
import { ItemSight } from './item-sight';
import { aboutOf, MeetingRecords } from './meeting-record';

/** A version of the minutes; number 0 stands for minutes of which nothing is written yet. */
export type MinutesVersion = { no: number; entries: MinutesEntry[]; writtenAt: Date | null };

/** The minutes of a meeting: written version by version, agreed once by who led it, published. */
@Injectable()
export class Minutes {
  constructor(
    private readonly db: Db,
    private readonly records: MeetingRecords,
    private readonly sight: ItemSight,
  ) {}

  /**
   * Writes the next version, after the one that the page showed. @throws Stale when somebody wrote one meanwhile; Refused
   * where it says of an item that the panel agreed to a change, and it cannot
   */
  async write(actor: Actor, { id, no }: { id: string; no: number }, entries: readonly MinutesEntry[]): Promise<void> {
    await this.db.write(async (tx) => {
      const record = await this.records.open(tx, actor, { id }, 'prepare', 'minute');
      const latest = await latestMinutes(tx, id);
      if (latest.no !== no) throw new Stale('Somebody else wrote minutes after you opened the page');
      const items = new Set(record.items.map((item) => item.id));
      const unseen = await this.sight.unseen(tx, actor, record.items);
      const next = nextEntries(
        latest.entries,
        entries.filter(({ item }) => items.has(item)),
        unseen,
      );
      refuseIf(agreementGaps(record.panel.route, record.items, next));
      const version = no + 1;
      await tx.rows(`insert into meeting_minutes (meeting_id, no, entries, written_by) values ($1, $2, $3, $4)`, [
        id,
        version,
        JSON.stringify(next),
        actor.id,
      ]);
      await tx.record(actor, minutesWritten(id, { ...aboutOf(record), version }));
    });
  }

  /** Agrees the version that the page showed. @throws Stale for an earlier one; Refused where an item has no minutes */
  async agree(actor: Actor, { id, no }: { id: string; no: number }): Promise<void> {
    await this.db.write(async (tx) => {
      const record = await this.records.open(tx, actor, { id }, 'agree', 'agreeMinutes');
      const latest = await latestMinutes(tx, id);
      if (latest.no !== no) throw new Stale('Somebody else wrote minutes after you opened the page');
      if (no === 0) refuse('Write the minutes first');
      const unseen = await this.sight.unseen(tx, actor, record.items);
      const named = record.items.map((item) => (unseen.has(item.id) ? { ...item, title: hiddenTitle } : item));
      const lacking = unminuted(named, latest.entries);
      if (lacking.length > 0) refuse(`The minutes say nothing yet of: ${lacking.join('; ')}`);
      const { meeting } = record;
      meeting.minutesNo = no;
      meeting.minutesAgreedAt = record.now;
      meeting.minutesAgreedBy = actor.id;
      meeting.version += 1;
      await tx.save(meeting);
      await tx.record(actor, minutesAgreed(id, { ...aboutOf(record), version: no }));
    });
  }

  /** Publishes the agreed minutes on the page of the panel; a second time changes nothing. */
  async publish(actor: Actor, id: string): Promise<void> {
    await this.db.write(async (tx) => {
      const record = await this.records.open(tx, actor, { id }, 'agree', 'publishMinutes');
      if (record.meeting.minutesPublishedAt !== null) return;
      record.meeting.minutesPublishedAt = record.now;
      record.meeting.version += 1;
      await tx.save(record.meeting);
      await tx.record(actor, minutesPublished(id, { ...aboutOf(record), slug: record.panel.slug }));
    });
  }
}

/** What stands for an item that somebody takes no part in. */
export const hiddenTitle = 'An item that you take no part in';

/** The version of the minutes that was written last. */
export async function latestMinutes(reader: Reader, meetingId: string): Promise<MinutesVersion> {
  const row = await reader.one<MinutesVersion>(
    `select no, entries, written_at as "writtenAt" from meeting_minutes where meeting_id = $1 order by no desc limit 1`,
    [meetingId],
  );
  return row ?? { no: 0, entries: [], writtenAt: null };
}
