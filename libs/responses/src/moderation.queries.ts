import { type Actor, holds, NotFound, sha256 } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type Decided, type GroundCount, type Ledger, ledgerOf, type ModerationStanding } from './domain';
import { type RuledText, ruledTexts, textAt, type TextKey, type WaitingText, waitingTexts } from './text.rows';
import { isFreeFor, isTaken, personOf } from './turns.service';

/** How many texts a page of the queue holds. */
export const perPage = 50;

/** How much waits for moderators, since when, and what was decided in the last seven days. */
export type ModerationFigures = {
  waiting: number;
  yours: number;
  free: number;
  /** Since when the text waits that waits longest; null for none. */
  since: Date | null;
  appeals: number;
  read: number;
  redacted: number;
  rejected: number;
};

/** What moderators read: texts one by one; and what the public is told of their work. */
@Injectable()
export class ModerationQueries {
  constructor(private readonly db: Db) {}

  /** The texts of one standing, the oldest first, 50 at a time after a text. */
  async queue(standing: ModerationStanding, after: TextKey | null): Promise<RuledText[]> {
    return ruledTexts(
      this.db.read(),
      `case when permission = 'confidential' then 'confidential' else coalesce(outcome, 'waiting') end = $1
       and ($2::uuid is null or (response_id, question, block, part) > ($2::uuid, $3, $4, $5))`,
      [standing, after?.responseId ?? null, after?.question ?? '', after?.block ?? '', after?.part ?? ''],
      perPage,
    );
  }

  /** The text at a place, as addresses have it. @throws NotFound */
  async at(place: string): Promise<TextKey> {
    const found = await textAt(this.db.read(), place);
    if (found === null) throw new NotFound('This text');
    return found;
  }

  /** The texts that a moderator has now, the longest waiting first. */
  async yours(actor: Actor): Promise<WaitingText[]> {
    return waitingTexts(this.db.read(), `${isTaken} and moderator_id = $1`, [personOf(actor)]);
  }

  /** What a moderator reads next: what they have, else what is nobody's; null where nothing waits for them. */
  async next(actor: Actor): Promise<WaitingText | null> {
    const [own] = await this.yours(actor);
    if (own !== undefined) return own;
    const [free] = await waitingTexts(this.db.read(), isFreeFor('$1'), [personOf(actor)], 1);
    return free ?? null;
  }

  async figures(actor: Actor): Promise<ModerationFigures> {
    const found = await this.db.read().one<ModerationFigures>(
      `select w.*, week.* from
         (select count(*)::int as waiting, count(*) filter (where ${isTaken} and moderator_id = $1)::int as yours,
            count(*) filter (where ${isFreeFor('$1')})::int as free, min(since) as since,
            count(*) filter (where is_appeal)::int as appeals from waiting_text) as w,
         (select count(*)::int as read, count(*) filter (where outcome = 'redacted')::int as redacted,
            count(*) filter (where outcome = 'rejected')::int as rejected
          from response_ruling where ruled_at > waymark_now() - interval '7 days') as week`,
      [holds(actor, ['moderator']) ? actor.id : null],
    );
    const none = { waiting: 0, yours: 0, free: 0, since: null, appeals: 0, read: 0, redacted: 0, rejected: 0 };
    return found ?? none;
  }

  /** One text for a moderator. @throws NotFound */
  async text(key: TextKey): Promise<RuledText & { alike: number; waits: WaitingText | null }> {
    const reader = this.db.read();
    const { responseId, question, block, part } = key;
    const place = 'response_id = $1 and question = $2 and block = $3 and part = $4';
    const [found] = await ruledTexts(reader, place, [responseId, question, block, part]);
    if (found === undefined) throw new NotFound('This text');
    const [waits = null] = await waitingTexts(reader, place, [responseId, question, block, part]);
    const row = await reader.one<{ alike: number }>(
      `select count(*)::int as alike from response_text t, consultation c
       where c.reference = $1 and t.consultation_id = c.id and t.question = $2 and t.text_hash = $3 and t.response_id <> $4`,
      [found.consultation, question, sha256(found.text), responseId],
    );
    return { ...found, alike: row?.alike ?? 0, waits };
  }

  /** How much was decided so far, by ground, as far as it is public: over all consultations, by the decisions that stand. */
  async ledger(): Promise<Ledger> {
    const reader = this.db.read();
    const all = await reader.one<Omit<Decided, 'grounds'>>(
      `select count(*) filter (where outcome = 'published')::int as published,
         count(*) filter (where outcome = 'redacted')::int as redacted,
         count(*) filter (where outcome = 'rejected')::int as rejected
       from ruled_text where outcome is not null`,
    );
    const grounds = await reader.rows<GroundCount>(
      `select ground, sum(passages)::int as passages, sum(texts)::int as texts from (
         select p ->> 'ground' as ground, 1 as passages, 0 as texts
         from ruled_text t join response_ruling u on u.response_id = t.response_id and u.no = t.ruling,
           jsonb_array_elements(u.passages) as p
         union all
         select u.ground, 0, 1 from ruled_text t join response_ruling u on u.response_id = t.response_id and u.no = t.ruling
         where u.ground is not null) counted
       group by ground order by ground`,
    );
    return ledgerOf({ ...(all ?? { published: 0, redacted: 0, rejected: 0 }), grounds });
  }
}
