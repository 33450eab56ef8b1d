import { type Actor, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { suggestionPolicy } from './domain/policy';
import { answerDue, type Part, type Sorting, type Standing, standingOf, type Work } from './domain/suggestion';
import { Suggester, Suggestion } from './suggestion.entities';

/** A suggestion as everybody may read it: nothing of what was sent but the part that it is about. */
export type SuggestionRow = {
  id: string;
  reference: string;
  occupation: string;
  title: string;
  part: Part;
  receivedAt: Date;
  due: Date;
  answers: number;
  sorting: Sorting | null;
  /** What is suggested, in the officer's words; null before the answer. */
  summary: string | null;
  reason: string | null;
  answeredAt: Date | null;
  work: Work | null;
  edition: number | null;
  standing: Standing;
};

/** Where a list goes on: after this time and id. */
export type After = { at: Date; id: string };

/** A suggestion with what was sent, for officers. */
export type SuggestionDetail = { row: SuggestionRow; sent: Suggestion; from: Pick<Suggester, 'name' | 'email'> | null };

type Raw = Omit<SuggestionRow, 'due' | 'standing' | 'work'> & { workKind: Work['kind'] | null; workId: string | null };

const columns = `s.id, s.reference, s.occupation_reference as occupation, s.occupation_title as title, s.part,
  s.received_at as "receivedAt", coalesce(s.answers, 0) as answers, s.sorting, s.summary, s.reason, s.sorted_at as "answeredAt",
  s.work_kind as "workKind", s.work_id as "workId", s.edition`;
const perPage = 50;

/** Suggestions as pages read them. */
@Injectable()
export class SuggestionQueries {
  constructor(private readonly db: Db) {}

  /** The public report, the newest first, a page at a time. */
  async report(after: After | null): Promise<SuggestionRow[]> {
    const where = `$1::timestamptz is null or (s.received_at, s.id) < ($1, $2::uuid)`;
    return this.rows(this.db.read(), where, [after?.at ?? null, after?.id ?? null], 'desc');
  }

  /** All of the public report, page by page, for its file. */
  async *wholeReport(): AsyncGenerator<SuggestionRow> {
    for (let after: After | null = null; ;) {
      const rows = await this.report(after);
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < perPage) return;
      after = { at: last.receivedAt, id: last.id };
    }
  }

  /** What the officer has to answer, the oldest first, a page at a time. */
  async waiting(actor: Actor, after: After | null): Promise<SuggestionRow[]> {
    permit(suggestionPolicy, actor, 'see', null);
    const where = `s.sorting is null and ($1::timestamptz is null or (s.received_at, s.id) > ($1, $2::uuid))`;
    return this.rows(this.db.read(), where, [after?.at ?? null, after?.id ?? null], 'asc');
  }

  /** What is taken up and carried on nowhere yet, the oldest first, at most a page. */
  async toDo(reader: Reader): Promise<SuggestionRow[]> {
    const where = `s.sorting in ('correction','adjustment','revision') and s.work_id is null`;
    return this.rows(reader, where, [], 'asc');
  }

  /** How many wait for an answer, and when the first of them is due. */
  async unanswered(reader: Reader): Promise<{ count: number; due: Date | null }> {
    const row = await reader.one<{ count: number; first: Date | null }>(
      `select count(*)::int as count, min(received_at) as first from suggestion_standing where sorting is null`,
    );
    return { count: row?.count ?? 0, due: row?.first ? answerDue(row.first) : null };
  }

  /** One suggestion as it was sent, with where it stands. @throws NotFound, Forbidden */
  async suggestion(actor: Actor, id: string): Promise<SuggestionDetail> {
    permit(suggestionPolicy, actor, 'see', null);
    const reader = this.db.read();
    const sent = await reader.get(Suggestion, id);
    const [from] = await reader.find(Suggester, { suggestionId: id });
    const [row] = await this.rows(reader, 's.id = $1', [id], 'desc');
    if (row === undefined) throw new Error('A suggestion stands somewhere');
    return { row, sent, from: from ?? null };
  }

  /** Who made a suggestion, while that is not erased: for receipt and answer. */
  async suggester(reader: Reader, id: string): Promise<{ name: string; email: string } | null> {
    return reader.one('select name, email from suggester where suggestion_id = $1', [id]);
  }

  private async rows(
    reader: Reader,
    where: string,
    params: readonly unknown[],
    order: 'asc' | 'desc',
  ): Promise<SuggestionRow[]> {
    const raws = await reader.rows<Raw>(
      `select ${columns} from suggestion_standing s where ${where}
       order by s.received_at ${order}, s.id ${order} limit ${perPage}`,
      params,
    );
    return raws.map(({ workKind, workId, ...raw }) => {
      const work = workKind === null || workId === null ? null : { kind: workKind, id: workId };
      const standing = standingOf(raw.sorting, work, raw.edition !== null);
      return { ...raw, work, standing, due: answerDue(raw.receivedAt) };
    });
  }
}
