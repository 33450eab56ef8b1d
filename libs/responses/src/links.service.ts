import { randomBytes } from 'node:crypto';
import { addWeeks, normalEmail, NotFound, publicActor, refuse, sha256 } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { lockedDraft } from './answering.service';
import { responseConfirmed, responseLinkAsked } from './domain';
import { withdrawResponse } from './sending.service';

/** What a mailed link is for: to go on with a draft, or to confirm the address that a response was sent with. */
export type LinkPurpose = 'continue' | 'confirm';

/** A link works for so many weeks, and one to go on never after the close. */
export const linkWeeks = 4;

/** What a link opens: the consultation, and the response that was sent, if one was. */
export type Linked = {
  draftId: string;
  purpose: LinkPurpose;
  consultation: string;
  title: string;
  response: { id: string; reference: string } | null;
};

/** Mailed links to a draft. The mail holds a link and nothing of what was typed; the page behind it asks for one press. */
@Injectable()
export class ResponseLinks {
  constructor(private readonly db: Db) {}

  /** Keeps an address with a draft and has a link to it mailed. */
  async saveFor(consultation: string, token: string, email: string): Promise<void> {
    await this.db.write(async (tx) => {
      const draft = await lockedDraft(tx, consultation, token);
      const normal = normalEmail(email);
      await tx.rows(
        `update response_draft set email = $2, email_normal = $3, saved_at = clock_timestamp(),
           confirmed_at = case when email_normal = $3 then confirmed_at end where id = $1`,
        [draft.id, email, normal],
      );
      await this.ask(tx, draft.id, 'continue', { consultation, title: draft.title });
    });
  }

  /** Has a new link mailed to an address, if a draft was saved with it: whoever asks learns nothing of that. */
  async again(consultation: string, email: string): Promise<void> {
    await this.db.write(async (tx) => {
      const drafts = await tx.rows<{ id: string; title: string }>(
        `select d.id, s.title from response_draft d join consultation_standing s on s.id = d.consultation_id
         where s.reference = $1 and s.standing in ('open','suspended') and d.email_normal = $2
           and not exists (select 1 from response_link l where l.draft_id = d.id and l.made_at > clock_timestamp() - interval '10 minutes')
         order by d.saved_at desc limit 3`,
        [consultation, normalEmail(email)],
      );
      for (const { id, title } of drafts) await this.ask(tx, id, 'continue', { consultation, title });
    });
  }

  /** The tokens of new links of these drafts; their hashes alone are kept. For the mails, in the transaction that writes them. */
  async make(tx: Tx, draftIds: readonly string[], purpose: LinkPurpose): Promise<string[]> {
    if (draftIds.length === 0) return [];
    const tokens = draftIds.map(() => randomBytes(24).toString('base64url'));
    const until = addWeeks(await tx.now(), linkWeeks);
    await tx.rows(
      `insert into response_link (token_hash, draft_id, purpose, expires_at)
       select hash, draft, $3, $4 from unnest($1::text[], $2::uuid[]) as new (hash, draft)`,
      [tokens.map(sha256), draftIds, purpose, until],
    );
    return tokens;
  }

  /** What a link leads to. @throws NotFound for one that has expired, or whose draft was erased */
  async linked(token: string, tx: Pick<Tx, 'one'> = this.db.read()): Promise<Linked> {
    const found = await tx.one<Linked>(
      `select l.draft_id as "draftId", l.purpose, s.reference as consultation, s.title,
         (select json_build_object('id', r.id, 'reference', r.reference) from consultation_response r where r.key = l.draft_id) as response
       from response_link l join response_draft d on d.id = l.draft_id join consultation_standing s on s.id = d.consultation_id
       where l.token_hash = $1 and l.expires_at > waymark_now()
         and (l.purpose = 'confirm' or s.standing in ('open','suspended'))`,
      [sha256(token)],
    );
    if (found === null) throw new NotFound('This link');
    return found;
  }

  /**
   * Follows a link: the address is confirmed by it, and the draft opens for this browser; the token that opened it before
   * opens it no more. @returns the new token, and the other responses to this consultation from the same address
   */
  async follow(link: string): Promise<Linked & { token: string; others: string[] }> {
    return this.db.write(async (tx) => {
      const linked = await this.linked(link, tx);
      const token = randomBytes(24).toString('base64url');
      await tx.rows(
        `update response_draft set token_hash = $2, confirmed_at = coalesce(confirmed_at, clock_timestamp()) where id = $1`,
        [linked.draftId, sha256(token)],
      );
      await tx.rows('delete from response_link where token_hash = $1', [sha256(link)]);
      if (linked.response !== null) await this.confirm(tx, linked.response, linked.consultation);
      return { ...linked, token, others: (await othersOf(tx, linked.draftId)).map(({ reference }) => reference) };
    });
  }

  /** The other responses from the same confirmed address that still count. */
  async others(draftId: string): Promise<string[]> {
    return (await othersOf(this.db.read(), draftId)).map(({ reference }) => reference);
  }

  /** Puts this response in the place of another one from the same confirmed address. */
  async replace(consultation: string, token: string, reference: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { id, response } = await lockedDraft(tx, consultation, token);
      const other = (await othersOf(tx, id)).find((one) => one.reference === reference);
      if (response === null || other === undefined) refuse('There is no such response from your address');
      await withdrawResponse(tx, other, consultation, response);
    });
  }

  private async ask(tx: Tx, draftId: string, purpose: LinkPurpose, about: { consultation: string; title: string }) {
    await tx.record(publicActor, responseLinkAsked(draftId, { ...about, purpose }));
  }

  private async confirm(tx: Tx, response: { id: string; reference: string }, consultation: string): Promise<void> {
    const first = await tx.rows(
      `update respondent set confirmed_at = clock_timestamp() where response_id = $1 and confirmed_at is null returning response_id`,
      [response.id],
    );
    if (first.length === 0) return;
    await tx.record(publicActor, responseConfirmed(response.id, { reference: response.reference, consultation }));
  }
}

function othersOf(reader: Pick<Tx, 'rows'>, draftId: string): Promise<{ id: string; reference: string }[]> {
  return reader.rows(
    `select r.id, r.reference from response_draft d
     join respondent p on p.email_normal = d.email_normal and p.confirmed_at is not null
     join standing_response r on r.id = p.response_id and r.consultation_id = d.consultation_id
     where d.id = $1 and d.confirmed_at is not null
       and not exists (select 1 from consultation_response own where own.id = r.id and own.key = d.id)
     order by r.received_at limit 10`,
    [draftId],
  );
}
