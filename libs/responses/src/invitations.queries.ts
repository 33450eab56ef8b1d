import { type Actor, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { responsePolicy } from './domain';

/** How many invitations a page lists. */
export const invitationsPerPage = 100;

/** An invited organisation as officers see it: that it answered, never what, nor in which response. */
export type InvitedOrganisation = {
  id: string;
  organisation: string;
  contact: string;
  /** Empty where it was erased. */
  email: string;
  invitedAt: Date;
  answered: boolean;
};

/** The list as a whole. */
export type InvitationCounts = { invited: number; answered: number; remindedAt: Date | null };

/** What the mails of invitations and of the reminder are made of. */
export type InvitationMail = { id: string; organisation: string; email: string };

/** Invitations as officers and mails read them. */
@Injectable()
export class InvitationsToAnswer {
  constructor(private readonly db: Db) {}

  /** Those invited by name, after one of them. */
  async list(actor: Actor, consultationId: string, after: string | null, limit = invitationsPerPage) {
    permit(responsePolicy, actor, 'invite', null);
    return this.db.read().rows<InvitedOrganisation>(
      `select id, organisation, contact, case when email_normal = 'erased' then '' else email end as email,
         invited_at as "invitedAt", answered
       from shown_invitation i
       where consultation_id = $1 and ($2::uuid is null or (organisation, id) >
         (select organisation, id from consultation_invitation where id = $2))
       order by organisation, id limit $3`,
      [consultationId, after, limit],
    );
  }

  /** How many were invited and show as answered, and when they were reminded. */
  async counts(actor: Actor, consultationId: string): Promise<InvitationCounts> {
    permit(responsePolicy, actor, 'invite', null);
    const row = await this.db.read().one<InvitationCounts>(
      `select count(*)::int as invited, (count(*) filter (where answered))::int as answered,
         (select sent_at from consultation_reminder where consultation_id = $1) as "remindedAt"
       from shown_invitation where consultation_id = $1`,
      [consultationId],
    );
    return row ?? { invited: 0, answered: 0, remindedAt: null };
  }

  /** Those invited by one list, but for who was erased meanwhile. */
  async ofBatch(reader: Reader, batch: string): Promise<InvitationMail[]> {
    return reader.rows(
      `select id, organisation, email from consultation_invitation where batch = $1 and email_normal <> 'erased' order by id`,
      [batch],
    );
  }

  /** Those invited before the reminder who have not answered yet, told by all that is known, not by what is shown. */
  async toRemind(reader: Reader, consultationId: string): Promise<InvitationMail[]> {
    return reader.rows(
      `select i.id, i.organisation, i.email from consultation_invitation i
       join consultation_reminder r on r.consultation_id = i.consultation_id and i.invited_at <= r.sent_at
       where i.consultation_id = $1 and i.email_normal <> 'erased'
         and not exists (select 1 from answered_invitation a where a.invitation_id = i.id) order by i.id`,
      [consultationId],
    );
  }
}
