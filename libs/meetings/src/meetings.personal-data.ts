import { heldRows, PersonalDataHolder, type PersonalKind } from '@app/platform';
import { Injectable } from '@nestjs/common';

const members = 'Members and secretaries of panels';

const attendance: PersonalKind = {
  key: 'attendance',
  what: 'Who was at a meeting of a panel, and who left the room for an item and why',
  whose: members,
  why: 'So that the minutes say who took part',
  basis: 'public-task',
  seenBy: 'The panel, administrators; in published minutes, everybody',
  kept: { record: 'Minutes say who was there' },
  columns: ['meeting_recusal.reason'],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select a.id, 'attendance' as what, m.starts_at as meeting, a.attendance as text, a.noted_at as at,
              null as "thingKind", null::uuid as "thingId"
         from meeting_attendance a join meeting m on m.id = a.meeting_id where a.person_id = $1
       union all select r.id, 'left for an item', m.starts_at, r.reason, r.noted_at, i.subject_kind, i.subject_id
         from meeting_recusal r join meeting_item i on i.id = r.item_id join meeting m on m.id = i.meeting_id
         where r.person_id = $1
       order by at, id`,
      [personId],
    ),
  erase: null,
  due: null,
};

const minutes: PersonalKind = {
  key: 'minutes',
  what: 'Minutes and agendas of panels, which may name people',
  whose: members,
  why: 'So that it can be read what panels considered',
  basis: 'public-task',
  seenBy: 'The panel, administrators; when they are published, everybody',
  kept: { record: 'Agreed minutes are the record of a meeting' },
  columns: ['meeting_minutes.entries', 'meeting_agenda.lines', 'meeting_item.note', 'meeting.cancelled_why'],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select w.meeting_id as id, 'wrote version ' || w.no as what, m.starts_at as meeting, w.written_at as at
       from meeting_minutes w join meeting m on m.id = w.meeting_id where w.written_by = $1 order by w.written_at, w.no`,
      [personId],
    ),
  erase: null,
  due: null,
};

/** The personal data of meetings: all of it is the record. */
@Injectable()
export class MeetingsPersonalData extends PersonalDataHolder {
  readonly name = 'meetings';
  readonly kinds = [attendance, minutes];
}
