import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why officers prepare a request without a trailblazer group: `groundWords` in libs/trailblazers lists the same grounds.
const ground = `
  alter table trailblazer_group
    add column ground varchar(20) constraint trailblazer_group_ground_check
      check (ground in ('no-group','group-ended','law','direction','other')),
    add column ground_reason text constraint trailblazer_group_reason_check check (ground_reason is null or not is_blank(ground_reason)),
    add constraint trailblazer_group_is_one_or_other check ((ground is null) = (ground_reason is null));

  -- What was recorded stays: a trailblazer group does not become one of officers, nor the other way round.
  create function ground_stays() returns trigger language plpgsql as $$
  begin
    raise exception 'the ground of a request without a trailblazer group stays as it was recorded'
      using errcode = 'restrict_violation';
  end $$;
  create trigger ground_stays before update on trailblazer_group for each row
    when (new.ground is distinct from old.ground or new.ground_reason is distinct from old.ground_reason)
    execute function ground_stays()`;

// A ground is given for one request; officers have no employers, and invite nobody.
const alone = `
  create function ground_is_for_one() returns trigger language plpgsql as $$
  begin
    perform 1 from trailblazer_group where id = new.group_id and ground is not null for update;
    if found and exists (select 1 from proposal where group_id = new.group_id) then
      raise exception 'a ground for going without a trailblazer group is given for one request'
        using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger ground_is_for_one before insert on proposal for each row execute function ground_is_for_one();

  create function only_groups_of_employers() returns trigger language plpgsql as $$
  begin
    if exists (select 1 from trailblazer_group where id = new.group_id and ground is not null) then
      raise exception 'officers prepare this request: it has no trailblazer group' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger only_groups_of_employers before insert on trailblazer_organisation for each row
    execute function only_groups_of_employers();
  create trigger only_groups_of_employers before insert on group_invitation for each row
    execute function only_groups_of_employers()`;

/** An officer begins a request without a trailblazer group, on a recorded ground. */
export class WithoutAGroup1700000000049 implements MigrationInterface {
  name = 'WithoutAGroup1700000000049';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ground);
    await runner.query(alone);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
