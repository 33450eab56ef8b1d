import type { QueryRunner } from 'typeorm';

/** Makes a table append-only, for the owner, too: UPDATE, DELETE and TRUNCATE are refused by a trigger. */
export async function appendOnly(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`
    create trigger ${table}_append_only before update or delete on ${table}
      for each row execute function waymark_append_only();
    create trigger ${table}_no_truncate before truncate on ${table}
      for each statement execute function waymark_append_only();
    comment on table ${table} is 'append-only'`);
}

/**
 * What the app's role may do, set anew after every migration: all but DDL on our tables, and on append-only ones
 * (known by their comment) only reading and inserting. Does nothing when the app's role owns the tables itself.
 */
export async function grantToApp(runner: QueryRunner, appRole: string): Promise<void> {
  const role = `"${appRole.replaceAll('"', '""')}"`;
  await runner.query(`
    grant usage on schema public to ${role};
    grant select, insert, update, delete on all tables in schema public to ${role};
    grant usage, select on all sequences in schema public to ${role};
    revoke insert, update, delete on table migrations from ${role}`);
  const tables = (await runner.query(`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and obj_description(c.oid, 'pg_class') = 'append-only'`)) as {
    name: string;
  }[];
  for (const { name } of tables) {
    await runner.query(`revoke update, delete, truncate on table "${name}" from ${role}`);
  }
}
