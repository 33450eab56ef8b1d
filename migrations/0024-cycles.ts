import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Approvals cycles with a limited number of slots; which cycle considers a submitted version, and when it was answered. */
export class Cycles1700000000024 implements MigrationInterface {
  name = 'Cycles1700000000024';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table approvals_cycle (
        id uuid primary key,
        no int not null unique check (no > 0),
        submission_deadline timestamptz(3) not null,
        panel_on timestamptz(3) not null,
        committee_on timestamptz(3) not null,
        slots int not null check (slots between 1 and 500),
        version int not null default 1,
        cancelled_at timestamptz(3),
        check (submission_deadline < panel_on and panel_on < committee_on)
      );
      create unique index approvals_cycle_deadline on approvals_cycle (submission_deadline) where cancelled_at is null;

      -- A slot that was booked and is kept: one for each proposal.
      create table submission_slot (
        proposal_id uuid primary key references proposal,
        cycle_id uuid not null references approvals_cycle,
        booked_at timestamptz(3) not null
      );
      create index submission_slot_cycle on submission_slot (cycle_id);

      -- No more slots are booked than a cycle has: checked on the locked row of the cycle.
      create function submission_slot_guard() returns trigger language plpgsql as $$
      declare room int;
      begin
        select slots into room from approvals_cycle where id = new.cycle_id and cancelled_at is null for update;
        if room is null then
          raise exception 'a cancelled cycle takes no submission' using errcode = 'restrict_violation';
        end if;
        if (select count(*) from submission_slot where cycle_id = new.cycle_id and proposal_id <> new.proposal_id) >= room then
          raise exception 'this cycle has no slot left' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger submission_slot_guard before insert or update on submission_slot
        for each row execute function submission_slot_guard();

      create table submission (
        id uuid primary key,
        proposal_id uuid not null references proposal,
        version_id uuid not null unique references proposal_version,
        cycle_id uuid references approvals_cycle,
        sits boolean not null,
        weeks int not null check (weeks between 1 and 52),
        submitted_at timestamptz(3) not null,
        answered_at timestamptz(3) check (answered_at >= submitted_at),
        check (sits or cycle_id is null)
      );
      create unique index submission_one_open on submission (proposal_id) where answered_at is null;
      create index submission_cycle on submission (cycle_id);

      -- When the answer is due: so many weeks after the deadline, by London's clock; null while no cycle is planned.
      create function submission_due(s submission) returns timestamptz language sql stable as $$
        select ((case when s.sits then (select c.submission_deadline from approvals_cycle c where c.id = s.cycle_id)
                      else s.submitted_at end) at time zone 'Europe/London' + make_interval(weeks => s.weeks))
               at time zone 'Europe/London' $$`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
