import { newId } from '@app/kernel';
import type { Pool } from 'pg';

/** Every row about one proposal as JSON, by table, and what in it becomes new in a copy: its ids, keys and references. */
export type Kept = { id: string; rows: string; own: string[] };

type Row = Record<string, unknown>;
const columns = `
  select table_name as "table", array_agg(column_name::text) filter (where data_type = 'uuid' and column_name like '%\\_id') as ids,
    coalesce(array_agg(column_name::text) filter (where is_identity = 'YES' or is_generated = 'ALWAYS'), '{}') as made
  from information_schema.columns join information_schema.tables using (table_schema, table_name)
  where table_schema = 'public' and table_type = 'BASE TABLE' group by table_name`;
const put = `
  create function put_copied(given jsonb) returns void language plpgsql as $$
  declare one record; names text;
  begin
    for one in select key as name, value as rows from jsonb_each(given) loop
      select string_agg(quote_ident(k), ', ') into names from jsonb_object_keys(one.rows -> 0) as k;
      execute format('insert into %1$I (%2$s) select %2$s from jsonb_populate_recordset(null::%1$I, $1)', one.name, names)
        using one.rows;
    end loop;
  end $$`;

/**
 * Copies a proposal with everything that hangs on it, so that a sequence starts anywhere on its way for one statement.
 * What hangs on it is found by its columns (`proposal_id`, `ballot_id`, ...): a new table needs no word here. The copy
 * goes past the triggers, which judged these rows when the services made them.
 */
export class Copies {
  private count = 0;
  private constructor(
    private readonly pool: Pool,
    private readonly hanging: string,
  ) {}

  /** By connections past the triggers. */
  static async on(pool: Pool): Promise<Copies> {
    await pool.query(put);
    const { rows: tables } = await pool.query<{ table: string; ids: string[] | null; made: string[] }>(columns);
    const parts = tables.map(({ table, ids, made }) => {
      const hangs = [...(ids ?? []), ...(table === 'proposal' ? ['id'] : [])].map((id) => `t.${id} = any($1)`);
      if (hangs.length === 0) return null;
      return `select '${table}' as "table", to_jsonb(t) - '{${made.join(',')}}'::text[] as row from "${table}" t where ${hangs.join(' or ')}`;
    });
    return new Copies(pool, parts.filter((part) => part !== null).join(' union all '));
  }

  /** The proposal as it is stored now. */
  async keep(id: string): Promise<Kept> {
    const found = await this.around([id]);
    const tables: Record<string, Row[]> = {};
    for (const { table, row } of found) (tables[table] ??= []).push(row);
    const own = found.flatMap(({ row }) =>
      Object.entries(row)
        .filter(isOwn)
        .map(([, value]) => value as string),
    );
    return { id, rows: JSON.stringify(tables), own: [...new Set(own)].sort() };
  }

  /** Stores it once more. @returns the id of the new proposal */
  async copy({ id, rows, own }: Kept): Promise<string> {
    this.count += 1;
    const fresh = new Map(own.map((one) => [one, this.renewed(one)]));
    const copied = rows.replace(new RegExp(`\\b(${own.join('|')})\\b`, 'g'), (one) => fresh.get(one) ?? one);
    await this.pool.query({ name: 'put', text: 'select put_copied($1::jsonb)', values: [copied] });
    return fresh.get(id) ?? id;
  }

  private renewed(one: string): string {
    const [, letters] = /^([A-Z]+)\d+$/.exec(one) ?? [];
    return letters === undefined ? newId() : `${letters}${100_000 + this.count}`;
  }

  /** Whatever has the id of a row that is found already, until nothing more is found. */
  private async around(ids: string[]): Promise<{ table: string; row: Row }[]> {
    const { rows } = await this.pool.query<{ table: string; row: Row }>(this.hanging, [ids]);
    const known = rows.map(({ row }) => row.id).filter((id) => typeof id === 'string');
    const all = [...new Set([...ids, ...known])];
    return all.length === ids.length ? rows : this.around(all);
  }
}

/** An id, the key of a form, or a reference such as OP0001. */
const isOwn = ([column, value]: [string, unknown]): boolean =>
  (column === 'id' || column === 'reference' || column.endsWith('key')) &&
  /^([0-9a-f-]{36}|[A-Z]+\d+)$/.test(typeof value === 'string' ? value : '');
