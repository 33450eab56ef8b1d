import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/**
 * Evidence files of proposals, by the hash of their content, and which of them each submitted version names. Files
 * come and go while the proposal is its group's; what a version names stays.
 */
export class EvidenceFiles1700000000026 implements MigrationInterface {
  name = 'EvidenceFiles1700000000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table evidence_file (
        id uuid primary key,
        proposal_id uuid not null references proposal,
        requirement varchar(20) check (requirement in ('transferable','broad','competence','recognised')),
        name text not null check (name <> '' and length(name) <= 120),
        kind varchar(10) not null check (kind in ('pdf','docx','odt','csv','png','jpeg')),
        size int not null check (size between 1 and 10485760),
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
        key uuid not null unique,
        in_draft boolean not null,
        added_by uuid not null references person,
        added_at timestamptz(3) not null,
        unique (id, proposal_id)
      );
      create index evidence_file_proposal on evidence_file (proposal_id);
      create index evidence_file_content on evidence_file (sha256);

      create table proposal_version_file (
        version_id uuid not null,
        proposal_id uuid not null,
        file_id uuid not null,
        primary key (version_id, file_id),
        foreign key (version_id, proposal_id) references proposal_version (id, proposal_id),
        foreign key (file_id, proposal_id) references evidence_file (id, proposal_id)
      );
      create index proposal_version_file_file on proposal_version_file (file_id);

      create function evidence_file_guard() returns trigger language plpgsql as $$
      declare
        files int;
      begin
        perform 1 from proposal where id = coalesce(new.proposal_id, old.proposal_id) and state in ('draft', 'returned');
        if not found then
          raise exception 'files come and go while the proposal is its group''s' using errcode = 'check_violation';
        end if;
        if tg_op = 'UPDATE' and (not old.in_draft
           or (to_jsonb(new) - 'in_draft') is distinct from (to_jsonb(old) - 'in_draft')) then
          raise exception 'a file only leaves the draft' using errcode = 'check_violation';
        end if;
        if tg_op = 'INSERT' then
          select count(*) into files from evidence_file where proposal_id = new.proposal_id and in_draft;
          if files >= 20 then
            raise exception 'a proposal has at most 20 files' using errcode = 'check_violation';
          end if;
        end if;
        return coalesce(new, old);
      end $$;
      create trigger evidence_file_guard before insert or update or delete on evidence_file
        for each row execute function evidence_file_guard()`);
    await appendOnly(runner, 'proposal_version_file');
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
