import { type Actor, hashOf, NotFound, permit, publicActor, refuse, refuseIf, Stale } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { interestRegistered, invitationOpened } from './domain/events';
import { type InterestAbout, type InterestOrder, invitationGaps, isOpen, saysTheSame } from './domain/interest';
import { trailblazerPolicy } from './domain/policy';
import { Interest, InterestContact, InvitationToPropose } from './interest.entities';

/** An invitation to propose as the officer opens it; the id comes from the form, so that it opens one. */
export type InvitationToProposeOrder = { id: string; title: string; idea: string; route: string; closesAt: Date };

/** The interest of employers in an occupation that awaits it, or in an invitation to propose. */
@Injectable()
export class InterestRegister {
  constructor(
    private readonly db: Db,
    private readonly maps: MapReader,
  ) {}

  /** The officer asks employers to propose for a gap on a map. @returns its reference */
  async open(actor: Actor, order: InvitationToProposeOrder): Promise<string> {
    return this.db.write(async (tx) => {
      permit(trailblazerPolicy, actor, 'interest', { id: '' });
      await alone(tx, order.id);
      const [before] = await tx.find(InvitationToPropose, { id: order.id });
      if (before !== undefined) return before.reference;
      const map = await this.maps.current();
      if (!map?.route(order.route)) refuse('Choose a route', 'route');
      refuseIf(invitationGaps(order, await tx.now()));
      const row = await tx.one<{ no: number }>(`select nextval('invitation_to_propose_reference')::int as no`);
      const invitation = Object.assign(new InvitationToPropose(), order);
      invitation.reference = `IP${String(row?.no ?? 0).padStart(4, '0')}`;
      invitation.openedBy = actor.id ?? refuse('Only a person opens an invitation to propose');
      await tx.insert(invitation);
      const { id, reference, title, route, closesAt } = invitation;
      await tx.record(actor, invitationOpened(id, { reference, title, route, closesAt: closesAt.toISOString() }));
      return reference;
    });
  }

  /**
   * Takes the interest of anybody. The key makes the same form sent twice one interest.
   * @throws NotFound, Refused where no interest is taken, Stale where the form says something else now
   */
  async register(about: InterestAbout, order: InterestOrder): Promise<void> {
    await this.db.write(async (tx) => {
      await alone(tx, order.key);
      if (await this.isRepeat(tx, order)) return;
      const title = await this.titleOf(tx, about);
      const { key: id, name, email, organisation, size, sector, region, needs } = order;
      const said = { organisation, size, sector, region, needs };
      const of = { aboutKind: about.kind, aboutKey: about.key, aboutTitle: title };
      await tx.insert(Object.assign(new Interest(), { id, ...of, ...said }));
      await tx.insert(Object.assign(new InterestContact(), { interestId: id, name, email }));
      await tx.record(publicActor, interestRegistered(id, { ...about, title, contentHash: hashOf(said) }));
    });
  }

  private async isRepeat(tx: Tx, order: InterestOrder): Promise<boolean> {
    const [before] = await tx.find(Interest, { id: order.key });
    if (before === undefined) return false;
    const [contact] = await tx.find(InterestContact, { interestId: order.key });
    if (saysTheSame({ ...before, name: contact?.name ?? '', email: contact?.email ?? '' }, order)) return true;
    throw new Stale('You sent this form already. Open it anew to say something else');
  }

  /** What the interest is in, by its title. @throws NotFound, Refused where no interest is taken any more */
  private async titleOf(tx: Tx, { kind, key }: InterestAbout): Promise<string> {
    if (kind === 'occupation') {
      const occupation = (await this.maps.current())?.occupation(key)?.occupation;
      if (occupation === undefined) throw new NotFound('This occupation');
      if (occupation.status !== 'awaiting-interest') {
        refuse('This occupation does not await interest any more: nothing was stored');
      }
      return occupation.title;
    }
    const [invitation] = await tx.find(InvitationToPropose, { reference: key });
    if (invitation === undefined) throw new NotFound('This invitation to propose');
    if (!isOpen(invitation, await tx.now())) refuse('This invitation to propose is closed: nothing was stored');
    return invitation.title;
  }
}

/** One at a time for the same form: its row is never updated, so there is no row to lock. */
async function alone(tx: Tx, what: string): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 6))', [what]);
}
