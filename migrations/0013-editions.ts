import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/**
 * Minor changes, which need no note; emergency corrections, published before another administrator approves them; and
 * which overdue schedules people were told of.
 */
export class Editions1700000000013 implements MigrationInterface {
  name = 'Editions1700000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table revision
        add column minor boolean not null default false,
        add column emergency_why text check (emergency_why <> ''),
        add column overdue_told_for timestamptz(3);

      create table emergency_approval (
        revision_id uuid primary key references revision,
        approved_by uuid not null references person,
        approved_at timestamptz(3) not null
      );
      create index revision_emergency on revision (published_at) where emergency_why is not null;

      create function emergency_is_approved_by_another() returns trigger language plpgsql as $$
      begin
        if not exists (select 1 from revision r where r.id = new.revision_id
                       and r.state = 'published' and r.emergency_why is not null) then
          raise exception 'only a published emergency correction is approved afterwards' using errcode = 'check_violation';
        end if;
        if exists (select 1 from revision_drafter d
                   where d.revision_id = new.revision_id and d.person_id = new.approved_by) then
          raise exception 'who drafted an emergency correction cannot approve it' using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger emergency_is_approved_by_another before insert on emergency_approval
        for each row execute function emergency_is_approved_by_another()`);
    await appendOnly(runner, 'emergency_approval');
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
