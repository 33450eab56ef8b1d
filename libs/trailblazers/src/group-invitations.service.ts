import { Accounts } from '@app/accounts';
import { type Actor, type GroupRole, normalEmail, NotFound, permit, publicActor, refuse } from '@app/kernel';
import { Db, type Reader, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { invitationAccepted, invitationSent, invitationWithdrawn } from './domain/events';
import { accept, expiryOf, invitationStanding } from './domain/invitation';
import { join } from './domain/membership';
import { trailblazerPolicy } from './domain/policy';
import { GroupInvitation } from './group-invitation.entity';
import { GroupSeats } from './group-seats';
import { InvitationLinks } from './invitation-links';
import { TrailblazerGroup } from './trailblazer-group.entity';
import { TrailblazerOrganisation } from './trailblazer-organisation.entity';

/** Somebody to be invited. The id comes from the form: sent twice, it is one invitation. */
export type InvitationOrder = {
  id: string;
  name: string;
  email: string;
  role: GroupRole;
  organisationId: string;
  about?: string | null;
};

/** Inviting people into a group by mail, and what they answer. */
@Injectable()
export class GroupInvitations {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly seats: GroupSeats,
    private readonly links: InvitationLinks,
  ) {}

  /** Invites somebody for an organisation of the group; the mail follows. */
  async invite(actor: Actor, groupId: string, order: InvitationOrder): Promise<void> {
    await this.db.write(async (tx) => {
      const group = await tx.lock(TrailblazerGroup, groupId);
      permit(trailblazerPolicy, actor, 'manage', group);
      await this.invited(tx, actor, groupId, order);
    });
  }

  /** The same within the open transaction that holds the group. */
  async invited(tx: Tx, actor: Actor, groupId: string, order: InvitationOrder): Promise<void> {
    const [sent] = await tx.find(GroupInvitation, { id: order.id, groupId });
    if (sent !== undefined) return;
    await this.refuseKnown(tx, groupId, order.email);
    const isEmployer = await isEmployerOf(tx, groupId, order.organisationId);
    join(await this.seats.of(tx, groupId), { personId: order.id, role: order.role, isEmployer });
    for (const one of await this.waiting(tx, groupId)) {
      const isOpen = invitationStanding(one, await tx.now()) === 'open';
      if (isOpen && order.role === 'group-chair' && one.role === 'group-chair') {
        refuse('Somebody is invited as chair already', 'role');
      }
      if (one.emailNormal !== normalEmail(order.email)) continue;
      if (isOpen) refuse('This address has an invitation already: send that one anew', 'email');
      await this.withdrawn(tx, actor, one);
    }
    await this.send(tx, actor, { ...order, groupId });
  }

  /** Withdraws an invitation that was not answered: its link does nothing from now on. Twice is once. */
  async withdraw(actor: Actor, groupId: string, invitationId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const invitation = await this.locked(tx, actor, groupId, invitationId);
      if (invitation.acceptedAt !== null) refuse('This invitation was used already');
      if (invitation.withdrawnAt === null) await this.withdrawn(tx, actor, invitation);
    });
  }

  /** Sends an invitation anew, for another 14 days; the earlier link does nothing from now on. */
  async sendAnew(actor: Actor, groupId: string, invitationId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const invitation = await this.locked(tx, actor, groupId, invitationId);
      if (invitation.acceptedAt !== null) refuse('This invitation was used already');
      if (invitation.withdrawnAt !== null) refuse('This invitation was withdrawn already');
      await this.withdrawn(tx, actor, invitation);
      const { name, email, role, organisationId, about } = invitation;
      await this.send(tx, actor, { name, email, role, organisationId, about, groupId });
    });
  }

  /**
   * Takes the seat that an invitation offers: as who is signed in, or, by the link alone, as the person of the address
   * that it was mailed to, who gets an account if there is none. The same person accepting twice is one membership.
   * @throws NotFound for an unknown link, Refused for one that is used, withdrawn or expired
   */
  async accept(token: string, actor: Actor | null): Promise<{ groupId: string }> {
    return this.db.write(async (tx) => {
      const { id, groupId } = await this.byToken(tx, token);
      await tx.lock(TrailblazerGroup, groupId);
      const invitation = await tx.lock(GroupInvitation, id);
      if (invitation.acceptedBy !== null && (await this.isAgain(tx, invitation, actor))) return { groupId };
      const isEmployer = await isEmployerOf(tx, groupId, invitation.organisationId);
      const before = await this.seats.of(tx, groupId);
      const now = await tx.now();
      accept(before, { ...invitation, isEmployer }, actor?.id ?? id, now);
      const personId = actor?.id ?? (await this.personOf(tx, invitation));
      const after = accept(before, { ...invitation, isEmployer }, personId, now);
      Object.assign(invitation, { acceptedAt: now, acceptedBy: personId });
      await tx.save(invitation);
      const acting = (await this.accounts.actor(tx, personId)) ?? refuse('This account has ended');
      if (invitation.organisationId !== null) {
        await this.seats.sitFor(tx, groupId, personId, invitation.organisationId);
      }
      await this.seats.write(tx, acting, groupId, before, after);
      await tx.record(acting, invitationAccepted(groupId, { invitationId: id, personId, role: invitation.role }));
      return { groupId };
    });
  }

  /** Whose link this is. @throws NotFound */
  async byToken(reader: Reader, token: string): Promise<GroupInvitation> {
    const [found] = await reader.find(GroupInvitation, { tokenHash: this.links.hash(token) });
    if (found === undefined) throw new NotFound('This invitation');
    return found;
  }

  /** Whether who answered the invitation answers it once more: their second click changes nothing. */
  private async isAgain(tx: Tx, { acceptedBy, emailNormal }: GroupInvitation, actor: Actor | null): Promise<boolean> {
    if (actor !== null) return actor.id === acceptedBy;
    const person = acceptedBy === null ? null : await this.accounts.person(tx, acceptedBy);
    return person !== null && normalEmail(person.email) === emailNormal;
  }

  private async personOf(tx: Tx, { name, email, emailNormal }: GroupInvitation): Promise<string> {
    const known = await tx.one<{ id: string }>('select id from person where email_normal = $1', [emailNormal]);
    return known?.id ?? this.accounts.addPerson(tx, publicActor, { name, email });
  }

  private async refuseKnown(tx: Tx, groupId: string, email: string): Promise<void> {
    const known = await tx.one<{ id: string }>('select id from person where email_normal = $1', [normalEmail(email)]);
    if (known === null) return;
    const seats = await this.seats.of(tx, groupId);
    if (seats.some(({ personId }) => personId === known.id)) refuse('This person is in the group already', 'email');
  }

  private async locked(tx: Tx, actor: Actor, groupId: string, id: string): Promise<GroupInvitation> {
    const group = await tx.lock(TrailblazerGroup, groupId);
    permit(trailblazerPolicy, actor, 'manage', group);
    return tx.lockBy(GroupInvitation, { id, groupId });
  }

  private async waiting(tx: Tx, groupId: string): Promise<GroupInvitation[]> {
    const all = await tx.find(GroupInvitation, { groupId });
    return all.filter(({ acceptedAt, withdrawnAt }) => acceptedAt === null && withdrawnAt === null);
  }

  private async withdrawn(tx: Tx, actor: Actor, invitation: GroupInvitation): Promise<void> {
    invitation.withdrawnAt = await tx.now();
    await tx.save(invitation);
    await tx.record(actor, invitationWithdrawn(invitation.groupId, { invitationId: invitation.id }));
  }

  private async send(
    tx: Tx,
    actor: Actor,
    given: Pick<GroupInvitation, 'groupId' | 'name' | 'email' | 'role' | 'organisationId'> & {
      id?: string;
      about?: string | null;
    },
  ): Promise<void> {
    const invitation = Object.assign(new GroupInvitation(), given, { about: given.about ?? null });
    invitation.email = given.email.trim();
    invitation.emailNormal = normalEmail(given.email);
    invitation.tokenHash = this.links.hash(this.links.token(invitation.id));
    invitation.invitedBy = actor.id;
    invitation.expiresAt = expiryOf(await tx.now());
    await tx.insert(invitation);
    const { id, groupId, name, email, role, expiresAt } = invitation;
    const facts = { invitationId: id, role, expiresAt: expiresAt.toISOString(), name, email };
    await tx.record(actor, invitationSent(groupId, facts));
  }
}

/** Whether the organisation is an employer of the group. @throws Refused where it is not of the group */
async function isEmployerOf(tx: Tx, groupId: string, organisationId: string | null): Promise<boolean> {
  const [found] =
    organisationId === null ? [] : await tx.find(TrailblazerOrganisation, { id: organisationId, groupId });
  if (found === undefined || found.removedAt !== null) {
    return refuse('Choose an organisation of the group', 'organisationId');
  }
  return found.kind === 'employer';
}
