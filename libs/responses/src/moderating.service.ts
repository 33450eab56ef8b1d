import { type Actor, NotFound, permit, refuse, refuseIf, sha256, Stale } from '@app/kernel';
import { Db } from '@app/platform';
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
      refuseIf(rulingGaps(ruling, { ...text, rulings: text.outcome === null ? 0 : 1 }));
      const row = Object.assign(new ResponseRuling(), key, {
        no: seen + 1,
        outcome: ruling.outcome,
        reason: ruling.reason,
      });
      row.textHash = sha256(text.text);
      row.publishedText = publishedTextOf(ruling, text.text);
      row.ruledBy = actor.id ?? refuse('Only a person moderates');
      await tx.insert(row);
      await tx.record(actor, responseModerated(key.responseId, factsOf(text, row)));
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

function factsOf(
  { reference, consultation, isConfidential, outcome, question, block }: RuledText,
  row: ResponseRuling,
) {
  return {
    reference,
    consultation,
    no: row.no,
    question,
    block,
    before: moderationStanding(isConfidential, outcome),
    after: moderationStanding(isConfidential, row.outcome),
    reason: row.reason,
    publishedTextHash: row.publishedText === null ? null : sha256(row.publishedText),
  };
}
