import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/** Trailblazer groups with deputies, invitations and offers of the chair; interest of employers. */
export class GroupsAndInterest1700000000020 implements MigrationInterface {
  name = 'GroupsAndInterest1700000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(deputies);
    await runner.query(organisations);
    await runner.query(invitations);
    await runner.query(interest);
    for (const table of ['invitation_to_propose', 'interest', 'interest_taken']) await appendOnly(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}

// Until now a group could have several chairs, and a person several roles in it. The first chair stays, the others
// become deputies, who may do the same; of several roles of a person the highest stays.
const deputies = `
  alter table person_grant
    drop constraint person_grant_role_check,
    drop constraint person_grant_check1,
    add constraint person_grant_role_check check (role in ('administrator','product-manager','moderator','panel-chair',
      'panel-member','committee-member','group-chair','group-deputy','group-member')),
    add constraint person_grant_scope_check check ((role in ('panel-chair','panel-member','group-chair','group-deputy',
      'group-member')) = (scope is not null));

  update person_grant set valid_until = greatest(waymark_now(), valid_from) where id in (
    select id from (
      select id, row_number() over (partition by person_id, scope order by role, valid_from, id) as no
      from person_grant where scope like 'group:%' and valid_until is null) one where no > 1);
  with later as (
    select id from (
      select id, row_number() over (partition by scope order by valid_from, id) as no
      from person_grant where role = 'group-chair' and valid_until is null) one where no > 1),
  ended as (
    update person_grant set valid_until = greatest(waymark_now(), valid_from) where id in (select id from later)
    returning person_id, scope, granted_by)
  insert into person_grant (id, person_id, role, scope, valid_from, granted_by)
  select gen_random_uuid(), person_id, 'group-deputy', scope, waymark_now(), granted_by from ended;

  create unique index person_grant_one_chair on person_grant (scope) where role = 'group-chair' and valid_until is null;
  create unique index person_grant_one_role_in_group on person_grant (scope, person_id)
    where role in ('group-chair','group-deputy','group-member') and valid_until is null`;

// The employers of a group become its organisations: others may join, too. Whom a person sits for is told apart from
// the grant, because it outlasts a change of role.
const organisations = `
  alter table trailblazer_employer rename to trailblazer_organisation;
  alter index trailblazer_employer_pkey rename to trailblazer_organisation_pkey;
  drop index trailblazer_employer_name;
  alter table trailblazer_organisation
    add column removed_at timestamptz(3),
    add column kind varchar(30) not null default 'employer' check (kind in ('employer','training-provider',
      'professional-body','awarding-body','assessment-organisation','sector-body','other'));
  alter table trailblazer_organisation alter column kind drop default;
  create unique index trailblazer_organisation_name on trailblazer_organisation (group_id, lower(name))
    where removed_at is null;

  create table trailblazer_seat (
    group_id uuid not null references trailblazer_group,
    person_id uuid not null references person,
    organisation_id uuid not null references trailblazer_organisation,
    primary key (group_id, person_id)
  )`;

// An invitation is answered once: the row says how, and is then closed for good. Whether it has expired, the clock says.
const invitations = `
  create table group_invitation (
    id uuid primary key,
    group_id uuid not null references trailblazer_group,
    name text not null check (name <> ''),
    email text not null,
    role varchar(20) not null check (role in ('group-chair','group-deputy','group-member')),
    organisation_id uuid references trailblazer_organisation,
    about text,
    token_hash text not null unique,
    invited_by uuid references person,
    sent_at timestamptz(3) not null,
    expires_at timestamptz(3) not null check (expires_at > sent_at),
    accepted_at timestamptz(3) check (accepted_at < expires_at),
    accepted_by uuid references person,
    withdrawn_at timestamptz(3),
    check ((accepted_at is null) = (accepted_by is null)),
    check (accepted_at is null or withdrawn_at is null)
  );
  create unique index group_invitation_waits on group_invitation (group_id, lower(email))
    where accepted_at is null and withdrawn_at is null;
  create index group_invitation_email on group_invitation (lower(email));

  create table chair_offer (
    id uuid primary key,
    group_id uuid not null references trailblazer_group,
    person_id uuid not null references person,
    offered_by uuid references person,
    offered_at timestamptz(3) not null,
    outcome varchar(10) check (outcome in ('accepted','declined','withdrawn')),
    answered_at timestamptz(3),
    check ((outcome is null) = (answered_at is null))
  );
  create unique index chair_offer_one on chair_offer (group_id) where outcome is null;

  create function answered_once() returns trigger language plpgsql as $$
  begin
    raise exception 'A row of % that has been answered does not change', tg_table_name using errcode = 'check_violation';
  end $$;
  create trigger group_invitation_answered_once before update on group_invitation for each row
    when (old.accepted_at is not null or old.withdrawn_at is not null) execute function answered_once();
  create trigger chair_offer_answered_once before update on chair_offer for each row
    when (old.outcome is not null) execute function answered_once()`;

// What somebody wants stands, who they are stands apart: deleting the contact is all that erasing takes.
const interest = `
  create sequence invitation_to_propose_reference;
  create table invitation_to_propose (
    id uuid primary key,
    reference text not null unique,
    title text not null check (title <> ''),
    idea text not null,
    route text not null,
    closes_at timestamptz(3) not null,
    opened_by uuid not null references person,
    opened_at timestamptz(3) not null,
    check (closes_at > opened_at)
  );

  create table interest (
    id uuid primary key,
    about_kind varchar(12) not null check (about_kind in ('occupation','invitation')),
    about_key text not null,
    about_title text not null,
    organisation text not null check (organisation <> ''),
    size varchar(10) not null check (size in ('micro','small','medium','large')),
    sector text not null,
    region text not null,
    needs text not null,
    received_at timestamptz(3) not null
  );
  create index interest_about on interest (about_kind, about_key, received_at, id);

  create table interest_contact (
    interest_id uuid primary key references interest,
    name text not null,
    email text not null
  );

  create table interest_taken (
    interest_id uuid primary key references interest,
    group_id uuid not null references trailblazer_group,
    taken_at timestamptz(3) not null
  );
  create index interest_taken_group on interest_taken (group_id)`;
