import { textPlace, textPlaceOf } from '@app/kernel';
import type { Reader } from '@app/platform';
import type { Ground, Outcome, Passage } from './domain';

/** Which text of which response: the answer itself, or why it was given. */
export type TextKey = { responseId: string; question: string; block: string; part: 'text' | 'why' };

/** A text as moderators read it: without the closed answers, which are nobody's before the close. */
export type RuledText = TextKey & {
  reference: string;
  consultation: string;
  consultationTitle: string;
  text: string;
  isConfidential: boolean;
  receivedAt: Date;
  /** How many rulings stand on the response. */
  rulings: number;
  outcome: Outcome | null;
  publishedText: string | null;
  passages: readonly Passage[] | null;
  ground: Ground | null;
  reason: string | null;
};

const columns = `t.response_id as "responseId", t.question, t.block, t.part, t.reference, c.reference as consultation,
  c.title as "consultationTitle", t.text, t.permission = 'confidential' as "isConfidential", t.received_at as "receivedAt",
  (select count(*)::int from response_ruling r where r.response_id = t.response_id) as rulings,
  t.outcome, t.published_text as "publishedText", t.reason`;
const ruling = `left join response_ruling u on u.response_id = t.response_id and u.no = t.ruling`;

/** Texts with their latest ruling, in the order in which they came; `where` over the view `ruled_text`. */
export function ruledTexts(reader: Reader, where: string, values: unknown[], limit = 50): Promise<RuledText[]> {
  return reader.rows<RuledText>(
    `select ${columns}, u.passages, u.ground
     from (select * from ruled_text where ${where}) t join consultation c on c.id = t.consultation_id ${ruling}
     order by t.response_id, t.question, t.block, t.part limit ${limit}`,
    values,
  );
}

/** A text that waits: since when, for whom, and what its sender says against the decision that stands. */
export type WaitingText = RuledText & {
  since: Date;
  appeal: string | null;
  /** Who decided on it, and may not decide on the appeal. */
  notBy: string | null;
  /** Why a moderator asks another one to read it. */
  passedOn: string | null;
};

/** Texts that wait, the longest waiting first; `where` over the view `waiting_text`. */
export function waitingTexts(reader: Reader, where: string, values: unknown[], limit = 50): Promise<WaitingText[]> {
  return reader.rows<WaitingText>(
    `select ${columns}, u.passages, u.ground, t.since, t.appeal, t.not_by as "notBy",
       case when t.act = 'passed-on' then t.act_why end as "passedOn"
     from (select * from waiting_text where ${where}) t join consultation c on c.id = t.consultation_id ${ruling}
     order by t.since, t.response_id, t.question, t.block, t.part limit ${limit}`,
    values,
  );
}

/** The text at a place, as addresses have it; null where there is none. */
export async function textAt(reader: Reader, place: string): Promise<TextKey | null> {
  if (!textPlace.test(place)) return null;
  const all = await reader.rows<TextKey>(
    `select response_id as "responseId", question, block, part from response_text where response_id = $1`,
    [place.split('~')[0]],
  );
  return all.find((key) => textPlaceOf(key) === place) ?? null;
}
