import { ConsultationQueries, type CurrentConsultation } from '@app/consultations';
import { hashOf } from '@app/kernel';
import { MeetingsInPublic, type PublicMeeting } from '@app/meetings';
import { type PanelInPublic, SeatQueries } from '@app/panels';
import { Db } from '@app/platform';
import { ProposalQueries, type RequestInPublic } from '@app/proposals';
import { type ScheduledChange, ScheduledChanges } from '@app/revisions';
import { type InterestCount, type InterestKind, InterestQueries, type InvitationRow } from '@app/trailblazers';
import { Injectable } from '@nestjs/common';

/** A panel with its meetings: those ahead, the next one first, then the past ones. */
export type PublicPanel = PanelInPublic & { meetings: readonly PublicMeeting[] };

/** What stands around the maps and changes without an edition. `version` is another one whenever any of it is. */
export type Around = {
  version: string;
  /** When this version was first seen. */
  since: Date;
  /** Scheduled publications, the earliest first. */
  scheduled: readonly ScheduledChange[];
  /** The panels by their slugs: of the panel that owns a map, the slug of its route. */
  panels: ReadonlyMap<string, PublicPanel>;
  /** The consultations that are open or will be, the first to close first. */
  consultations: readonly CurrentConsultation[];
  /** How many employers registered interest, and the invitations to propose. */
  interest: readonly InterestCount[];
  invitations: readonly InvitationRow[];
  /** What is proposed about occupations on the maps, as far as everybody may know of it. */
  proposed: readonly RequestInPublic[];
};

const nothing: Around = {
  version: '',
  since: new Date(0),
  scheduled: [],
  panels: new Map(),
  consultations: [],
  interest: [],
  invitations: [],
  proposed: [],
};

/** How long an answer holds without asking the database again, in milliseconds. */
const freshFor = 1_000;
/** How long it is given while the database is being asked, so that readers do not wait. */
const heldFor = 3_000;

/** The calendar of publications, the panels, the consultations and the interest of employers, and what is proposed, in memory. While the database does not answer, as last known. */
@Injectable()
export class Surroundings {
  private known = nothing;
  private askedAt = -Infinity;
  private asking: Promise<Around> | null = null;

  constructor(
    private readonly changes: ScheduledChanges,
    private readonly seats: SeatQueries,
    private readonly meetings: MeetingsInPublic,
    private readonly consultations: ConsultationQueries,
    private readonly interest: InterestQueries,
    private readonly proposals: ProposalQueries,
    private readonly db: Db,
  ) {}

  /** What is known, where it is a few seconds old at most, and is being asked for again after the first; else null. */
  fresh(): Around | null {
    const age = performance.now() - this.askedAt;
    if (age >= heldFor) return null;
    if (age >= freshFor) void this.ask();
    return this.known;
  }

  /** As it is now, or was a few seconds ago at most. */
  async now(): Promise<Around> {
    return this.fresh() ?? this.ask();
  }

  private ask(): Promise<Around> {
    this.asking ??= this.refresh()
      .catch(() => {
        this.askedAt = performance.now();
        return this.known;
      })
      .finally(() => {
        this.asking = null;
      });
    return this.asking;
  }

  /** Asks the database now. */
  async refresh(): Promise<Around> {
    const asked = performance.now();
    const [scheduled, meetings] = [await this.changes.list(), await this.meetings.list()];
    const panels = (await this.seats.inPublic()).map((panel) => ({
      ...panel,
      meetings: meetings.filter(({ slug }) => slug === panel.slug),
    }));
    const consultations = await this.consultations.current();
    const proposed = await this.proposals.inPublic(this.db.read());
    const [interest, invitations] = [await this.interest.counts(), await this.interest.invitations()];
    const version = hashOf({
      interest,
      invitations: invitations.map(({ reference, open }) => ({ reference, open })),
      proposed,
      consultations: consultations.map(({ reference, standing, occupation }) => ({ reference, standing, occupation })),
      scheduled: scheduled.map((one) => ({ ...one, scheduledFor: one.scheduledFor.toISOString() })),
      panels: panels.map(({ meetings: of, ...one }) => ({
        ...one,
        meetings: of.map((meeting) => ({ ...meeting, startsAt: meeting.startsAt.toISOString() })),
      })),
    });
    if (version !== this.known.version) {
      this.known = {
        version,
        since: await this.db.read().now(),
        scheduled,
        consultations,
        panels: new Map(panels.map((panel) => [panel.slug, panel])),
        interest,
        invitations,
        proposed,
      };
    }
    this.askedAt = asked;
    return this.known;
  }
}

/** How many employers have registered interest in this. */
export function employersOf({ interest }: Around, kind: InterestKind, key: string): number {
  return interest.find((one) => one.kind === kind && one.key === key)?.employers ?? 0;
}
