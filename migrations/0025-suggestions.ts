import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/** Suggestions of anybody to change an occupation, how officers sorted them, and where they are carried on. */
export class Suggestions1700000000025 implements MigrationInterface {
  name = 'Suggestions1700000000025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table suggestion (
        id uuid primary key,
        reference text not null unique,
        occupation_reference text not null,
        occupation_title text not null,
        part varchar(20) not null check (part in ('title','level','place','profile','job-titles','duties','ksbs','soc',
          'progression','products','other')),
        requester varchar(30) not null check (requester in ('apprentice','employer','trailblazer-group','provider',
          'assessment-organisation','professional-body','regulator','other')),
        change text not null check (change <> ''),
        why text not null check (why <> ''),
        evidence text not null,
        key uuid not null unique,
        received_at timestamptz(3) not null
      );
      create index suggestion_occupation on suggestion (occupation_reference);

      create table suggester (
        suggestion_id uuid primary key references suggestion,
        name text not null,
        email text not null check (email <> '')
      );

      create table suggestion_sorting (
        id uuid primary key,
        suggestion_id uuid not null references suggestion,
        no int not null check (no > 0),
        sorting varchar(20) not null check (sorting in ('correction','adjustment','revision','duplicate','declined')),
        summary text not null check (summary <> ''),
        reason text not null,
        duplicate_of uuid references suggestion check (duplicate_of <> suggestion_id),
        sorted_by uuid not null references person,
        sorted_at timestamptz(3) not null,
        unique (suggestion_id, no),
        check ((sorting = 'duplicate') = (duplicate_of is not null)),
        check (sorting <> 'declined' or reason <> '')
      );

      create table suggestion_work (
        id uuid primary key,
        suggestion_id uuid not null references suggestion,
        no int not null check (no > 0),
        kind varchar(10) not null check (kind in ('revision','proposal')),
        work_id uuid not null,
        carried_by uuid not null references person,
        carried_at timestamptz(3) not null,
        unique (suggestion_id, no)
      );
      create index suggestion_work_of on suggestion_work (work_id);

      create table suggestion_fulfilment (
        suggestion_id uuid not null references suggestion,
        edition int not null check (edition > 0),
        primary key (suggestion_id, edition)
      );

      -- What stands of each suggestion: the latest answer, and where it is carried on.
      create view suggestion_standing as
        select s.id, s.reference, s.occupation_reference, s.occupation_title, s.part, s.received_at,
               a.no as answers, a.sorting, a.summary, a.reason, a.duplicate_of, a.sorted_at,
               w.kind as work_kind, w.work_id, (select max(f.edition) from suggestion_fulfilment f where f.suggestion_id = s.id) as edition
        from suggestion s
        left join lateral (select * from suggestion_sorting a where a.suggestion_id = s.id order by no desc limit 1) a on true
        left join lateral (select * from suggestion_work w where w.suggestion_id = s.id order by no desc limit 1) w on true`);
    for (const table of ['suggestion', 'suggestion_sorting', 'suggestion_work', 'suggestion_fulfilment'])
      await appendOnly(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
