import { type WaitingEntry, WaitingList } from '@app/accounts';
import { type Actor, formatLondon, may, paths } from '@app/kernel';
import type { Reader } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { meetingPolicy } from './domain/policy';
import { type MeetingRecord, MeetingRecords, subjectOf } from './meeting-record';
import { latestMinutes } from './minutes.service';

/** What waits for secretaries and chairs: an agenda to publish, minutes to write, agree and publish. */
@Injectable()
export class MeetingsWaiting implements OnModuleInit {
  constructor(
    private readonly waiting: WaitingList,
    private readonly records: MeetingRecords,
  ) {}

  onModuleInit(): void {
    this.waiting.add('meetings', async (reader, actor) => {
      const rows = await reader.rows<{ id: string }>(
        `select m.id from meeting m where m.cancelled_at is null and m.minutes_published_at is null
           and m.starts_at < waymark_now() + interval '14 days'
           and exists (select 1 from panel_seat s where s.panel_id = m.panel_id and s.person_id = $1
             and s.valid_from <= waymark_now() and (s.valid_until is null or s.valid_until > waymark_now()))
         order by m.starts_at desc limit 20`,
        [actor.id],
      );
      const entries = await Promise.all(rows.map(({ id }) => this.entry(reader, actor, id)));
      return entries.flatMap((entry) => entry ?? []);
    });
  }

  private async entry(reader: Reader, actor: Actor, id: string): Promise<WaitingEntry | null> {
    const record = await this.records.read(reader, id);
    const words = await this.words(reader, actor, record);
    if (words === null) return null;
    const { meeting, panel } = record;
    const text = `${words} of the ${panel.name} on ${formatLondon(meeting.startsAt)}`;
    return { text, href: paths.meeting(id), due: meeting.startsAt > record.now ? meeting.startsAt : null };
  }

  private async words(reader: Reader, actor: Actor, record: MeetingRecord): Promise<string | null> {
    const subject = subjectOf(record);
    const can = (what: 'prepare' | 'lead' | 'agree') => may(meetingPolicy, actor, what, subject);
    if (record.state === 'planned') {
      if (can('lead')) return 'Publish the agenda of the meeting';
      return can('prepare') ? 'Prepare the agenda of the meeting' : null;
    }
    if (record.state === 'minutes-agreed') return can('agree') ? 'Publish the minutes of the meeting' : null;
    if (record.state !== 'held') return null;
    const { no } = await latestMinutes(reader, record.meeting.id);
    if (no > 0 && can('agree')) return 'Agree the minutes of the meeting';
    return no === 0 && can('prepare') ? 'Write the minutes of the meeting' : null;
  }
}
