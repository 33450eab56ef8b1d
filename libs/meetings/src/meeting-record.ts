import { type Actor, next, permit, Stale } from '@app/kernel';
import { Panel, SeatQueries, type SeatRow } from '@app/panels';
import type { Reader, Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type MeetingAction, meetingSteps, type MeetingState, stateOf } from './domain/meeting';
import { type MeetingPermission, meetingPolicy, type MeetingSubject } from './domain/policy';
import { ItemSight, type Recused } from './item-sight';
import { Meeting } from './meeting.entity';
import { MeetingItem } from './meeting-item.entity';

export type Attendance = 'expected' | 'present' | 'apologies' | 'absent';

/** What somebody read when they pressed a button: the meeting, and the version of it that their page showed. */
export type MeetingRead = { id: string; version: number };

/** A meeting with everything that rules and pages ask about it. */
export type MeetingRecord = {
  meeting: Meeting;
  panel: Panel;
  /** Who has a seat now. */
  seats: readonly SeatRow[];
  /** Everybody who is to come, or was: who has a seat on the day, and whoever was noted. */
  attendance: ReadonlyMap<string, Attendance>;
  items: readonly MeetingItem[];
  recused: readonly Recused[];
  agendaNo: number;
  state: MeetingState;
  now: Date;
};

/** Reads a meeting with what belongs to it, and opens it for a change: lock, permit, refuse. */
@Injectable()
export class MeetingRecords {
  constructor(
    private readonly seats: SeatQueries,
    private readonly sight: ItemSight,
  ) {}

  /** The meeting as it stands. @throws NotFound */
  async read(reader: Reader, id: string): Promise<MeetingRecord> {
    const meeting = await reader.get(Meeting, id);
    const panel = await reader.get(Panel, meeting.panelId);
    const all = await this.seats.seats(reader, panel.id);
    const items = (await reader.find(MeetingItem, { meetingId: id }))
      .filter(({ removedAt }) => removedAt === null)
      .sort((a, b) => a.position - b.position);
    const agenda = await reader.one<{ no: number }>(
      'select coalesce(max(no), 0)::int as no from meeting_agenda where meeting_id = $1',
      [id],
    );
    const agendaNo = agenda?.no ?? 0;
    const now = await reader.now();
    return {
      meeting,
      panel,
      seats: all.filter(({ running }) => running),
      attendance: await this.attendance(reader, meeting, all),
      items,
      recused: await this.sight.recused(reader, items, [...new Set(all.map(({ personId }) => personId))]),
      agendaNo,
      state: stateOf({ ...meeting, agendaPublished: agendaNo > 0 }, now),
      now,
    };
  }

  /**
   * Locks a meeting for a change. @throws Forbidden; Refused where its state does not allow it; Stale where `version` is
   * given and somebody changed the meeting after it was read
   */
  async open(
    tx: Tx,
    actor: Actor,
    { id, version }: { id: string; version?: number },
    permission: MeetingPermission,
    action: MeetingAction,
  ): Promise<MeetingRecord> {
    await tx.lock(Meeting, id);
    const record = await this.read(tx, id);
    permit(meetingPolicy, actor, permission, subjectOf(record));
    if (version !== undefined && record.meeting.version !== version) {
      throw new Stale('Somebody else changed this meeting after you opened the page');
    }
    next(meetingSteps, record.state, action);
    return record;
  }

  private async attendance(
    reader: Reader,
    { id, startsAt }: Meeting,
    seats: readonly SeatRow[],
  ): Promise<Map<string, Attendance>> {
    const onTheDay = seats.filter(({ from, until }) => from <= startsAt && (until === null || until > startsAt));
    const noted = await reader.rows<{ personId: string; attendance: Attendance }>(
      `select distinct on (person_id) person_id as "personId", attendance from meeting_attendance
       where meeting_id = $1 order by person_id, noted_at desc, id desc`,
      [id],
    );
    const known = new Map<string, Attendance>(onTheDay.map(({ personId }) => [personId, 'expected']));
    for (const { personId, attendance } of noted) known.set(personId, attendance);
    return known;
  }
}

/** What the policy looks at. */
export function subjectOf({ panel, seats, attendance, recused }: MeetingRecord): MeetingSubject {
  const away = [...attendance].filter(([, how]) => how === 'apologies' || how === 'absent').map(([id]) => id);
  return {
    route: panel.route,
    seats,
    away: new Set(away),
    recused: new Set(recused.map(({ personId }) => personId)),
  };
}

/** What every event says of a meeting. */
export function aboutOf({ meeting, panel }: Pick<MeetingRecord, 'meeting' | 'panel'>) {
  return { panelId: panel.id, panelName: panel.name, no: meeting.no, startsAt: meeting.startsAt.toISOString() };
}
