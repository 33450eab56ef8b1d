import { type Actor, newId, normalEmail, permit, refuse } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { interestTaken } from './domain/events';
import type { InterestAbout } from './domain/interest';
import { trailblazerPolicy } from './domain/policy';
import { GroupInvitations } from './group-invitations.service';
import { Interest, InterestContact } from './interest.entities';
import { Trailblazers } from './trailblazers.service';

/** A group to be started: from which interest, and whose contact is invited to chair it. */
export type StartOrder = {
  /** Of the group; it comes from the form, so that sending it twice starts one. */
  id: string;
  name: string;
  remit: string;
  interests: readonly string[];
  chair: string;
};

type Chosen = { interest: Interest; contact: InterestContact };

/** Starting a trailblazer group from the interest of employers. */
@Injectable()
export class GroupsFromInterest {
  constructor(
    private readonly db: Db,
    private readonly trailblazers: Trailblazers,
    private readonly invitations: GroupInvitations,
  ) {}

  /** The chosen employers become the group's, and their contacts are invited: one as chair, the others as members. @returns its id */
  async start(actor: Actor, about: InterestAbout, order: StartOrder): Promise<string> {
    return this.db.write(async (tx) => {
      permit(trailblazerPolicy, actor, 'create', { id: '' });
      await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 7))', [`${about.kind}/${about.key}`]);
      if ((await tx.one('select 1 from trailblazer_group where id = $1', [order.id])) !== null) return order.id;
      const chosen = await this.chosen(tx, about, order.interests);
      if (!chosen.some(({ interest }) => interest.id === order.chair)) {
        refuse('Choose the chair among the chosen employers', 'chair');
      }
      const { id, name, remit } = order;
      await this.trailblazers.formed(tx, actor, { id, name, remit });
      const chairFirst = [...chosen].sort(
        (a, b) => Number(b.interest.id === order.chair) - Number(a.interest.id === order.chair),
      );
      const asked = new Set<string>();
      for (const { interest, contact } of chairFirst) {
        await this.take(tx, actor, id, interest);
        const organisationId = await this.trailblazers.organisationAdded(tx, actor, id, {
          kind: 'employer',
          name: interest.organisation,
          size: interest.size,
          sector: interest.sector,
          region: interest.region,
        });
        if (asked.has(normalEmail(contact.email))) continue;
        asked.add(normalEmail(contact.email));
        await this.invitations.invited(tx, actor, id, {
          id: newId(),
          name: contact.name,
          email: contact.email,
          role: interest.id === order.chair ? 'group-chair' : 'group-member',
          organisationId,
          about: interest.aboutTitle,
        });
      }
      return id;
    });
  }

  private async chosen(tx: Tx, { kind, key }: InterestAbout, ids: readonly string[]): Promise<Chosen[]> {
    const chosen: Chosen[] = [];
    for (const id of new Set(ids)) {
      const [interest] = await tx.find(Interest, { id, aboutKind: kind, aboutKey: key });
      const [contact] = await tx.find(InterestContact, { interestId: id });
      if (interest === undefined || contact === undefined) refuse('Choose employers of the list', 'interests');
      const taken = await tx.one('select 1 from interest_taken where interest_id = $1', [id]);
      if (taken !== null) refuse(`A group was started with ${interest.organisation} already`, 'interests');
      chosen.push({ interest, contact });
    }
    return chosen;
  }

  private async take(tx: Tx, actor: Actor, groupId: string, { id, aboutTitle }: Interest): Promise<void> {
    await tx.rows('insert into interest_taken (interest_id, group_id) values ($1, $2)', [id, groupId]);
    await tx.record(actor, interestTaken(id, { groupId, title: aboutTitle }));
  }
}
