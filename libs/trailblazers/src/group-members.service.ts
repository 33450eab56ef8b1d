import { Accounts } from '@app/accounts';
import { type Actor, Forbidden, permit, refuse } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ChairOffer, type OfferOutcome } from './chair-offer.entity';
import {
  chairOffered,
  chairOfferAnswered,
  memberAppointed,
  memberLeft,
  memberRemoved,
  memberSeated,
} from './domain/events';
import { appoint, handOver, isOwner, leave } from './domain/membership';
import { trailblazerPolicy, type TrailblazerAction } from './domain/policy';
import { GroupSeats } from './group-seats';
import { TrailblazerGroup } from './trailblazer-group.entity';
import { TrailblazerOrganisation } from './trailblazer-organisation.entity';

/** The verbs on the people of a group: deputies, leaving, removing, and passing on the chair. */
@Injectable()
export class GroupMembers {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly seats: GroupSeats,
  ) {}

  /** A member becomes deputy, or a deputy a member again. */
  async appoint(actor: Actor, groupId: string, personId: string, role: 'group-deputy' | 'group-member'): Promise<void> {
    await this.db.write(async (tx) => {
      await this.locked(tx, actor, 'manage', groupId);
      const before = await this.seats.of(tx, groupId);
      const after = appoint(before, personId, role);
      await this.seats.write(tx, actor, groupId, before, after);
      const was = before.find((seat) => seat.personId === personId)?.role ?? '';
      await tx.record(actor, memberAppointed(groupId, { personId, before: was, after: role }));
    });
  }

  /** Notes for which organisation of the group a member sits; owners sit for employers. */
  async sitFor(actor: Actor, groupId: string, personId: string, organisationId: string): Promise<void> {
    await this.db.write(async (tx) => {
      await this.locked(tx, actor, 'manage', groupId);
      const seat = (await this.seats.of(tx, groupId)).find((one) => one.personId === personId);
      if (seat === undefined) refuse('This person is not in the group');
      const [found] = await tx.find(TrailblazerOrganisation, { id: organisationId, groupId });
      if (found === undefined || found.removedAt !== null) {
        refuse('Choose an organisation of the group', 'organisationId');
      }
      if (isOwner(seat) && found.kind !== 'employer') {
        refuse('The chair and the deputy sit for an employer', 'organisationId');
      }
      await this.seats.sitFor(tx, groupId, personId, organisationId);
      await tx.record(actor, memberSeated(groupId, { personId, organisation: found.name }));
    });
  }

  /** Somebody leaves the group themselves. */
  async leave(actor: Actor, groupId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { name } = await this.locked(tx, actor, 'leave', groupId);
      const personId = actor.id ?? refuse('Only a person leaves a group');
      await this.unseat(tx, actor, groupId, personId);
      await tx.record(actor, memberLeft(groupId, { personId, name }));
    });
  }

  /** An owner or the officer removes a member, with a reason that the member is told. */
  async remove(actor: Actor, groupId: string, personId: string, reason: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { name } = await this.locked(tx, actor, 'manage', groupId);
      await this.unseat(tx, actor, groupId, personId);
      await tx.record(actor, memberRemoved(groupId, { personId, name, reason }));
    });
  }

  /** Offers the chair to a member from an employer; one offer at a time. */
  async offerChair(actor: Actor, groupId: string, personId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { name } = await this.locked(tx, actor, 'manage', groupId);
      handOver(await this.seats.of(tx, groupId), personId);
      const [open] = await this.openOffers(tx, groupId);
      if (open !== undefined) refuse('The chair is offered to somebody already: withdraw that offer first');
      const offer = Object.assign(new ChairOffer(), { groupId, personId, offeredBy: actor.id });
      await tx.insert(offer);
      await tx.record(actor, chairOffered(groupId, { offerId: offer.id, personId, name }));
    });
  }

  /** Who was offered the chair takes or declines it; who was chair until then becomes deputy. Both rights change at once. */
  async answerOffer(actor: Actor, groupId: string, offerId: string, outcome: 'accepted' | 'declined'): Promise<void> {
    await this.db.write(async (tx) => {
      const { name } = await this.locked(tx, actor, 'answer', groupId);
      const offer = await tx.lockBy(ChairOffer, { id: offerId, groupId });
      if (offer.personId !== actor.id) throw new Forbidden('The chair was offered to somebody else');
      if (offer.outcome === outcome) return;
      if (offer.outcome !== null) refuse(`This offer was ${offer.outcome} already`);
      if (outcome === 'accepted') {
        const before = await this.seats.of(tx, groupId);
        await this.seats.write(tx, actor, groupId, before, handOver(before, offer.personId));
      }
      await this.answered(tx, actor, offer, name, outcome);
    });
  }

  /** An owner or the officer takes the offer of the chair back, while it is not answered. */
  async withdrawOffer(actor: Actor, groupId: string, offerId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { name } = await this.locked(tx, actor, 'manage', groupId);
      const offer = await tx.lockBy(ChairOffer, { id: offerId, groupId });
      if (offer.outcome === 'withdrawn') return;
      if (offer.outcome !== null) refuse(`This offer was ${offer.outcome} already`);
      await this.answered(tx, actor, offer, name, 'withdrawn');
    });
  }

  private async locked(tx: Tx, actor: Actor, action: TrailblazerAction, groupId: string): Promise<TrailblazerGroup> {
    const group = await tx.lock(TrailblazerGroup, groupId);
    permit(trailblazerPolicy, await this.asNow(tx, actor), action, group);
    return group;
  }

  /** Who may do it as of now: two owners may change each other's roles at once, and the later one no longer may. */
  private async asNow(tx: Tx, actor: Actor): Promise<Actor> {
    if (actor.kind !== 'person' || actor.id === null) return actor;
    return (await this.accounts.actor(tx, actor.id)) ?? { ...actor, grants: [] };
  }

  private async unseat(tx: Tx, actor: Actor, groupId: string, personId: string): Promise<void> {
    const before = await this.seats.of(tx, groupId);
    await this.seats.write(tx, actor, groupId, before, leave(before, personId));
  }

  private async openOffers(tx: Tx, groupId: string): Promise<ChairOffer[]> {
    return (await tx.find(ChairOffer, { groupId })).filter(({ outcome }) => outcome === null);
  }

  private async answered(tx: Tx, actor: Actor, offer: ChairOffer, name: string, outcome: OfferOutcome): Promise<void> {
    Object.assign(offer, { outcome, answeredAt: await tx.now() });
    await tx.save(offer);
    const { id: offerId, groupId, personId } = offer;
    await tx.record(actor, chairOfferAnswered(groupId, { offerId, personId, name, outcome }));
  }
}
