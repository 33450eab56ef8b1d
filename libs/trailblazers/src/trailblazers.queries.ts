import { type Actor, type GroupRole, groupScope, holds, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { groundInWords } from './domain/ground';
import { type InvitationStanding, invitationStanding } from './domain/invitation';
import type { GroupState } from './domain/lifecycle';
import type { EmployerDetails, OrganisationDetails, OrganisationKind } from './domain/organisation';
import { trailblazerPolicy } from './domain/policy';
import type { GroupInvitation } from './group-invitation.entity';
import { TrailblazerGroup } from './trailblazer-group.entity';

/** A group as lists show it. */
export type GroupRow = { id: string; name: string; remit: string; state: GroupState; employers: number };
/** An employer of a group. */
export type EmployerRow = EmployerDetails & { id: string };
/** An organisation of a group. */
export type OrganisationRow = OrganisationDetails & { id: string };
/** Somebody of a group, and for which of its organisations; null where that was never noted. */
export type GroupPerson = {
  id: string;
  name: string;
  email: string;
  role: GroupRole;
  organisationId: string | null;
  organisation: string | null;
  kind: OrganisationKind | null;
  since: Date;
};
/** An invitation as the owners of its group see it. */
export type GroupInvitationRow = Pick<
  GroupInvitation,
  'id' | 'name' | 'email' | 'role' | 'sentAt' | 'expiresAt' | 'acceptedAt' | 'withdrawnAt'
> & { organisation: string | null; standing: InvitationStanding };
/** The chair of a group, offered and not answered yet. */
export type OpenOffer = { id: string; personId: string; name: string; offeredAt: Date };
/** All that the page of a group shows. */
export type GroupPage = {
  group: TrailblazerGroup;
  people: GroupPerson[];
  organisations: OrganisationRow[];
  invitations: GroupInvitationRow[];
  offer: OpenOffer | null;
};

/** Trailblazer groups as pages read them. */
@Injectable()
export class TrailblazerQueries {
  constructor(private readonly db: Db) {}

  /** The trailblazer groups that the actor may see: their own, or all for the officer; what officers prepare is none. */
  async list(actor: Actor): Promise<GroupRow[]> {
    return this.db.read().rows<GroupRow>(
      `select g.id, g.name, g.remit, g.state, (select count(*)::int from trailblazer_organisation o
          where o.group_id = g.id and o.kind = 'employer' and o.removed_at is null) as employers
       from trailblazer_group g
       where g.ground is null and ($1 or 'group:' || g.id = any($2::text[])) order by g.name limit 500`,
      [holds(actor, ['product-manager']), scopesOf(actor)],
    );
  }

  /** All groups by name, for who shows roles in them. */
  async names(reader: Reader): Promise<{ id: string; name: string }[]> {
    return reader.rows('select id, name from trailblazer_group order by name, id');
  }

  /** The name of one group. @throws NotFound */
  async name(reader: Reader, id: string): Promise<string> {
    return (await reader.get(TrailblazerGroup, id)).name;
  }

  /** One group with its people, organisations and invitations. @throws NotFound, Forbidden */
  async group(actor: Actor, id: string): Promise<GroupPage> {
    const reader = this.db.read();
    const group = await reader.get(TrailblazerGroup, id);
    permit(trailblazerPolicy, actor, 'see', group);
    const [people, organisations] = [await this.people(reader, id), await this.organisations(reader, id)];
    const [invitations, offer] = [await this.invitations(reader, id), await this.openOffer(reader, id)];
    return { group, people, organisations, invitations, offer };
  }

  /** Whether the support for the group stands, so that it may propose. @throws NotFound */
  async isRecognised(reader: Reader, groupId: string): Promise<boolean> {
    return (await reader.get(TrailblazerGroup, groupId)).state === 'recognised';
  }

  /** The ground on which officers prepare the request of this group, in words; null: a trailblazer group makes it. @throws NotFound */
  async ground(reader: Reader, groupId: string): Promise<string | null> {
    return groundInWords(await reader.get(TrailblazerGroup, groupId));
  }

  /** The employers of a group, by name. */
  async employers(reader: Reader, groupId: string): Promise<EmployerRow[]> {
    const all = await this.organisations(reader, groupId);
    return all.flatMap(({ kind, ...employer }) => (kind === 'employer' ? [employer] : []));
  }

  /** The organisations of a group, by name. */
  async organisations(reader: Reader, groupId: string): Promise<OrganisationRow[]> {
    return reader.rows<OrganisationRow>(
      `select id, name, kind, size, sector, region from trailblazer_organisation
       where group_id = $1 and removed_at is null order by name`,
      [groupId],
    );
  }

  /** Who holds a role in the group now. */
  async people(reader: Reader, groupId: string): Promise<GroupPerson[]> {
    return reader.rows<GroupPerson>(
      `select p.id, p.name, p.email, g.role, g.valid_from as since, o.id as "organisationId", o.name as organisation, o.kind
       from person_grant g join person p on p.id = g.person_id
         left join trailblazer_seat s on s.group_id = $2::uuid and s.person_id = p.id
         left join trailblazer_organisation o on o.id = s.organisation_id
       where g.scope = $1 and g.valid_from <= waymark_now() and (g.valid_until is null or g.valid_until > waymark_now())
         and p.ended_at is null
       order by g.role, p.name`,
      [groupScope(groupId), groupId],
    );
  }

  /** The invitations of a group, the newest first, where each stands now; at most 200. */
  private async invitations(reader: Reader, groupId: string): Promise<GroupInvitationRow[]> {
    const now = await reader.now();
    const rows = await reader.rows<Omit<GroupInvitationRow, 'standing'>>(
      `select i.id, i.name, i.email, i.role, i.sent_at as "sentAt", i.expires_at as "expiresAt",
              i.accepted_at as "acceptedAt", i.withdrawn_at as "withdrawnAt", o.name as organisation
       from group_invitation i left join trailblazer_organisation o on o.id = i.organisation_id
       where i.group_id = $1 order by i.sent_at desc, i.id desc limit 200`,
      [groupId],
    );
    return rows.map((row) => ({ ...row, standing: invitationStanding(row, now) }));
  }

  private async openOffer(reader: Reader, groupId: string): Promise<OpenOffer | null> {
    return reader.one<OpenOffer>(
      `select o.id, o.person_id as "personId", p.name, o.offered_at as "offeredAt"
       from chair_offer o join person p on p.id = o.person_id where o.group_id = $1 and o.outcome is null`,
      [groupId],
    );
  }
}

/** The `group:<id>` scopes of an actor. */
function scopesOf(actor: Actor): string[] {
  return actor.grants.flatMap(({ scope }) => (scope?.startsWith('group:') ? [scope] : []));
}
