import { Accounts, ownGrantProblems } from '@app/accounts';
import { type Actor, NotFound, permit, refuse, refuseIf } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { panelSeatEnded, panelSeatFilled } from './domain/events';
import { panelPolicy } from './domain/policy';
import { grantOf, type Office } from './domain/seats';
import { Panel } from './panel.entity';
import { SeatQueries } from './seats.queries';

/** A seat to be filled by the person with this address; `from` null: now, `until` null: until it is ended. */
export type SeatOrder = { email: string; office: Office; from: Date | null; until: Date | null };

/** Administrators fill the seats of panels and end them. A seat is a grant: accounts has the one truth. */
@Injectable()
export class Seats {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly queries: SeatQueries,
  ) {}

  /**
   * Appoints somebody to a panel.
   * @throws Refused for an unknown address, oneself, a person who sits on the panel already, and a second chair of the same days
   */
  async appoint(actor: Actor, slug: string, order: SeatOrder): Promise<string> {
    return this.db.write(async (tx) => {
      const panel = await tx.lockBy(Panel, { slug });
      permit(panelPolicy, actor, 'appoint', panel);
      const person = await this.accounts.byEmail(tx, order.email);
      if (person === null) refuse('Nobody has an account with this email address: invite them first', 'email');
      const now = await tx.now();
      const from = order.from === null || order.from < now ? now : order.from;
      const meanwhile = (await this.queries.seats(tx, panel.id)).filter(
        (seat) => (seat.until === null || seat.until > from) && (order.until === null || seat.from < order.until),
      );
      if (meanwhile.some(({ personId }) => personId === person.id)) {
        refuse(`${person.name} has a seat on this panel in these days: end it first`, 'email');
      }
      if (order.office === 'chair' && meanwhile.some(({ office }) => office === 'chair')) {
        refuse('The panel has a chair in these days: end that term first', 'office');
      }
      const { role, scope, noted } = grantOf(panel.route, order.office);
      refuseIf(ownGrantProblems(actor, { personId: person.id, role }, 'email'));
      const grant = { personId: person.id, role, scope, from, until: order.until };
      const id = await this.accounts.grant(tx, actor, grant);
      if (noted !== null) await tx.rows('insert into panel_office (grant_id, office) values ($1, $2)', [id, noted]);
      const { office } = order;
      const said = { from: from.toISOString(), until: order.until?.toISOString() ?? null };
      await tx.record(
        actor,
        panelSeatFilled(panel.id, { panelName: panel.name, personId: person.id, office, ...said }),
      );
      return id;
    });
  }

  /** Ends a seat now; one that has ended already stays as it is. @throws NotFound for a seat of another panel */
  async end(actor: Actor, slug: string, seatId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const panel = await tx.lockBy(Panel, { slug });
      permit(panelPolicy, actor, 'appoint', panel);
      const seat = (await this.queries.seats(tx, panel.id)).find(({ id }) => id === seatId);
      if (seat === undefined) throw new NotFound('This seat');
      if (seat.until !== null && seat.until <= (await tx.now())) return;
      await this.accounts.endGrant(tx, actor, seatId);
      const { personId, office } = seat;
      await tx.record(actor, panelSeatEnded(panel.id, { panelName: panel.name, personId, office }));
    });
  }
}
