import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { lockedDraft } from './answering.service';
import { type EqualityAnswers, type EqualityCount, type EqualityTotal, equalityTotals } from './domain';
import { isAskedEquality } from './draft.rows';

/** Equality questions: counted, and kept of nobody. */
@Injectable()
export class Equality {
  constructor(private readonly db: Db) {}

  /**
   * Counts what somebody chose after they sent their response, once; nothing chosen counts nothing, and is not asked again.
   * That they were asked is stored in a transaction of its own before: a row of theirs and a count that were written in one
   * would be told to belong together by the transaction's number, and no event is recorded for the same reason.
   */
  async answer(consultation: string, token: string, given: EqualityAnswers): Promise<void> {
    const consultationId = await this.db.write(async (tx) => {
      const draft = await lockedDraft(tx, consultation, token);
      if (!isAskedEquality(draft)) return null;
      await tx.rows('update response_draft set equality_asked = true where id = $1', [draft.id]);
      return draft.consultationId;
    });
    const chosen = Object.entries(given).filter(([, option]) => option !== undefined);
    if (consultationId === null || chosen.length === 0) return;
    await this.db.write((tx) =>
      tx.rows(
        // In one order, so that two who answer at once wait for each other and do not block each other.
        `insert into equality_count (consultation_id, question, option, count)
         select $1, question, option, 1 from unnest($2::text[], $3::text[]) as given (question, option) order by question, option
         on conflict (consultation_id, question, option) do update set count = equality_count.count + 1`,
        [consultationId, chosen.map(([question]) => question), chosen.map(([, option]) => option)],
      ),
    );
  }

  /** The totals of each question; nothing before the close, for nobody. */
  async totals(consultationId: string): Promise<EqualityTotal[]> {
    const counts = await this.db.read().rows<EqualityCount>(
      `select e.question, e.option, e.count from equality_count e
       join consultation_standing s on s.id = e.consultation_id and s.standing = 'closed'
       where e.consultation_id = $1`,
      [consultationId],
    );
    return equalityTotals(counts);
  }
}
