import { NotFound } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { ModerationStanding } from './domain';
import { type RuledText, ruledTexts, type TextKey } from './text.rows';

/** How many texts a page of the queue holds. */
export const perPage = 50;

/** What moderators read: texts one by one. */
@Injectable()
export class ModerationQueries {
  constructor(private readonly db: Db) {}

  /** The queue of one standing, the oldest first, 50 at a time after a text (`keyOfText`). */
  async queue(standing: ModerationStanding, after: TextKey | null): Promise<RuledText[]> {
    return ruledTexts(
      this.db.read(),
      `case when permission = 'confidential' then 'confidential' else coalesce(outcome, 'waiting') end = $1
       and ($2::uuid is null or (response_id, question, block, part) > ($2::uuid, $3, $4, $5))`,
      [standing, after?.responseId ?? null, after?.question ?? '', after?.block ?? '', after?.part ?? ''],
      perPage,
    );
  }

  /** One text for a moderator. @throws NotFound */
  async text({ responseId, question, block, part }: TextKey): Promise<RuledText & { alike: number }> {
    const reader = this.db.read();
    const [found] = await ruledTexts(reader, 'response_id = $1 and question = $2 and block = $3 and part = $4', [
      responseId,
      question,
      block,
      part,
    ]);
    if (found === undefined) throw new NotFound('This text');
    const row = await reader.one<{ alike: number }>(
      `select count(*)::int as alike from response_text t, response_text this
       where this.response_id = $1 and this.question = $2 and this.block = $3 and this.part = $4
         and t.consultation_id = this.consultation_id and t.question = this.question and t.text_hash = this.text_hash
         and t.response_id <> this.response_id`,
      [responseId, question, block, part],
    );
    return { ...found, alike: row?.alike ?? 0 };
  }
}
