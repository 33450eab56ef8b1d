import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Edition, EditionKind, Occupation } from './domain';

/** An edition as the list of changes shows it. */
export type EditionWithChanges = Edition & {
  changes: string[];
  changeCount: number;
};

/** Which editions are asked for. */
type Wanted = { below?: number | null; limit?: number; kind?: EditionKind | null };

/** What an edition did to an occupation: put it on the maps, took it off them, or changed it otherwise. */
export type Touched = { no: number; reference: string; how: 'new' | 'off' | 'changed' };

/** The editions that changed one thing, newest first, and what they said about it. */
export type HistoryEntry = Pick<Edition, 'no' | 'publishedAt' | 'kind' | 'note'> & { texts: string[] };

/** What an edition held of an occupation. */
export type HeldVersion = { no: number } & Pick<Occupation, 'title' | 'level' | 'status' | 'standard'>;

const longestNote = 200;
const usualHistory = 50;
/** A page of the API has 100 at most, and one more tells whether others follow. */
const longestList = 101;

/** Reads what editions changed: for the list of changes, the feed and the history of an occupation. */
@Injectable()
export class EditionQueries {
  constructor(private readonly db: Db) {}

  /** Editions below this number, of this kind (all, without them), newest first. A long change note is cut, its length told. */
  recent({ below = null, limit = 20, kind = null }: Wanted): Promise<EditionWithChanges[]> {
    return this.db.read().rows<EditionWithChanges>(
      `select no, root_hash as "rootHash", published_at as "publishedAt", kind, note, revision_id as "revisionId",
         array(select text from edition_change c where c.edition_no = e.no order by position limit ${longestNote}) as changes,
         (select count(*)::int from edition_change c where c.edition_no = e.no) as "changeCount"
       from edition e where ($1::int is null or no < $1) and ($3::text is null or kind = $3) order by no desc limit $2`,
      [below, Math.min(limit, longestList), kind],
    );
  }

  /** The edition, up to this one, that changed a thing last; null where none is noted to have. */
  lastChange(key: string, upTo: number): Promise<{ no: number; publishedAt: Date } | null> {
    return this.db.read().one(
      `select e.no, e.published_at as "publishedAt" from edition e
       where e.no <= $2 and exists (select 1 from edition_change c where c.edition_no = e.no and c.about @> array[$1])
       order by e.no desc limit 1`,
      [key, upTo],
    );
  }

  /** The editions below this number (all, without one) whose change note is about this key: a reference or a slug. */
  history(key: string, { below = null, limit = usualHistory }: Wanted = {}): Promise<HistoryEntry[]> {
    return this.db.read().rows<HistoryEntry>(
      `select e.no, e.published_at as "publishedAt", e.kind, e.note, array_agg(c.text order by c.position) as texts
       from edition_change c join edition e on e.no = c.edition_no
       where c.about @> array[$1] and ($2::int is null or e.no < $2) group by e.no order by e.no desc limit $3`,
      [key, below, Math.min(limit, longestList)],
    );
  }

  /** What these editions held of an occupation; those that did not have it are left out. */
  heldVersions(reference: string, editions: readonly number[]): Promise<HeldVersion[]> {
    const below = (from: string, list: string) =>
      `select no, n.content::json as c from ${from}, json_array_elements_text(c -> '${list}') h join map_node n on n.hash = h`;
    const listed = (from: string, list: string) =>
      `select no, json_array_elements_text(c -> '${list}') as hash from ${from}`;
    return this.db.read().rows<HeldVersion>(
      `with root as (select no, content::json as c from edition join map_node on hash = root_hash where no = any($2::int[])),
       route as (${below('root', 'routes')}), pathway as (${below('route', 'pathways')}),
       cluster as (${below('pathway', 'clusters')}),
       held as (${listed('root', 'retired')} union all ${listed('route', 'awaiting')}
         union all ${listed('pathway', 'awaiting')} union all ${listed('cluster', 'occupations')})
       select no, n.content::json ->> 'title' as title, (n.content::json ->> 'level')::int as level,
         n.content::json ->> 'status' as status, n.content::json -> 'standard' as standard
       from held join (select hash, content from map_node where reference = $1) n using (hash) order by no desc`,
      [reference, [...editions]],
    );
  }

  /** What each of these editions did to occupations: by where they stood before and after, and by its change note. */
  touched(editions: readonly number[]): Promise<Touched[]> {
    return this.db.read().rows<Touched>(
      `with e as (select no, published_at as at from edition where no = any($1::int[])),
       moved as (
         select e.no, o.reference, bool_or(lower(p.valid) = e.at) as opened,
           exists (select 1 from placement q where q.occupation_id = o.id and lower(q.valid) < e.at) as stood
         from e join placement p on lower(p.valid) = e.at or upper(p.valid) = e.at join occupation o on o.id = p.occupation_id
         group by e.no, e.at, o.id),
       noted as (
         select distinct c.edition_no as no, key as reference from edition_change c, unnest(c.about) key
         where c.edition_no = any($1::int[]) and exists (select 1 from occupation where reference = key))
       select no, reference, case when not opened then 'off' when stood then 'changed' else 'new' end as how from moved
       union all select no, reference, 'changed' from noted
         where not exists (select 1 from moved where moved.no = noted.no and moved.reference = noted.reference)
       order by no desc, reference`,
      [[...editions]],
    );
  }
}
