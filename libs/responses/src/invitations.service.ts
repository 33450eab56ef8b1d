import { ConsultationQueries, type Standing } from '@app/consultations';
import { type Actor, formatLondon, newId, normalEmail, NotFound, permit, refuse, sha256, Stale } from '@app/kernel';
import { Db, type Reader, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { invitedReminded, organisationsInvited, responsePolicy, type ToInvite } from './domain';
import { AnswerInvitationLinks } from './invitation-links';

/** What inviting a list would do: who is new, and who is invited already. */
export type InvitationCheck = { fresh: ToInvite[]; already: ToInvite[] };

/** Where the link of an invitation leads: to the consultation, and nothing else. */
export type InvitedTo = {
  id: string;
  reference: string;
  title: string;
  standing: Standing;
  opensAt: Date;
  closesAt: Date;
};

/** Inviting named organisations to answer, and reminding those who have not, once. */
@Injectable()
export class AnswerInvitations {
  constructor(
    private readonly db: Db,
    private readonly consultations: ConsultationQueries,
    private readonly links: AnswerInvitationLinks,
  ) {}

  /** Who of a list would be invited: nothing is stored. @throws Refused where nobody is invited any more */
  async check(actor: Actor, reference: string, listed: readonly ToInvite[]): Promise<InvitationCheck> {
    permit(responsePolicy, actor, 'invite', null);
    const { id, standing } = await this.consultations.consultation(reference);
    refuseUnlessAnnounced(standing);
    return checked(this.db.read(), id, listed);
  }

  /**
   * Invites the new ones of a list; the mails follow. Sent again with the same key it is done once.
   * @throws Stale where others than those that were confirmed would be invited
   */
  async invite(
    actor: Actor,
    reference: string,
    { listed, seen, key }: { listed: readonly ToInvite[]; seen: number; key: string },
  ): Promise<void> {
    await this.db.write(async (tx) => {
      permit(responsePolicy, actor, 'invite', null);
      const { id, title, standing } = await this.consultations.consultation(reference, tx);
      await alone(tx, id);
      if ((await tx.one('select 1 from consultation_invitation where batch = $1 limit 1', [key])) !== null) return;
      refuseUnlessAnnounced(standing);
      const { fresh } = await checked(tx, id, listed);
      if (fresh.length === 0) refuse('All of them are invited already', 'list');
      if (fresh.length !== seen)
        throw new Stale('Somebody else invited some of them meanwhile: look at the list again');
      await this.store(tx, actor, id, { fresh, key });
      await tx.record(actor, organisationsInvited(id, { reference, title, batch: key, count: fresh.length }));
    });
  }

  /** Reminds those invited who have not answered; who they are is seen when the mails are written. Once, for good. */
  async remind(actor: Actor, reference: string): Promise<void> {
    await this.db.write(async (tx) => {
      permit(responsePolicy, actor, 'invite', null);
      const { id, title, standing } = await this.consultations.consultation(reference, tx);
      await alone(tx, id);
      const sent = await tx.one<{ at: Date }>(
        'select sent_at as at from consultation_reminder where consultation_id = $1',
        [id],
      );
      if (sent !== null) refuse(`They were reminded on ${formatLondon(sent.at)}: nobody is reminded twice`);
      if (standing !== 'open') refuse('Nobody can answer now, so nobody is reminded');
      const open = await tx.one(
        'select 1 from shown_invitation where consultation_id = $1 and not answered and email_normal <> $2 limit 1',
        [id, 'erased'],
      );
      if (open === null) refuse('There is nobody to remind');
      await tx.rows(
        'insert into consultation_reminder (consultation_id, sent_by, sent_at) values ($1, $2, waymark_now())',
        [id, actor.id],
      );
      await tx.record(actor, invitedReminded(id, { reference, title }));
    });
  }

  /** What the token of an invitation leads to. @throws NotFound */
  async byToken(token: string): Promise<InvitedTo> {
    const found = await this.db.read().one<InvitedTo>(
      `select i.id, s.reference, s.title, s.standing, s.opens_at as "opensAt", s.closes_at as "closesAt"
       from consultation_invitation i join consultation_standing s on s.id = i.consultation_id where i.token_hash = $1`,
      [sha256(token)],
    );
    if (found === null) throw new NotFound('This invitation');
    return found;
  }

  /** Which invitation to this consultation a token is of; null for any other. */
  async idOf(token: string, reference: string): Promise<string | null> {
    const found = await this.db.read().one<{ id: string }>(
      `select i.id from consultation_invitation i join consultation c on c.id = i.consultation_id
       where i.token_hash = $1 and c.reference = $2`,
      [sha256(token), reference],
    );
    return found?.id ?? null;
  }

  private async store(
    tx: Tx,
    actor: Actor,
    consultationId: string,
    { fresh, key }: { fresh: readonly ToInvite[]; key: string },
  ): Promise<void> {
    const ids = fresh.map(() => newId());
    await tx.rows(
      `insert into consultation_invitation (id, consultation_id, organisation, contact, email, email_normal, token_hash, batch,
         invited_by, invited_at)
       select id, $1, organisation, contact, email, email_normal, token_hash, $2, $3, waymark_now()
       from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
         as new (id, organisation, contact, email, email_normal, token_hash)`,
      [
        consultationId,
        key,
        actor.id,
        ids,
        fresh.map(({ organisation }) => organisation),
        fresh.map(({ contact }) => contact),
        fresh.map(({ email }) => email),
        fresh.map(({ email }) => normalEmail(email)),
        ids.map((id) => this.links.hash(id)),
      ],
    );
  }
}

/** One officer at a time reaches out for a consultation; those who answer do not wait for it. */
async function alone(tx: Tx, consultationId: string): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 56))', [consultationId]);
}

async function checked(reader: Reader, consultationId: string, listed: readonly ToInvite[]): Promise<InvitationCheck> {
  const known = await reader.rows<{ email: string }>(
    `select email_normal as email from consultation_invitation where consultation_id = $1 and email_normal = any($2::text[])`,
    [consultationId, listed.map(({ email }) => normalEmail(email))],
  );
  const invited = new Set(known.map(({ email }) => email));
  const isKnown = ({ email }: ToInvite): boolean => invited.has(normalEmail(email));
  return { fresh: listed.filter((one) => !isKnown(one)), already: listed.filter(isKnown) };
}

function refuseUnlessAnnounced(standing: Standing): void {
  if (standing === 'suspended') refuse('The consultation is stopped for now: invite when it is taken up again');
  if (standing !== 'upcoming' && standing !== 'open') refuse('The consultation is over: nobody is invited any more');
}
