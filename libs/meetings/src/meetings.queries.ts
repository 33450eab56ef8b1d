import { type Actor, may, NotFound, permit } from '@app/kernel';
import { Panel, panelPolicy, SeatQueries, type SeatRow } from '@app/panels';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type AgendaLine, lineOf } from './agenda.service';
import type { Section } from './domain/agenda';
import { type MeetingState, stateOf } from './domain/meeting';
import type { MinutesEntry } from './domain/minutes';
import { type MeetingPermission, meetingPolicy } from './domain/policy';
import { ItemSight } from './item-sight';
import { Meeting } from './meeting.entity';
import { type Attendance, type MeetingRecord, MeetingRecords, subjectOf } from './meeting-record';
import { MeetingItem } from './meeting-item.entity';
import { hiddenTitle, latestMinutes } from './minutes.service';

/** A meeting of a list. */
export type MeetingRow = { id: string; no: number; startsAt: Date; state: MeetingState; minutesPublished: boolean };

/** The meetings of a panel: those ahead, and the past ones a page at a time. */
export type MeetingList = {
  panel: Panel;
  mayPlan: boolean;
  ahead: MeetingRow[];
  past: MeetingRow[];
  next: { at: Date; no: number } | null;
};

/** An item as somebody may see it; of a hidden one nothing is told but that it is there. */
export type LineSeen = {
  id: string;
  no: number;
  hidden: boolean;
  section: Section;
  kind: string;
  subjectId: string;
  reference: string;
  title: string;
  versionNo: number | null;
  note: string;
  /** Who takes no part in it, by name. */
  recused: readonly string[];
  minutes: MinutesEntry | null;
};

/** A meeting as its page shows it to one person. */
export type MeetingPage = {
  meeting: Meeting;
  panel: Panel;
  state: MeetingState;
  may: Readonly<Record<MeetingPermission, boolean>>;
  /** The published agenda; who prepares it sees it as it stands. Null: not published yet, and not theirs to see. */
  lines: readonly LineSeen[] | null;
  agendaNo: number;
  /** Whether the agenda as it stands is another one than was published last. */
  unpublished: boolean;
  attendance: readonly { personId: string; name: string; office: string; attendance: Attendance }[];
  own: Attendance | null;
  minutesNo: number;
  /** Whether this person sees the minutes: drafts are for who writes them, agreed ones for the panel. */
  minutesSeen: boolean;
};

const pageSize = 20;
const columns = `m.id, m.no, m.starts_at as "startsAt", m.cancelled_at as "cancelledAt", m.minutes_agreed_at as "minutesAgreedAt",
  m.minutes_published_at is not null as "minutesPublished",
  exists (select 1 from meeting_agenda a where a.meeting_id = m.id) as "agendaPublished"`;

type Row = Omit<MeetingRow, 'state'> & Parameters<typeof stateOf>[0];

/** The meetings of panels as their people read them. */
@Injectable()
export class MeetingQueries {
  constructor(
    private readonly db: Db,
    private readonly seats: SeatQueries,
    private readonly records: MeetingRecords,
    private readonly sight: ItemSight,
  ) {}

  /** The meetings of a panel, the past ones from the given one on. @throws NotFound, Forbidden */
  async list(actor: Actor, slug: string, before: { at: Date; no: number } | null): Promise<MeetingList> {
    const reader = this.db.read();
    const [panel] = await reader.find(Panel, { slug });
    if (panel === undefined) throw new NotFound('This panel');
    const seats = (await this.seats.seats(reader, panel.id)).filter(({ running }) => running);
    const subject = { route: panel.route, seats, away: new Set<string>(), recused: new Set<string>() };
    permit(panelPolicy, actor, 'see', panel);
    const now = await reader.now();
    const ahead = await reader.rows<Row>(
      `select ${columns} from meeting m where m.panel_id = $1 and m.starts_at > $2 order by m.starts_at, m.no limit 50`,
      [panel.id, now],
    );
    const past = await reader.rows<Row>(
      `select ${columns} from meeting m where m.panel_id = $1 and m.starts_at <= $2
         and ($3::timestamptz is null or (m.starts_at, m.no) < ($3, $4::int))
       order by m.starts_at desc, m.no desc limit ${pageSize + 1}`,
      [panel.id, now, before?.at ?? null, before?.no ?? null],
    );
    const rows = past.slice(0, pageSize);
    const last = past.length > pageSize ? rows.at(-1) : undefined;
    const row = (one: Row): MeetingRow => ({ ...one, state: stateOf(one, now) });
    return {
      panel,
      mayPlan: may(meetingPolicy, actor, 'plan', subject),
      ahead: ahead.map(row),
      past: rows.map(row),
      next: last === undefined ? null : { at: last.startsAt, no: last.no },
    };
  }

  /** One meeting as this person may see it. @throws NotFound, Forbidden */
  async page(actor: Actor, id: string): Promise<MeetingPage> {
    const reader = this.db.read();
    const record = await this.records.read(reader, id);
    const { meeting, panel, state, attendance, agendaNo } = record;
    const subject = subjectOf(record);
    permit(meetingPolicy, actor, 'see', subject);
    const can = (what: MeetingPermission) => may(meetingPolicy, actor, what, subject);
    const allowed = { see: true, plan: can('plan'), prepare: can('prepare'), lead: can('lead'), agree: can('agree') };
    const working = allowed.prepare || allowed.lead || allowed.agree;
    const published = await this.published(reader, id, agendaNo);
    const current = record.items.map(lineOf);
    const shown = working || meeting.startsAt <= record.now ? current : published;
    const minutesSeen = working || state === 'minutes-agreed';
    const names = new Map((await this.everySeat(reader, panel.id)).map((seat) => [seat.personId, seat]));
    return {
      meeting,
      panel,
      state,
      may: allowed,
      lines: shown === null ? null : await this.lines(reader, actor, record, shown, minutesSeen),
      agendaNo,
      unpublished: JSON.stringify(current) !== JSON.stringify(published ?? []),
      attendance: [...attendance].map(([personId, how]) => ({
        personId,
        name: names.get(personId)?.name ?? '',
        office: names.get(personId)?.office ?? 'member',
        attendance: how,
      })),
      own: attendance.get(actor.id ?? '') ?? null,
      minutesNo: meeting.minutesNo ?? (await latestMinutes(reader, id)).no,
      minutesSeen,
    };
  }

  private async published(reader: Reader, id: string, no: number): Promise<AgendaLine[] | null> {
    const row = await reader.one<{ lines: AgendaLine[] }>(
      'select lines from meeting_agenda where meeting_id = $1 and no = $2',
      [id, no],
    );
    return row?.lines.map(({ item, section, note, versionNo }) => ({ item, section, note, versionNo })) ?? null;
  }

  private async lines(
    reader: Reader,
    actor: Actor,
    record: MeetingRecord,
    shown: readonly AgendaLine[],
    withMinutes: boolean,
  ): Promise<LineSeen[]> {
    const items = await this.itemsOf(reader, record, shown);
    const unseen = await this.sight.unseen(reader, actor, [...items.values()]);
    const minutes = withMinutes ? (await latestMinutes(reader, record.meeting.id)).entries : [];
    const names = new Map(
      (await this.everySeat(reader, record.panel.id)).map(({ personId, name }) => [personId, name]),
    );
    return shown.flatMap((line, index): LineSeen[] => {
      const item = items.get(line.item);
      if (item === undefined) return [];
      const base = { id: item.id, no: index + 1, section: line.section };
      if (unseen.has(item.id)) return [{ ...base, ...nothing }];
      const said = minutes.find((entry) => entry.item === item.id);
      const out = record.recused.filter(({ itemId }) => itemId === item.id).map(({ personId }) => names.get(personId));
      return [
        {
          ...base,
          hidden: false,
          kind: item.subjectKind,
          subjectId: item.subjectId,
          reference: item.reference,
          title: item.title,
          versionNo: line.versionNo,
          note: line.note,
          recused: out.flatMap((name) => name ?? []),
          minutes: said ?? null,
        },
      ];
    });
  }

  /** The items of these lines: also such as a published agenda has and the one in the making has not any more. */
  private async itemsOf(
    reader: Reader,
    { items, meeting }: MeetingRecord,
    shown: readonly AgendaLine[],
  ): Promise<Map<string, MeetingItem>> {
    const standing = new Map(items.map((item) => [item.id, item]));
    if (shown.every(({ item }) => standing.has(item))) return standing;
    const all = await reader.find(MeetingItem, { meetingId: meeting.id });
    return new Map(all.map((item) => [item.id, item]));
  }

  private async everySeat(reader: Reader, panelId: string): Promise<SeatRow[]> {
    return (await this.seats.seats(reader, panelId)).reverse();
  }
}

const nothing = {
  hidden: true,
  kind: '',
  subjectId: '',
  reference: '',
  title: hiddenTitle,
  versionNo: null,
  note: '',
  recused: [],
  minutes: null,
};
