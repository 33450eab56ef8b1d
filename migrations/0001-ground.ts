import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/** The ground: the clock, people and sign-in, the event log with its personal part, the outbox, the dev inbox. */
export class Ground1700000000001 implements MigrationInterface {
  name = 'Ground1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create extension if not exists btree_gist`);
    await runner.query(`
      create function waymark_append_only() returns trigger language plpgsql as $$
      begin
        raise exception '% is append-only: % is refused', tg_table_name, lower(tg_op) using errcode = 'restrict_violation';
      end $$;

      create table demo_clock (
        single boolean primary key default true check (single),
        shift interval not null
      );
      comment on table demo_clock is 'The offset of the demo clock; no row in production';

      create function waymark_now() returns timestamptz(3) language sql volatile as
        $$ select (clock_timestamp() + coalesce((select shift from demo_clock), interval '0'))::timestamptz(3) $$;

      create table person (
        id uuid primary key,
        email text not null,
        name text not null check (name <> ''),
        password_hash text,
        ended_at timestamptz(3),
        created_at timestamptz(3) not null default waymark_now()
      );
      create unique index person_email on person (lower(email));

      create table person_grant (
        id uuid primary key,
        person_id uuid not null references person,
        role varchar(40) not null check (role in ('administrator','product-manager','moderator','panel-chair',
          'panel-member','committee-member','group-chair','group-member')),
        scope text,
        valid_from timestamptz(3) not null,
        valid_until timestamptz(3),
        granted_by uuid references person,
        check (valid_until is null or valid_until >= valid_from),
        check ((role in ('panel-chair','panel-member','group-chair','group-member')) = (scope is not null))
      );
      create index person_grant_person on person_grant (person_id);
      create index person_grant_role on person_grant (role, scope);

      create table sign_in_link (
        token_hash text primary key,
        person_id uuid not null references person,
        purpose varchar(20) not null check (purpose in ('invitation','reset')),
        expires_at timestamptz(3) not null,
        used_at timestamptz(3)
      );

      create table session (
        id_hash text primary key,
        person_id uuid not null references person,
        created_at timestamptz(3) not null,
        seen_at timestamptz(3) not null,
        expires_at timestamptz(3) not null
      );
      create index session_person on session (person_id);
      create index session_expires on session (expires_at);

      create table event_personal (
        id uuid primary key,
        salt text not null,
        data jsonb not null
      );

      create table event (
        seq bigint generated always as identity primary key,
        xid xid8 not null default pg_current_xact_id(),
        at timestamptz(3) not null,
        actor_kind varchar(10) not null check (actor_kind in ('person','system','public')),
        actor_id uuid references person,
        actor_name text,
        type text not null,
        version int not null,
        subject_kind text not null,
        subject_id uuid not null,
        subject_no int not null check (subject_no > 0),
        content text not null,
        personal_id uuid,
        unique (subject_kind, subject_id, subject_no),
        check ((actor_kind = 'person') = (actor_id is not null))
      );
      create index event_type on event (type, seq);
      create index event_actor on event (actor_id, seq) where actor_id is not null;

      create table outbox (
        id uuid primary key,
        event_seq bigint not null references event,
        reaction text not null,
        queued_at timestamptz,
        attempts int not null default 0,
        done_at timestamptz(3),
        failed_reason text,
        unique (event_seq, reaction)
      );
      create index outbox_open on outbox (event_seq) where done_at is null;

      create table dev_inbox (
        id uuid primary key,
        key text not null unique,
        recipient text not null,
        subject text not null,
        body text not null,
        headers jsonb not null,
        at timestamptz(3) not null default waymark_now()
      );
      create table rate_limit (
        key varchar(255) primary key,
        points integer not null default 0,
        expire bigint
      );

      create index dev_inbox_at on dev_inbox (at desc, id desc)`);
    await appendOnly(runner, 'event');
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
