import { ConsultationQueries, type CurrentConsultation } from '@app/consultations';
import { hashOf } from '@app/kernel';
import { type PanelInPublic, PanelQueries } from '@app/panels';
import { Db } from '@app/platform';
import { ProposalQueries, type RequestInPublic } from '@app/proposals';
import { type ScheduledChange, ScheduledChanges } from '@app/revisions';
import { Injectable } from '@nestjs/common';

/** What stands around the maps and changes without an edition. `version` is another one whenever any of it is. */
export type Around = {
  version: string;
  /** When this version was first seen. */
  since: Date;
  /** Scheduled publications, the earliest first. */
  scheduled: readonly ScheduledChange[];
  /** The panel that owns each map, by the slug of its route. */
  panels: ReadonlyMap<string, PanelInPublic>;
  /** The consultations that are open or will be, the first to close first. */
  consultations: readonly CurrentConsultation[];
  /** What is proposed about occupations on the maps, as far as everybody may know of it. */
  proposed: readonly RequestInPublic[];
};

/** How long an answer holds without asking the database again, in milliseconds. */
const freshFor = 1_000;

/** The calendar of publications, the panels, the consultations and what is proposed, in memory. While the database does not answer, as last known. */
@Injectable()
export class Surroundings {
  private known: Around = {
    version: '',
    since: new Date(0),
    scheduled: [],
    panels: new Map(),
    consultations: [],
    proposed: [],
  };
  private askedAt = -Infinity;
  private asking: Promise<Around> | null = null;

  constructor(
    private readonly changes: ScheduledChanges,
    private readonly panels: PanelQueries,
    private readonly consultations: ConsultationQueries,
    private readonly proposals: ProposalQueries,
    private readonly db: Db,
  ) {}

  /** As it is now, at most a second old. */
  async now(): Promise<Around> {
    if (performance.now() - this.askedAt < freshFor) return this.known;
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
    const [scheduled, panels] = [await this.changes.list(), await this.panels.inPublic()];
    const consultations = await this.consultations.current();
    const proposed = await this.proposals.inPublic(this.db.read());
    const version = hashOf({
      proposed,
      consultations: consultations.map(({ reference, standing, occupation }) => ({ reference, standing, occupation })),
      scheduled: scheduled.map((one) => ({ ...one, scheduledFor: one.scheduledFor.toISOString() })),
      panels: panels.map((one) => ({ ...one, nextMeeting: one.nextMeeting?.toISOString() ?? null })),
    });
    if (version !== this.known.version) {
      this.known = {
        version,
        since: await this.db.read().now(),
        scheduled,
        consultations,
        proposed,
        panels: new Map(panels.map((panel) => [panel.route, panel])),
      };
    }
    this.askedAt = asked;
    return this.known;
  }
}
