import type { GroupRole } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type InvitationStanding, invitationStanding } from './domain/invitation';
import { GroupInvitation } from './group-invitation.entity';
import { GroupInvitations } from './group-invitations.service';
import { InvitationLinks } from './invitation-links';

/** An invitation as whom it was sent to reads it, in the mail and on its page. */
export type InvitationView = {
  id: string;
  name: string;
  email: string;
  role: GroupRole;
  about: string | null;
  groupId: string;
  group: string;
  remit: string;
  organisation: string | null;
  expiresAt: Date;
  standing: InvitationStanding;
  /** The page at which it is answered. */
  path: string;
};

/** Invitations as whom they were sent to read them. */
@Injectable()
export class InvitationQueries {
  constructor(
    private readonly db: Db,
    private readonly invitations: GroupInvitations,
    private readonly links: InvitationLinks,
  ) {}

  /** The invitation of a link. @throws NotFound */
  async byToken(token: string): Promise<InvitationView> {
    const reader = this.db.read();
    return this.view(reader, await this.invitations.byToken(reader, token));
  }

  /** The invitation of that id. @throws NotFound */
  async byId(reader: Reader, id: string): Promise<InvitationView> {
    return this.view(reader, await reader.get(GroupInvitation, id));
  }

  private async view(reader: Reader, found: GroupInvitation): Promise<InvitationView> {
    const row = await reader.one<{ group: string; remit: string; organisation: string | null; now: Date }>(
      `select g.name as "group", g.remit, waymark_now() as now,
              (select o.name from trailblazer_organisation o where o.id = $2::uuid) as organisation
       from trailblazer_group g where g.id = $1`,
      [found.groupId, found.organisationId],
    );
    const { id, name, email, role, about, groupId, expiresAt } = found;
    const { group = '', remit = '', organisation = null, now = expiresAt } = row ?? {};
    const standing = invitationStanding(found, now);
    const given = { id, name, email, role, about, groupId, expiresAt };
    return { ...given, group, remit, organisation, standing, path: this.links.path(id) };
  }
}
