import { NotFound } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type MeetingState, stateOf } from './domain/meeting';
import type { MinutesEntry } from './domain/minutes';

/** A meeting as everybody may know of it: when, and whether its minutes are published. */
export type PublicMeeting = {
  slug: string;
  no: number;
  startsAt: Date;
  state: MeetingState;
  ahead: boolean;
  minutesPublished: boolean;
};

/** Published minutes: who was there, and what was said and decided on each item. */
export type PublicMinutes = {
  panelName: string;
  slug: string;
  no: number;
  startsAt: Date;
  agreedAt: Date;
  publishedAt: Date;
  present: readonly string[];
  apologies: readonly string[];
  items: readonly PublicItem[];
};

/** An item with its minutes; null while it is not public: nothing of it is named before a decision on it is published. */
export type PublicItem = (MinutesEntry & { title: string; reference: string }) | null;

type Row = Omit<PublicMeeting, 'state' | 'ahead'> & Parameters<typeof stateOf>[0];

/** The meetings of all panels as public pages, feeds and calendars name them. */
@Injectable()
export class MeetingsInPublic {
  constructor(private readonly db: Db) {}

  /** Of each panel those ahead and the last 20 that were; the next one first, then back into the past. */
  async list(): Promise<PublicMeeting[]> {
    const reader = this.db.read();
    const now = await reader.now();
    const rows = await reader.rows<Row>(
      `select slug, no, starts_at as "startsAt", cancelled_at as "cancelledAt", minutes_agreed_at as "minutesAgreedAt",
              minutes_published_at is not null as "minutesPublished",
              exists (select 1 from meeting_agenda a where a.meeting_id = m.id) as "agendaPublished"
       from (select meeting.*, panel.slug, row_number() over (partition by panel_id order by starts_at desc) as newest
             from meeting join panel on panel.id = meeting.panel_id) m
       where starts_at > $1 or newest <= 40
       order by slug, starts_at > $1 desc, case when starts_at > $1 then starts_at end, starts_at desc`,
      [now],
    );
    return rows.map(({ slug, no, startsAt, minutesPublished, ...facts }) => ({
      slug,
      no,
      startsAt,
      minutesPublished,
      state: stateOf({ startsAt, ...facts }, now),
      ahead: startsAt > now,
    }));
  }

  /** How many items of a meeting everybody may know of: published minutes say more when it grows. */
  async released(slug: string, no: number): Promise<number> {
    const row = await this.db.read().one<{ count: number }>(
      `select count(*)::int as count from meeting_item i join meeting m on m.id = i.meeting_id join panel p on p.id = m.panel_id
       where p.slug = $1 and m.no = $2 and is_released(i.subject_kind, i.subject_id, i.version_no)`,
      [slug, no],
    );
    return row?.count ?? 0;
  }

  /** The minutes of one meeting. @throws NotFound while they are not published */
  async minutes(slug: string, no: number): Promise<PublicMinutes> {
    const reader = this.db.read();
    const row = await reader.one<
      Omit<PublicMinutes, 'present' | 'apologies' | 'items'> & { id: string; entries: MinutesEntry[] }
    >(
      `select m.id, p.name as "panelName", p.slug, m.no, m.starts_at as "startsAt", m.minutes_agreed_at as "agreedAt",
              m.minutes_published_at as "publishedAt", w.entries
       from meeting m join panel p on p.id = m.panel_id join meeting_minutes w on w.meeting_id = m.id and w.no = m.minutes_no
       where p.slug = $1 and m.no = $2 and m.minutes_published_at is not null`,
      [slug, no],
    );
    if (row === null) throw new NotFound('These minutes');
    const { id, entries, ...minutes } = row;
    const people = await reader.rows<{ name: string; attendance: string }>(
      `select p.name, a.attendance from (select distinct on (person_id) person_id, attendance from meeting_attendance
         where meeting_id = $1 order by person_id, noted_at desc, id desc) a
       join person p on p.id = a.person_id order by p.name, p.id`,
      [id],
    );
    const items = await reader.rows<{ id: string; title: string; reference: string; released: boolean }>(
      `select id, title, reference, is_released(subject_kind, subject_id, version_no) as released from meeting_item where meeting_id = $1 and removed_at is null order by position`,
      [id],
    );
    const who = (how: string) => people.filter(({ attendance }) => attendance === how).map(({ name }) => name);
    return {
      ...minutes,
      present: who('present'),
      apologies: who('apologies'),
      items: items.flatMap(({ id: itemId, released, title, reference }) => {
        const entry = entries.find((one) => one.item === itemId);
        return entry === undefined ? [] : [released ? { ...entry, title, reference } : null];
      }),
    };
  }
}
