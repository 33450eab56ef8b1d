import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The support for a trailblazer group; what the panel and the committee said last; and what the database itself holds
 * about proposals: content changes only while it is the group's, each change counts, a request is about its own proposal.
 */
export class ProposalOutcomes1700000000009 implements MigrationInterface {
  name = 'ProposalOutcomes1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table trailblazer_group add column state varchar(20) not null default 'recognised'
        check (state in ('recognised','support-withdrawn'));
      alter table trailblazer_group alter column state drop default;

      alter table proposal
        add column outcome_stage varchar(10) check (outcome_stage in ('panel','committee')),
        add column outcome varchar(10) check (outcome in ('approve','reject','revise')),
        add column outcome_reasons text,
        add check ((outcome is null) = (outcome_stage is null) and (outcome is null) = (outcome_reasons is null)),
        add foreign key (revision_id) references revision;

      alter table proposal_version add unique (id, proposal_id);
      alter table change_request add foreign key (version_id, proposal_id) references proposal_version (id, proposal_id);

      create function proposal_guard() returns trigger language plpgsql as $$
      begin
        if (new.id, new.reference, new.group_id, new.creation_key)
           is distinct from (old.id, old.reference, old.group_id, old.creation_key) then
          raise exception 'a proposal keeps its reference and its group' using errcode = 'check_violation';
        end if;
        if new.version < old.version then
          raise exception 'the version of a proposal never falls' using errcode = 'check_violation';
        end if;
        if new.content is distinct from old.content then
          if old.state not in ('draft', 'returned') then
            raise exception 'a proposal is changed as a draft or when it was returned' using errcode = 'check_violation';
          end if;
          if new.version = old.version then
            raise exception 'a changed proposal has the next version' using errcode = 'check_violation';
          end if;
        end if;
        return new;
      end $$;
      create trigger proposal_guard before update on proposal for each row execute function proposal_guard()`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
