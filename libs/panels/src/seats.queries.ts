import type { PersonLine } from '@app/accounts';
import { type Actor, NotFound, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { InterestKind } from './domain/register';
import type { Office } from './domain/seats';
import { panelPolicy } from './domain/policy';
import { Panel } from './panel.entity';

/** A seat with its term. */
export type SeatRow = {
  id: string;
  personId: string;
  name: string;
  office: Office;
  from: Date;
  until: Date | null;
  running: boolean;
};

/** An interest that somebody has or had; `until` null: it has no end yet. Dates of London, `YYYY-MM-DD`. */
export type InterestRow = {
  id: string;
  personId: string;
  kind: InterestKind;
  organisation: string;
  from: string;
  until: string | null;
  current: boolean;
};

/** A panel with its seats, as everybody may know it; times as texts (ISO 8601). */
export type PanelInPublic = {
  slug: string;
  route: string | null;
  name: string;
  seats: readonly {
    name: string;
    office: Office;
    from: string;
    until: string | null;
    interests: readonly Pick<InterestRow, 'kind' | 'organisation' | 'from'>[];
  }[];
};

/** The people on a panel with their registers, running seats and ended ones. */
export type MembersPage = {
  panel: Panel;
  seats: readonly (SeatRow & { interests: readonly InterestRow[]; lastSaid: Date | null })[];
};

const order = `array_position(array['chair','deputy','member','secretary'], s.office::text), p.name, s.id`;
const running = `s.valid_from <= waymark_now() and (s.valid_until is null or s.valid_until > waymark_now()) and p.ended_at is null`;
const today = `(waymark_now() at time zone 'Europe/London')::date`;
const interestColumns = `e.id, e.person_id as "personId", e.kind, e.organisation, e.held_from::text as from,
  d.held_until::text as until, e.held_from <= ${today} and (d.held_until is null or d.held_until >= ${today}) as current`;
const lastSaid = (person: string): string => `(select max(said) from (
  select entered_at as said from interest_entry where person_id = ${person}
  union all select d.ended_at from interest_ending d join interest_entry e on e.id = d.entry_id where e.person_id = ${person}
  union all select confirmed_at from interest_confirmation where person_id = ${person}) s)`;

/** Who sits on the panels, from when until when, and what they said about their interests. */
@Injectable()
export class SeatQueries {
  constructor(private readonly db: Db) {}

  /** All seats of a panel, those who lead first; running, ended and future ones. */
  async seats(reader: Reader, panelId: string): Promise<SeatRow[]> {
    return reader.rows<SeatRow>(
      `select s.id, s.person_id as "personId", p.name, s.office, s.valid_from as "from", s.valid_until as "until",
              ${running} as running
       from panel_seat s join person p on p.id = s.person_id where s.panel_id = $1
       order by ${running} desc, ${order} limit 500`,
      [panelId],
    );
  }

  /** Whom to write to about the panel's work: everybody who has a seat now. */
  async people(reader: Reader, panelId: string): Promise<PersonLine[]> {
    return reader.rows<PersonLine>(
      `select distinct p.id, p.name, p.email from panel_seat s join person p on p.id = s.person_id
       where s.panel_id = $1 and ${running} order by p.name, p.id`,
      [panelId],
    );
  }

  /** The panel's seats with registers: its members, administrators and the officer see them. @throws NotFound, Forbidden */
  async members(actor: Actor, slug: string): Promise<MembersPage> {
    const reader = this.db.read();
    const [panel] = await reader.find(Panel, { slug });
    if (panel === undefined) throw new NotFound('This panel');
    permit(panelPolicy, actor, 'see', panel);
    const seats = await this.seats(reader, panel.id);
    const ids = [...new Set(seats.map(({ personId }) => personId))];
    const interests = await reader.rows<InterestRow>(
      `select ${interestColumns} from interest_entry e left join interest_ending d on d.entry_id = e.id
       where e.person_id = any($1::uuid[]) order by current desc, e.held_from desc, e.id limit 2000`,
      [ids],
    );
    const said = await reader.rows<{ id: string; at: Date | null }>(
      `select x.id, ${lastSaid('x.id')} as at from unnest($1::uuid[]) as x(id)`,
      [ids],
    );
    const last = new Map(said.map(({ id, at }) => [id, at]));
    const of = (personId: string) => interests.filter((interest) => interest.personId === personId);
    return {
      panel,
      seats: seats.map((seat) => ({
        ...seat,
        interests: of(seat.personId),
        lastSaid: last.get(seat.personId) ?? null,
      })),
    };
  }

  /** What somebody entered into their register, what holds now first. */
  async register(reader: Reader, personId: string): Promise<InterestRow[]> {
    return reader.rows<InterestRow>(
      `select ${interestColumns} from interest_entry e left join interest_ending d on d.entry_id = e.id
       where e.person_id = $1 order by current desc, e.held_from desc, e.id limit 500`,
      [personId],
    );
  }

  /** The organisations in which somebody has an interest now, each once: what recusals are proposed from. */
  async interestsOf(reader: Reader, personId: string): Promise<string[]> {
    const rows = (await this.register(reader, personId)).filter(({ current }) => current);
    return [...new Set(rows.map(({ organisation }) => organisation))].sort();
  }

  /** When the person last said anything about their interests, and since when they sit on a panel; null: on none now. */
  async registerAge(reader: Reader, personId: string): Promise<{ lastSaid: Date | null; since: Date | null }> {
    const row = await reader.one<{ lastSaid: Date | null; since: Date | null }>(
      `select ${lastSaid('$1::uuid')} as "lastSaid", (select min(s.valid_from) from panel_seat s join person p on p.id = s.person_id
         where s.person_id = $1 and ${running}) as since`,
      [personId],
    );
    return row ?? { lastSaid: null, since: null };
  }

  /** Every panel with the people on it and their interests, the committee first, as everybody may know them. */
  async inPublic(): Promise<PanelInPublic[]> {
    return this.db.read().rows<PanelInPublic>(
      `select panel.slug, panel.route, panel.name, coalesce((
         select json_agg(json_build_object('name', p.name, 'office', s.office, 'from', s.valid_from, 'until', s.valid_until,
           'interests', (select coalesce(json_agg(json_build_object('kind', e.kind, 'organisation', e.organisation,
               'from', e.held_from) order by e.organisation, e.id), '[]')
             from interest_entry e left join interest_ending d on d.entry_id = e.id
             where e.person_id = p.id and e.held_from <= ${today}
               and (d.held_until is null or d.held_until >= ${today}))) order by ${order})
         from panel_seat s join person p on p.id = s.person_id where s.panel_id = panel.id and ${running}), '[]') as seats
       from panel where panel.person_id is null order by panel.route is not null, panel.name`,
    );
  }
}
