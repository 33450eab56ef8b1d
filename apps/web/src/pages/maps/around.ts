import { ConsultationQueries, type CurrentConsultation } from '@app/consultations';
import { londonDate } from '@app/kernel';
import { MeetingsInPublic, type PublicMeeting } from '@app/meetings';
import { type PanelInPublic, SeatQueries } from '@app/panels';
import { Db } from '@app/platform';
import { DispensationQueries, type DispensationRow, ProposalQueries, type RequestInPublic } from '@app/proposals';
import { type ScheduledChange, ScheduledChanges } from '@app/revisions';
import { Injectable } from '@nestjs/common';

/** A panel with its meetings: those ahead, the next one first, then the past ones. */
export type PublicPanel = PanelInPublic & { meetings: readonly PublicMeeting[] };

/** A consultation that has not closed, and how many days it is open still, counted by midnights in London. */
export type OnTheWay = CurrentConsultation & { daysLeft: number };

/** What may change the maps, as far as everybody may know of it. */
export type Ahead = {
  /** Scheduled publications, the earliest first. */
  scheduled: readonly ScheduledChange[];
  /** The consultations that are open or will be, the first to close first. */
  consultations: readonly OnTheWay[];
  /** What is proposed about occupations on the maps. */
  proposed: readonly RequestInPublic[];
  /** The dispensations that are in force or agreed, the first to end first. */
  dispensations: readonly DispensationRow[];
};

/** Reads the panels as everybody may know them. */
@Injectable()
export class PanelsAround {
  constructor(
    private readonly seats: SeatQueries,
    private readonly meetings: MeetingsInPublic,
  ) {}

  /** The panels with their meetings. */
  async list(): Promise<PublicPanel[]> {
    const meetings = await this.meetings.list();
    const panels = await this.seats.inPublic();
    return panels.map((panel) => ({ ...panel, meetings: meetings.filter(({ slug }) => slug === panel.slug) }));
  }
}

/** Reads what lies ahead of the maps. */
@Injectable()
export class AheadOfMaps {
  constructor(
    private readonly changes: ScheduledChanges,
    private readonly consultations: ConsultationQueries,
    private readonly proposals: ProposalQueries,
    private readonly dispensations: DispensationQueries,
    private readonly db: Db,
  ) {}

  /** All of it, as it is now. */
  async read(): Promise<Ahead> {
    const [today, consultations] = [await this.db.read().now(), await this.consultations.current()];
    return {
      scheduled: await this.changes.list(),
      consultations: consultations.map((one) => ({ ...one, daysLeft: daysBetween(today, one.closesAt) })),
      proposed: await this.proposals.inPublic(this.db.read()),
      dispensations: await this.dispensations.current(this.db.read()),
    };
  }
}

const daysBetween = (from: Date, to: Date): number =>
  Math.round((Date.parse(londonDate(to)) - Date.parse(londonDate(from))) / 86_400_000);
