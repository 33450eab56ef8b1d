import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Dispensation, DispensationStanding } from './domain/dispensation';

/** A dispensation as everybody may read it: not the evidence, and nobody's name. */
export type DispensationRow = Dispensation & {
  reference: string;
  /** The occupation whose standard it is from, and its title as it stood. */
  occupation: string;
  title: string;
  route: string | null;
  affected: string[];
  instead: string;
  standing: DispensationStanding;
  endedWhy: string | null;
};

/** Which of them are asked for; `after` is the place that the page before ended with: a last day and a reference. */
export type DispensationFilter = {
  standing: DispensationStanding | null;
  occupation?: string | null;
  after: string | null;
};
export type DispensationPage = { rows: DispensationRow[]; next: string | null };

const pageSize = 50;
const columns = `p.reference, p.occupation_reference as occupation, p.content ->> 'title' as title, p.route,
  p.content -> 'affected' as affected, p.content ->> 'instead' as instead, d.starts_on as "startsOn",
  d.ends_on as "endsOn", d.agreed_at as "agreedAt", d.ended_at as "endedAt", d.ended_why as "endedWhy", d.standing`;
const all = `from dispensation d join proposal p on p.id = d.proposal_id`;

/** Dispensations that were agreed, as everybody reads them: public from the decision on, like the register. */
@Injectable()
export class DispensationQueries {
  constructor(private readonly db: Db) {}

  /** Those that are in force or to come, the first to end first. */
  async current(reader: Reader): Promise<DispensationRow[]> {
    return reader.rows<DispensationRow>(
      `select ${columns} ${all} where d.standing <> 'ended' order by d.ends_on, p.reference limit 2000`,
    );
  }

  /** One, where it was agreed. */
  async of(reader: Reader, proposalId: string): Promise<DispensationRow | null> {
    return reader.one<DispensationRow>(`select ${columns} ${all} where d.proposal_id = $1`, [proposalId]);
  }

  /** One page of the list, those with the latest last day first, at most so many. */
  async page({ standing, occupation = null, after }: DispensationFilter, limit = pageSize): Promise<DispensationPage> {
    const [endsOn, reference] = after === null ? [null, null] : after.split('_');
    const rows = await this.db.read().rows<DispensationRow>(
      `select ${columns} ${all}
       where ($1::text is null or d.standing = $1) and ($2::text is null or p.occupation_reference = $2)
         and ($3::text is null or (d.ends_on, p.reference) < ($3, $4))
       order by d.ends_on desc, p.reference desc limit $5`,
      [standing, occupation, endsOn, reference, limit + 1],
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { rows: shown, next: more ? `${last.endsOn}_${last.reference}` : null };
  }

  /** Another text whenever one is agreed, is ended or decided afresh, and when the clock begins or ends one. */
  async version(): Promise<string> {
    const row = await this.db.read().one<{ version: string }>(
      `select md5(coalesce(string_agg(concat_ws(' ', p.reference, d.standing, d.agreed_at, d.ended_at), ',' order by p.reference), ''))
         as version ${all}`,
    );
    return row?.version ?? '';
  }
}
