import { RegisterQueries } from '@app/decisions';
import { hashOf } from '@app/kernel';
import { Db } from '@app/platform';
import { type InterestCount, type InterestKind, InterestQueries, type InvitationRow } from '@app/trailblazers';
import { Injectable } from '@nestjs/common';
import { type Ahead, AheadOfMaps, PanelsAround, type PublicPanel } from './around';

/** What stands around the maps and changes without an edition. `version` is another one whenever any of it is. */
export type Around = Ahead & {
  version: string;
  /** When this version was first seen. */
  since: Date;
  /** The panels by their slugs: of the panel that owns a map, the slug of its route. */
  panels: ReadonlyMap<string, PublicPanel>;
  /** How many employers registered interest, and the invitations to propose. */
  interest: readonly InterestCount[];
  invitations: readonly InvitationRow[];
  /** Another text whenever the public register of decisions has changed, and every day. */
  register: string;
};

/** What is around the maps where nothing is known of it. */
export const nothing: Around = {
  version: '',
  since: new Date(0),
  scheduled: [],
  panels: new Map(),
  consultations: [],
  interest: [],
  invitations: [],
  proposed: [],
  dispensations: [],
  register: '',
};

/** How long an answer holds without asking the database again, in milliseconds. */
const freshFor = 1_000;
/** How long it is given while the database is being asked, so that readers do not wait. */
const heldFor = 3_000;

/**
 * The calendar of publications, the panels, consultations, what is proposed, dispensations and the interest of employers,
 * in memory.
 * While the database does not answer, as last known.
 */
@Injectable()
export class Surroundings {
  private known = nothing;
  private askedAt = -Infinity;
  private asking: Promise<Around> | null = null;

  constructor(
    private readonly panels: PanelsAround,
    private readonly ahead: AheadOfMaps,
    private readonly interest: InterestQueries,
    private readonly decisions: RegisterQueries,
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
    const panels = await this.panels.list();
    const ahead = await this.ahead.read();
    const [interest, invitations] = [await this.interest.counts(), await this.interest.invitations()];
    const register = await this.decisions.version();
    const version = versionOf(ahead, panels, { interest, invitations, register });
    if (version !== this.known.version) {
      const since = await this.db.read().now();
      const bySlug = new Map(panels.map((panel) => [panel.slug, panel]));
      this.known = { version, since, ...ahead, panels: bySlug, interest, invitations, register };
    }
    this.askedAt = asked;
    return this.known;
  }
}

/** How many employers have registered interest in this. */
export function employersOf({ interest }: Around, kind: InterestKind, key: string): number {
  return interest.find((one) => one.kind === kind && one.key === key)?.employers ?? 0;
}

function versionOf(
  { scheduled, consultations, proposed, dispensations }: Ahead,
  panels: readonly PublicPanel[],
  { interest, invitations, register }: Pick<Around, 'interest' | 'invitations' | 'register'>,
): string {
  return hashOf({
    interest,
    register,
    invitations: invitations.map(({ reference, open }) => ({ reference, open })),
    proposed,
    // What the clock makes of them is a part of it: a page changes at the midnight at which one begins or ends.
    dispensations: dispensations.map(({ reference, standing, agreedAt }) => ({
      reference,
      standing,
      agreedAt: agreedAt.toISOString(),
    })),
    // The days that are left stand on a page, too: another one each midnight while something is open.
    consultations: consultations.map(({ reference, standing, subjects, closesAt, daysLeft }) => ({
      reference,
      standing,
      subjects,
      closesAt: closesAt.toISOString(),
      daysLeft: standing === 'open' ? daysLeft : 0,
    })),
    scheduled: scheduled.map((one) => ({ ...one, scheduledFor: one.scheduledFor.toISOString() })),
    panels: panels.map(({ meetings, ...one }) => ({
      ...one,
      meetings: meetings.map((meeting) => ({ ...meeting, startsAt: meeting.startsAt.toISOString() })),
    })),
  });
}
