import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Map revisions: their operations, the held rows of imports, who drafted them, and that each is published once. */
export class Revisions1700000000006 implements MigrationInterface {
  name = 'Revisions1700000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(guards);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}

const tables = `
  create sequence revision_no as int;
  create table revision (
    id uuid primary key,
    no int not null unique,
    title text not null check (title <> ''),
    kind varchar(20) not null check (kind in ('day-to-day','route-review')),
    note text not null,
    version int not null check (version > 0),
    state varchar(20) not null check (state in
      ('draft','awaiting-approval','approved','scheduled','published','stopped','discarded')),
    created_by uuid references person,
    created_at timestamptz(3) not null,
    approved_by uuid references person,
    approved_at timestamptz(3),
    plan_hash text,
    plan_versions jsonb,
    scheduled_for timestamptz(3) check (scheduled_for = date_trunc('minute', scheduled_for)),
    attempts int not null check (attempts >= 0),
    stopped_reason text,
    edition_no int unique references edition,
    published_at timestamptz(3),
    import_file text,
    import_hash text,
    check ((state in ('approved','scheduled','published')) <= (plan_hash is not null and approved_at is not null)),
    check ((state = 'scheduled') <= (scheduled_for is not null)),
    check ((state = 'published') = (edition_no is not null)),
    check ((state = 'stopped') <= (stopped_reason is not null))
  );
  create index revision_due on revision (scheduled_for) where state = 'scheduled';
  create index revision_open on revision (no) where state not in ('published','discarded');
  create index revision_import on revision (import_hash) where import_hash is not null;

  create table revision_drafter (
    revision_id uuid not null references revision,
    person_id uuid not null references person,
    primary key (revision_id, person_id)
  );

  create table revision_operation (
    id uuid primary key,
    revision_id uuid not null references revision,
    position int not null check (position > 0),
    content jsonb not null,
    authority jsonb not null,
    added_by uuid references person,
    added_at timestamptz(3) not null,
    unique (revision_id, position)
  );

  create table held_row (
    id uuid primary key,
    revision_id uuid not null references revision,
    line int not null check (line > 0),
    layout varchar(20) not null check (layout in ('occupations','standards')),
    reference text,
    title text not null,
    cells jsonb not null,
    row_hash text not null,
    faults jsonb not null,
    settled_how varchar(20) check (settled_how in ('settled','left-out')),
    picks jsonb,
    settled_by uuid references person,
    settled_at timestamptz(3),
    unique (revision_id, line),
    check ((settled_how is null) = (settled_at is null))
  );
  create index held_row_hash on held_row (row_hash);

  alter table edition add constraint edition_revision foreign key (revision_id) references revision;
  create unique index edition_of_revision on edition (revision_id) where revision_id is not null`;

const guards = `
  create function revision_content_changes_in_draft() returns trigger language plpgsql as $$
  declare
    standing text;
  begin
    if tg_op = 'UPDATE' then
      raise exception 'an operation is taken out or added, never changed' using errcode = 'restrict_violation';
    end if;
    select state into standing from revision
      where id = case when tg_op = 'DELETE' then old.revision_id else new.revision_id end for share;
    if standing is distinct from 'draft' then
      raise exception 'a map revision that is % cannot get other operations', standing using errcode = 'restrict_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
  end $$;
  create trigger revision_content_changes_in_draft before insert or update or delete on revision_operation
    for each row execute function revision_content_changes_in_draft();

  create function revision_keeps_its_rules() returns trigger language plpgsql as $$
  begin
    if old.state in ('published','discarded') then
      raise exception 'a map revision that is % does not change', old.state using errcode = 'restrict_violation';
    end if;
    if new.approved_by is not null and exists
       (select 1 from revision_drafter d where d.revision_id = new.id and d.person_id = new.approved_by) then
      raise exception 'who drafted a map revision cannot approve it' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger revision_keeps_its_rules before update on revision
    for each row execute function revision_keeps_its_rules();

  create function revision_is_not_deleted() returns trigger language plpgsql as $$
  begin
    raise exception 'a map revision is discarded, never deleted' using errcode = 'restrict_violation';
  end $$;
  create trigger revision_is_not_deleted before delete on revision
    for each row execute function revision_is_not_deleted();
  create trigger revision_drafter_stays before update or delete on revision_drafter
    for each row execute function waymark_append_only()`;
