import { Accounts } from '@app/accounts';
import { routeScope } from '@app/kernel';
import type { Reader } from '@app/platform';
import type { StageAct } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { actedElsewhere, type Seat } from './domain/policy';
import { inWords, type Recusal } from './domain/recusal';
import type { Panel } from './panel.entity';
import { StandingRecusals } from './standing-recusals';
import type { Subject } from './subjects';

/** A member of a panel by name. */
export type PanelMember = { id: string; name: string; chair: boolean };

/** Who belongs to a panel, by the grants that hold now: accounts has the one truth. */
@Injectable()
export class Electorate {
  constructor(
    private readonly accounts: Accounts,
    private readonly recusals: StandingRecusals,
  ) {}

  /** The members, chairs first. On the committee everybody may lead. */
  async members(reader: Reader, panel: Pick<Panel, 'route'>): Promise<PanelMember[]> {
    if (panel.route === null) {
      const people = await this.accounts.peopleHolding(reader, 'committee-member', null);
      return people.map(({ id, name }) => ({ id, name, chair: true }));
    }
    const scope = routeScope(panel.route);
    const chairs = await this.accounts.peopleHolding(reader, 'panel-chair', scope);
    const others = await this.accounts.peopleHolding(reader, 'panel-member', scope);
    const seats = new Map(chairs.map(({ id, name }) => [id, { id, name, chair: true }]));
    for (const { id, name } of others) if (!seats.has(id)) seats.set(id, { id, name, chair: false });
    return [...seats.values()];
  }

  /**
   * The electorate of a ballot that would open now; who takes no part in the thing is in it, and recused. Where the
   * chair's seat is empty, or no chair takes part, the deputy has the chair. `acts`: who acted in which stage so far;
   * `out`: people who take no part for a reason of the caller's own.
   */
  async seats(
    reader: Reader,
    panel: Pick<Panel, 'route'>,
    subject: Subject | null,
    { acts = [], out = new Set() }: { acts?: readonly StageAct[]; out?: ReadonlySet<string> } = {},
  ): Promise<Seat[]> {
    const members = await this.members(reader, panel);
    const people = members.map(({ id }) => id);
    const why = subject === null ? new Map<string, Recusal>() : await this.recusals.among(reader, subject, people);
    const seats = members.map(({ id, chair }) => {
      const found = why.get(id);
      const conflict = found === undefined ? null : inWords[found];
      return { personId: id, chair, conflict: conflict ?? (out.has(id) ? inWords.concerned : null) };
    });
    const { route } = panel;
    const takesPart = (seat: Seat): boolean => seat.conflict === null && !actedElsewhere({ route, acts }, seat);
    if (seats.some((seat) => seat.chair && takesPart(seat))) return seats;
    const deputies = await this.deputies(reader, panel);
    return seats.map((seat) => (deputies.has(seat.personId) ? { ...seat, chair: true } : seat));
  }

  private async deputies(reader: Reader, { route }: Pick<Panel, 'route'>): Promise<Set<string>> {
    const rows = await reader.rows<{ id: string }>(
      `select s.person_id as id from panel_seat s join panel p on p.id = s.panel_id
       where p.route is not distinct from $1 and s.office = 'deputy'
         and s.valid_from <= waymark_now() and (s.valid_until is null or s.valid_until > waymark_now())`,
      [route],
    );
    return new Set(rows.map(({ id }) => id));
  }
}
