import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** A question that found nothing: the month (its first day) in which at least so many asked it. */
export type UnfoundRow = { month: string; words: string; askers: number };

/** What the list is narrowed to: a month by its first day, and words that it holds. */
export type UnfoundFilter = { month: string | null; words: string | null };

const pageSize = 50;

/** What people looked for and did not find, as officers read it: nothing that fewer than five have asked. */
@Injectable()
export class UnfoundQueries {
  constructor(private readonly db: Db) {}

  /** A page of them, the newest month first, and in it what most have asked; `next` is where the page after it begins. */
  async page(
    { month, words }: UnfoundFilter,
    after: UnfoundRow | null,
    limit = pageSize,
  ): Promise<{ rows: UnfoundRow[]; next: UnfoundRow | null }> {
    const rows = await this.db.read().rows<UnfoundRow>(
      `select * from (
         select month::text as month, words, bit_count(marks)::int as askers from unfound_question
         where words is not null and bit_count(marks) >= 5 and ($1::date is null or month = $1)
           and ($2::text is null or strpos(words, $2) > 0)) u
       where $3::text is null or month < $3 or (month = $3 and (askers < $4 or (askers = $4 and words > $5)))
       order by month desc, askers desc, words
       limit $6`,
      [month, words, after?.month ?? null, after?.askers ?? null, after?.words ?? null, limit + 1],
    );
    const shown = rows.slice(0, limit);
    return { rows: shown, next: rows.length > limit ? (shown.at(-1) ?? null) : null };
  }

  /** The months of which something is shown, the newest first. */
  async months(): Promise<string[]> {
    const rows = await this.db
      .read()
      .rows<{ month: string }>(
        `select distinct month::text as month from unfound_question where words is not null order by month desc`,
      );
    return rows.map(({ month }) => month);
  }
}
