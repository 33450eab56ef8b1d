import { type Answers, questionsOf, withoutHidden } from '@app/consultations';
import { hashOf, newId, normalEmail, publicActor, refuse, Refused, refuseIf } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { lockedDraft } from './answering.service';
import {
  answersOf,
  choiceGaps,
  newResponseReference,
  responseReceived,
  responseWithdrawn,
  sendingGaps,
  type SendingChoices,
} from './domain';
import { aboutOf, askedBy, changedIn, type DraftRow } from './draft.rows';

/** What is missing before a response can be sent, each thing with the page that it stands on (0: about oneself). */
export class Unfinished extends Refused {
  constructor(readonly gaps: readonly { page: number; field?: string; text: string }[]) {
    super(gaps);
  }
}

/** What somebody chooses when they send, and the address to write to, if any. */
export type SendingOrder = SendingChoices & { email: string | null };

type Stored = { response: string; reference: string; sending: number };

/** Sending a response, again with other answers, or taking it back: until the close, from its draft. */
@Injectable()
export class SendingResponses {
  constructor(private readonly db: Db) {}

  /**
   * Sends what the draft holds. Sent again, the response is changed; the same again changes nothing.
   * @returns the reference @throws Unfinished, Refused
   */
  async send(consultation: string, token: string, order: SendingOrder): Promise<string> {
    return this.db.write(async (tx) => {
      const draft = await lockedDraft(tx, consultation, token);
      if (draft.response?.withdrawn === true) refuse('You withdrew this response: begin a new one to say something');
      const asked = askedBy(draft);
      const gaps = sendingGaps(asked, draft.about, draft.answers, changedIn(draft));
      if (gaps.length > 0) throw new Unfinished(gaps);
      refuseIf(choiceGaps(order, order.email));
      const answers = withoutHidden(asked, answersOf(draft.answers));
      const { permission = 'confidential' } = order;
      const about = aboutOf(draft.about);
      const contentHash = hashOf({ about, answers, permission });
      const stored = await store(tx, draft, { answers, contentHash, permission, about }, order);
      if (stored.sending > 0) {
        const { reference, sending } = stored;
        const facts = { consultationId: draft.consultationId, consultation: draft.reference, title: draft.title };
        const entered = draft.entry === null ? {} : { entry: draft.entry.id };
        const hasTexts = permission !== 'confidential' && hasText(answers);
        await tx.record(
          publicActor,
          responseReceived(stored.response, { ...facts, reference, sending, hasTexts, contentHash, ...entered }),
        );
      }
      return stored.reference;
    });
  }

  /** Takes a response back: it counts no more, and nothing of it is published. */
  async withdraw(consultation: string, token: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { response } = await lockedDraft(tx, consultation, token);
      if (response === null) refuse('Nothing was sent yet');
      if (response.withdrawn) return;
      await withdrawResponse(tx, response, consultation, null);
    });
  }
}

/** Writes that a response counts no more, because its sender asked so or another of theirs stands in its place. */
export async function withdrawResponse(
  tx: Tx,
  { id, reference }: { id: string; reference: string },
  consultation: string,
  by: { id: string; reference: string } | null,
): Promise<void> {
  await tx.rows(
    `insert into response_withdrawal (response_id, why, replaced_by, withdrawn_at) values ($1, $2, $3, waymark_now())`,
    [id, by === null ? 'asked' : 'replaced', by?.id ?? null],
  );
  await tx.record(publicActor, responseWithdrawn(id, { reference, consultation, replacedBy: by?.reference ?? null }));
}

/** What is sent: the answers to the form's questions, with what somebody says of themselves and chose. */
type Sent = { answers: Answers; contentHash: string; permission: string; about: object };

/**
 * The response of a draft, a sending of it, its answers and, apart from it, who sent it, in one statement. A sending that
 * says what the last one said is none: `sending` is 0 then. An address stays confirmed while it is the same.
 */
async function store(tx: Tx, draft: DraftRow, sent: Sent, order: SendingOrder): Promise<Stored> {
  const rows = questionsOf(draft.form).flatMap(({ key }) =>
    Object.entries(sent.answers[key] ?? {}).map(([block, answer]) => ({ question: key, block, ...answer })),
  );
  const { email, name = '', copy = false, outcome = false, permission } = order;
  const organisation = draft.about.organisation ?? '';
  const [stored] = await tx.prepared<Stored>(storeSql, [
    draft.id,
    newId(),
    draft.consultationId,
    newResponseReference(),
    draft.formVersion,
    JSON.stringify(sent.about),
    sent.permission,
    sent.contentHash,
    JSON.stringify(rows),
    JSON.stringify({ permission, name, copy, outcome }),
    email,
    email === null ? null : normalEmail(email),
    name,
    organisation,
    copy,
    outcome,
    email === null && name === '' && organisation === '' && draft.invitationId === null,
    draft.entry?.id ?? null,
    draft.invitationId,
  ]);
  if (stored === undefined) throw new Error('The response was not stored');
  return stored;
}

const storeSql = `
  with known as (
    select r.id, r.reference, s.no, s.content_hash from consultation_response r
    join response_sending s on s.response_id = r.id where r.key = $1 order by s.no desc limit 1
  ), begun as (
    insert into consultation_response (id, consultation_id, reference, key, entry_id, received_at)
    select $2::uuid, $3::uuid, $4, $1::uuid, $18::uuid, waymark_now() where not exists (select 1 from known)
    returning id, reference
  ), sent as (
    insert into response_sending (response_id, no, form_version, about, permission, content_hash, sent_at)
    select id, no, $5, $6, $7, $8, waymark_now() from (
      select id, 1 as no from begun union all select id, no + 1 from known where content_hash <> $8) which
    returning response_id, no
  ), answered as (
    insert into response_answer (response_id, sending, question, block, choices, text, number, day, why)
    select sent.response_id, sent.no, a.question, a.block, a.choices, a.text, a.number, a.day, a.why
    from sent, jsonb_to_recordset($9::jsonb)
      as a (question text, block text, choices text[], text text, number int, day date, why text)
  ), which as (
    select coalesce(k.id, b.id) as response, coalesce(k.reference, b.reference) as reference, coalesce(s.no, 0) as sending
    from (select 1) one left join known k on true left join begun b on true left join sent s on true
  ), kept as (
    update response_draft set sending = $10, email = $11, email_normal = $12,
      confirmed_at = case when email_normal = $12 then confirmed_at end, saved_at = clock_timestamp()
    where id = $1 returning confirmed_at
  ), respondent as (
    insert into respondent (response_id, name, email, email_normal, organisation, wants_copy, wants_outcome, confirmed_at,
      invitation_id)
    select which.response, $13, $11, $12, $14, $15, $16, kept.confirmed_at, $19::uuid from which, kept where not $17::boolean
    on conflict (response_id) do update set name = excluded.name, email = excluded.email, email_normal = excluded.email_normal,
      organisation = excluded.organisation, wants_copy = excluded.wants_copy, wants_outcome = excluded.wants_outcome,
      confirmed_at = excluded.confirmed_at, invitation_id = excluded.invitation_id
  )
  select response, reference, sending from which`;

function hasText(answers: Answers): boolean {
  return Object.values(answers).some((blocks) =>
    Object.values(blocks).some(({ text, why }) => text !== undefined || why !== undefined),
  );
}
