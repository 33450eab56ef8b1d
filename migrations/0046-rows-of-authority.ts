import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

// What panels of routes agreed to at their meetings: entries of agreed minutes that say so, on items of business. A case is
// agreed to by its ballot, so no entry about one counts; `agreementGaps` says the same to who writes minutes.
const agreedMinutes = `
  create view agreed_minute as
    select m.id as meeting_id, i.id as item_id, p.id as panel_id, p.route, i.title, e ->> 'text' as text,
           m.minutes_agreed_at as agreed_at, m.starts_at
    from meeting m
    join panel p on p.id = m.panel_id and p.route is not null
    join meeting_minutes w on w.meeting_id = m.id and w.no = m.minutes_no
    cross join jsonb_array_elements(w.entries) e
    join meeting_item i on i.meeting_id = m.id and i.id::text = e ->> 'item'
    where m.minutes_agreed_at is not null and i.removed_at is null and i.subject_kind = 'business'
      and e -> 'agreed' = 'true' and e -> 'deferred' is distinct from 'true' and not is_blank(e ->> 'text')`;

// What a minister directed, as it was published: recorded once, never changed.
const directions = `
  create sequence ministerial_direction_no;
  create table ministerial_direction (
    id uuid primary key,
    no int not null unique check (no > 0),
    title text not null check (not is_blank(title)),
    dated_on date not null,
    document text not null check (document like 'https://%'),
    text text not null check (not is_blank(text)),
    routes text[] not null check (cardinality(routes) > 0 and array_position(routes, null) is null),
    recorded_by uuid not null references person,
    recorded_at timestamptz(3) not null,
    constraint ministerial_direction_is_dated check (dated_on <= (recorded_at at time zone 'Europe/London')::date)
  );
  create trigger at_waymark_now before insert on ministerial_direction for each row
    execute function waymark_sets_time('recorded_at')`;

/** Rows that an operation of a map revision, or the retirement that it carries out, can stand on. */
export class RowsOfAuthority1700000000046 implements MigrationInterface {
  name = 'RowsOfAuthority1700000000046';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [agreedMinutes, directions]) await runner.query(sql);
    await appendOnly(runner, 'ministerial_direction');
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
