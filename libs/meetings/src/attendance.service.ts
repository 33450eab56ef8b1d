import { type Actor, newId, NotFound, permit, refuse, Stale } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { attendanceNoted, recusalNoted } from './domain/events';
import { meetingPolicy } from './domain/policy';
import { aboutOf, type Attendance, type MeetingRead, MeetingRecords, subjectOf } from './meeting-record';

/** Who comes, who came, and who takes no part in which item. */
@Injectable()
export class Attendances {
  constructor(
    private readonly db: Db,
    private readonly records: MeetingRecords,
  ) {}

  /** Notes the attendance of these people; who is as before is passed over. @throws Stale, NotFound for a stranger */
  async note(actor: Actor, read: MeetingRead, given: ReadonlyMap<string, Attendance>): Promise<void> {
    await this.db.write(async (tx) => {
      const record = await this.records.open(tx, actor, read, 'prepare', 'attend');
      const changed = [...given].filter(([personId, attendance]) => {
        const before = record.attendance.get(personId);
        if (before === undefined) throw new NotFound('This member');
        return before !== attendance;
      });
      if (changed.length === 0) return;
      if (record.state !== 'held' && changed.some(([, how]) => how === 'present' || how === 'absent')) {
        refuse('Who is present is noted from the start of the meeting');
      }
      for (const [personId, attendance] of changed) {
        await tx.rows(
          `insert into meeting_attendance (id, meeting_id, person_id, attendance, noted_by)
           values ($1, $2, $3, $4, $5)`,
          [newId(), read.id, personId, attendance, actor.id],
        );
      }
      record.meeting.version += 1;
      await tx.save(record.meeting);
      const people = changed.map(([id, attendance]) => ({ id, attendance }));
      await tx.record(actor, attendanceNoted(read.id, { ...aboutOf(record), people }));
    });
  }

  /**
   * Notes that somebody takes no part in an item: members note it for themselves, secretary and chair for others. At once
   * they see no more of it, are recused on its ballots, too, and this is never taken back.
   */
  async recuse(actor: Actor, id: string, order: { itemId: string; personId: string; reason: string }): Promise<void> {
    const { itemId, personId, reason } = order;
    await this.db.write(async (tx) => {
      const own = personId === actor.id;
      const record = await this.records.open(tx, actor, { id }, own ? 'see' : 'prepare', 'attend');
      if (own && !record.seats.some((seat) => seat.personId === personId)) throw new NotFound('This member');
      if (!record.attendance.has(personId) && !own) throw new NotFound('This member');
      const item = record.items.find((one) => one.id === itemId);
      if (item === undefined) throw new NotFound('This item');
      if (record.recused.some((one) => one.itemId === itemId && one.personId === personId)) {
        refuse('They take no part in this item already', 'personId');
      }
      await tx.rows(
        `insert into meeting_recusal (id, item_id, person_id, reason, noted_by) values ($1, $2, $3, $4, $5)`,
        [newId(), itemId, personId, reason, actor.id],
      );
      const { subjectKind, subjectId: itemOf } = item;
      await tx.record(actor, recusalNoted(id, { ...aboutOf(record), personId, subjectKind, itemOf, reason }));
    });
  }

  /** A member's own apologies for a meeting that is still to come, or taken back. @throws Stale for a held meeting */
  async apologise(actor: Actor, id: string, sends: boolean): Promise<void> {
    await this.db.write(async (tx) => {
      const record = await this.records.open(tx, actor, { id }, 'see', 'attend');
      permit(meetingPolicy, actor, 'see', subjectOf(record));
      const before = record.attendance.get(actor.id ?? '');
      if (before === undefined) throw new NotFound('Your seat at this meeting');
      if (record.state === 'held') throw new Stale('The meeting has begun: the secretary notes who is there');
      const attendance = sends ? 'apologies' : 'expected';
      if (before === attendance) return;
      await tx.rows(
        `insert into meeting_attendance (id, meeting_id, person_id, attendance, noted_by)
         values ($1, $2, $3, $4, $3)`,
        [newId(), id, actor.id, attendance],
      );
      const people = [{ id: actor.id ?? '', attendance }];
      await tx.record(actor, attendanceNoted(id, { ...aboutOf(record), people }));
    });
  }
}
