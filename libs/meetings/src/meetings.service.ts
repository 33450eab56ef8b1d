import { type Actor, permit, refuse } from '@app/kernel';
import { Panel, panelPolicy, SeatQueries } from '@app/panels';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { meetingCancelled, meetingMoved, meetingPlanned } from './domain/events';
import { meetingPolicy } from './domain/policy';
import { Meeting } from './meeting.entity';
import { aboutOf, type MeetingRead, MeetingRecords } from './meeting-record';

/** When and where a panel meets: a place, or an https address to join by, or both. */
export type MeetingPlace = { startsAt: Date; place: string; link: string };

/** Planning, moving and cancelling the meetings of panels. */
@Injectable()
export class Meetings {
  constructor(
    private readonly db: Db,
    private readonly seats: SeatQueries,
    private readonly records: MeetingRecords,
  ) {}

  /** Plans a meeting; `id` comes from the form, so that sending it twice plans one. @throws Refused for a past time */
  async plan(actor: Actor, slug: string, { id, ...where }: MeetingPlace & { id: string }): Promise<string> {
    return this.db.write(async (tx) => {
      const panel = await tx.lockBy(Panel, { slug });
      const seats = (await this.seats.seats(tx, panel.id)).filter(({ running }) => running);
      const subject = { route: panel.route, seats, away: new Set<string>(), recused: new Set<string>() };
      permit(panelPolicy, actor, 'see', panel);
      permit(meetingPolicy, actor, 'plan', subject);
      const standing = await tx.find(Meeting, { panelId: panel.id });
      if (standing.some((one) => one.id === id)) return id;
      await refuseTime(tx, where.startsAt, standing);
      const meeting = Object.assign(new Meeting(), { id, panelId: panel.id, ...where });
      meeting.no = Math.max(0, ...standing.map(({ no }) => no)) + 1;
      await tx.insert(meeting);
      await tx.record(actor, meetingPlanned(id, aboutOf({ meeting, panel })));
      return id;
    });
  }

  /** Moves a meeting to another time or place. @throws Stale, Refused for a past time */
  async move(actor: Actor, read: MeetingRead, where: MeetingPlace): Promise<void> {
    await this.db.write(async (tx) => {
      const record = await this.records.open(tx, actor, read, 'plan', 'move');
      const { meeting, panel } = record;
      const before = meeting.startsAt.toISOString();
      const others = (await tx.find(Meeting, { panelId: panel.id })).filter(({ id }) => id !== meeting.id);
      await refuseTime(tx, where.startsAt, others);
      Object.assign(meeting, where);
      meeting.version += 1;
      await tx.save(meeting);
      await tx.record(actor, meetingMoved(meeting.id, { ...aboutOf(record), before }));
    });
  }

  /** Cancels a meeting, with the reason that its members are told. @throws Stale */
  async cancel(actor: Actor, read: MeetingRead, why: string): Promise<void> {
    await this.db.write(async (tx) => {
      const record = await this.records.open(tx, actor, read, 'plan', 'cancel');
      record.meeting.cancelledAt = record.now;
      record.meeting.cancelledWhy = why;
      record.meeting.version += 1;
      await tx.save(record.meeting);
      await tx.record(actor, meetingCancelled(record.meeting.id, { ...aboutOf(record), why }));
    });
  }
}

async function refuseTime(tx: Tx, startsAt: Date, others: readonly Meeting[]): Promise<void> {
  if (startsAt <= (await tx.now())) refuse('The meeting must be in the future', 'date');
  const same = others.some((one) => one.cancelledAt === null && one.startsAt.getTime() === startsAt.getTime());
  if (same) refuse('The panel has a meeting at this time already', 'date');
}
