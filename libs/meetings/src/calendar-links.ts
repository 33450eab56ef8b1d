import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Actor, may, NotFound } from '@app/kernel';
import { Accounts } from '@app/accounts';
import { Panel } from '@app/panels';
import { CONFIG, type Config, Db } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { meetingPolicy } from './domain/policy';

/** A meeting as the calendar of a member shows it: nothing of its agenda. */
export type CalendarMeeting = {
  id: string;
  no: number;
  panelName: string;
  startsAt: Date;
  place: string;
  link: string;
  version: number;
  cancelled: boolean;
};

const columns = `m.id, m.no, p.name as "panelName", m.starts_at as "startsAt", m.place, m.link, m.version,
  m.cancelled_at is not null as cancelled`;

/** Calendars of meetings for members: programs that fetch them cannot sign in, so their address is signed. */
@Injectable()
export class MeetingCalendars {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The token of this person's calendar of a panel. */
  token(personId: string, panelId: string): string {
    const text = `${personId}.${panelId}`;
    return `${text}.${this.sign(text)}`;
  }

  /** One meeting. @throws NotFound for who may not see it */
  async one(actor: Actor, id: string): Promise<CalendarMeeting> {
    const [row] = await this.db
      .read()
      .rows<CalendarMeeting & { route: string | null }>(
        `select ${columns}, p.route from meeting m join panel p on p.id = m.panel_id where m.id = $1`,
        [id],
      );
    if (row === undefined || !sees(actor, row.route)) throw new NotFound('This meeting');
    return row;
  }

  /** The meetings of the last year and those ahead. @throws NotFound for a forged token, or who left the panel */
  async all(token: string): Promise<{ panelName: string; meetings: CalendarMeeting[] }> {
    const [personId = '', panelId = '', signature = ''] = token.split('.');
    const right = Buffer.from(this.sign(`${personId}.${panelId}`));
    const given = Buffer.from(signature);
    if (right.length !== given.length || !timingSafeEqual(right, given)) throw new NotFound('This calendar');
    const reader = this.db.read();
    const panel = await reader.get(Panel, panelId);
    const actor = await this.accounts.actor(reader, personId);
    if (actor === null || !sees(actor, panel.route)) throw new NotFound('This calendar');
    const meetings = await reader.rows<CalendarMeeting>(
      `select ${columns} from meeting m join panel p on p.id = m.panel_id
       where m.panel_id = $1 and m.starts_at > waymark_now() - interval '1 year' order by m.starts_at limit 200`,
      [panelId],
    );
    return { panelName: panel.name, meetings };
  }

  /** 132 bits of it, so that the token stays below the 100 letters that a part of an address may have. */
  private sign(text: string): string {
    if (this.config.sessionSecret === null) throw new Error('SESSION_SECRET is not set');
    return createHmac('sha256', this.config.sessionSecret).update(`meetings:${text}`).digest('base64url').slice(0, 22);
  }
}

function sees(actor: Actor, route: string | null): boolean {
  const nobody = new Set<string>();
  return may(meetingPolicy, actor, 'see', { route, seats: [], away: nobody, recused: nobody });
}
