import { type Actor, NotFound, permit, refuse, refuseIf, sha256, Stale } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  moderationStanding,
  publishedTextOf,
  respondentErased,
  responseModerated,
  responsePolicy,
  type Ruling,
  rulingGaps,
} from './domain';
import { ConsultationResponse, ResponseRuling } from './response.entities';
import { type RuledText, ruledTexts, type TextKey } from './text.rows';

/** Moderating texts one by one, and erasing who responded. */
@Injectable()
export class Moderating {
  constructor(private readonly db: Db) {}

  /** A moderator publishes, publishes redacted, or rejects; `seen` is how many rulings stood on the response when they read it. */
  async moderate(actor: Actor, key: TextKey, ruling: Ruling, seen: number): Promise<void> {
    await this.db.write(async (tx) => {
      permit(responsePolicy, actor, 'moderate', null);
      await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 5))', [key.responseId]);
      const [text] = await ruledTexts(tx, 'response_id = $1 and question = $2 and block = $3 and part = $4', [
        key.responseId,
        key.question,
        key.block,
        key.part,
      ]);
      if (text === undefined) throw new NotFound('This text');
      if (text.rulings !== seen) throw new Stale('Another moderator has decided on this response meanwhile');
      refuseIf(rulingGaps(ruling, text));
      const appeal = await appealOn(tx, text);
      if (appeal?.ruledBy === actor.id) refuse('Another moderator decides on an appeal against your decision');
      const row = Object.assign(new ResponseRuling(), key, {
        no: seen + 1,
        outcome: ruling.outcome,
        reason: ruling.reason,
      });
      row.textHash = sha256(text.text);
      row.publishedText = publishedTextOf(ruling, text.text);
      row.passages = ruling.outcome === 'redacted' ? ruling.passages : null;
      row.ground = ruling.outcome === 'rejected' ? ruling.ground : null;
      row.ruledBy = actor.id ?? refuse('Only a person moderates');
      await tx.insert(row);
      await tx.record(actor, responseModerated(key.responseId, factsOf(text, row, appeal !== null)));
    });
  }

  /** Erases who sent a response; the response itself, which is not personal, stands. */
  async erase(actor: Actor, responseId: string): Promise<void> {
    await this.db.write(async (tx) => {
      permit(responsePolicy, actor, 'moderate', null);
      const { reference } = await tx.get(ConsultationResponse, responseId);
      await tx.rows('delete from respondent where response_id = $1', [responseId]);
      await tx.record(actor, respondentErased(responseId, { reference }));
    });
  }
}

/** The appeal that waits for a decision on a text, with who decided before; null for none. */
function appealOn(tx: Tx, { responseId, question, block, part }: TextKey): Promise<{ ruledBy: string } | null> {
  return tx.one(
    `select not_by as "ruledBy" from waiting_text
     where response_id = $1 and question = $2 and block = $3 and part = $4 and is_appeal`,
    [responseId, question, block, part],
  );
}

function factsOf(
  { reference, consultation, isConfidential, outcome, question, block, part }: RuledText,
  row: ResponseRuling,
  onAppeal: boolean,
) {
  const grounds = [
    ...new Set([...(row.passages ?? []).map(({ ground }) => ground), ...(row.ground ? [row.ground] : [])]),
  ];
  return {
    reference,
    consultation,
    no: row.no,
    question,
    block,
    part,
    before: moderationStanding(isConfidential, outcome),
    after: moderationStanding(isConfidential, row.outcome),
    reason: row.reason,
    ...(grounds.length > 0 && { grounds }),
    ...(onAppeal && { onAppeal }),
    publishedTextHash: row.publishedText === null ? null : sha256(row.publishedText),
  };
}
