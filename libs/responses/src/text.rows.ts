import type { Reader } from '@app/platform';
import type { Outcome } from './domain';

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
  reason: string | null;
};

/** Texts with their latest ruling, the longest waiting first; `where` over the view `ruled_text`. */
export function ruledTexts(reader: Reader, where: string, values: unknown[], limit = 50): Promise<RuledText[]> {
  return reader.rows<RuledText>(
    `select t.response_id as "responseId", t.question, t.block, t.part, t.reference, c.reference as consultation,
       c.title as "consultationTitle", t.text, t.permission = 'confidential' as "isConfidential", t.received_at as "receivedAt",
       (select count(*)::int from response_ruling r where r.response_id = t.response_id) as rulings,
       t.outcome, t.published_text as "publishedText", t.reason
     from (select * from ruled_text where ${where}) t join consultation c on c.id = t.consultation_id
     order by t.response_id, t.question, t.block, t.part limit ${limit}`,
    values,
  );
}
