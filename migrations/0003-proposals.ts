import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/** Trailblazer groups and their employers; proposals, their immutable submitted versions, change requests. */
export class Proposals1700000000003 implements MigrationInterface {
  name = 'Proposals1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table trailblazer_group (
        id uuid primary key,
        name text not null check (name <> ''),
        remit text not null,
        created_at timestamptz(3) not null
      );
      create unique index trailblazer_group_name on trailblazer_group (lower(name));

      create table trailblazer_employer (
        id uuid primary key,
        group_id uuid not null references trailblazer_group,
        name text not null check (name <> ''),
        size varchar(10) not null check (size in ('micro','small','medium','large')),
        sector text not null,
        region text not null
      );
      create unique index trailblazer_employer_name on trailblazer_employer (group_id, lower(name));

      create sequence proposal_reference;
      create table proposal (
        id uuid primary key,
        reference text not null unique,
        group_id uuid not null references trailblazer_group,
        state varchar(20) not null check (state in ('draft','submitted','returned','with-panel','with-committee',
          'agreed','in-revision','on-map','refused','withdrawn')),
        version int not null check (version > 0),
        content jsonb not null,
        route text,
        created_by uuid references person,
        created_at timestamptz(3) not null,
        creation_key text not null unique,
        submitted_by uuid references person,
        submitted_at timestamptz(3),
        agreed_as_occupation boolean not null default false,
        standard_approved boolean not null default false,
        revision_id uuid,
        occupation_reference text
      );
      create index proposal_group on proposal (group_id);
      create index proposal_state on proposal (state, submitted_at);

      create table proposal_version (
        id uuid primary key,
        proposal_id uuid not null references proposal,
        no int not null check (no > 0),
        content text not null,
        content_hash text not null,
        submission_key text not null unique,
        submitted_by uuid not null references person,
        submitted_at timestamptz(3) not null,
        unique (proposal_id, no)
      );

      create table change_request (
        id uuid primary key,
        proposal_id uuid not null references proposal,
        version_id uuid not null references proposal_version,
        kind varchar(20) not null check (kind in ('correction','clarification','evidence','content')),
        field text not null,
        text text not null check (text <> ''),
        due_on timestamptz(3) not null,
        raised_by uuid not null references person,
        raised_at timestamptz(3) not null
      );
      create index change_request_proposal on change_request (proposal_id)`);
    await appendOnly(runner, 'proposal_version');
    await appendOnly(runner, 'change_request');
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
