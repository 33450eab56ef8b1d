import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/**
 * Dispensations: something else is allowed for a time. They have days, never stand in a map revision, and an officer may
 * end one early, for good. Proposals of before say nothing in the parts that there are now.
 */
export class Dispensations1700000000033 implements MigrationInterface {
  name = 'Dispensations1700000000033';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(parts);
    await runner.query(rules);
    await runner.query(early);
    await appendOnly(runner, 'dispensation_end');
    await runner.query(standing);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}

const blank = `'{"affected":[],"instead":"","period":null}'::jsonb`;
const parts = `
  alter table proposal disable trigger proposal_guard;
  alter table proposal disable trigger proposal_kind_guard;
  update proposal set content = ${blank} || content,
    basis = case when basis is null then null
                 else jsonb_set(basis, '{content}', ${blank} || (basis -> 'content')) end;
  alter table proposal enable trigger proposal_guard;
  alter table proposal enable trigger proposal_kind_guard`;

const startsOn = `(content #>> '{period,startsOn}')::date`;
const endsOn = `(content #>> '{period,endsOn}')::date`;
const rules = `
  alter table proposal drop constraint proposal_kind_check;
  alter table proposal
    add constraint proposal_kind_check
      check (kind in ('occupation','standard','change','option','retirement','dispensation')),
    add constraint proposal_dispensation_is_on_no_map
      check (kind <> 'dispensation' or (revision_id is null and state not in ('in-revision','on-map'))),
    add constraint proposal_period_in_order
      check (content #> '{period,startsOn}' is null
        or (${endsOn} > ${startsOn} and ${endsOn} < (${startsOn} + interval '12 months')::date)),
    add constraint proposal_dispensation_has_days
      check (kind <> 'dispensation' or state in ('draft','returned','withdrawn','lapsed')
        or (content #> '{period,startsOn}' is not null and content #> '{period,endsOn}' is not null));
  create index proposal_dispensation on proposal ((content #>> '{period,endsOn}'), id)
    where kind = 'dispensation' and state = 'agreed';

  create function dispensation_is_no_operation() returns trigger language plpgsql as $$
  begin
    if exists (select 1 from proposal where kind = 'dispensation' and id::text = new.authority ->> 'proposalId') then
      raise exception 'a dispensation changes no map' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger dispensation_is_no_operation before insert on revision_operation
    for each row execute function dispensation_is_no_operation()`;

const early = `
  create table dispensation_end (
    proposal_id uuid primary key references proposal,
    reason text not null check (reason <> ''),
    ended_by uuid not null references person,
    ended_at timestamptz(3) not null
  );
  create function dispensation_end_guard() returns trigger language plpgsql as $$
  begin
    if not exists (select 1 from proposal p where p.id = new.proposal_id and p.kind = 'dispensation'
        and p.state = 'agreed'
        and new.ended_at < ((p.content #>> '{period,endsOn}')::date + 1)::timestamp at time zone 'Europe/London') then
      raise exception 'only a dispensation that was agreed and is not over is ended' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger dispensation_end_guard before insert on dispensation_end
    for each row execute function dispensation_end_guard()`;

/** What the clock makes of those that were agreed: the same as `dispensationStanding` says. */
const standing = `
  create view dispensation as
    select d.*, case when d.ends_at <= waymark_now() then 'ended'
                     when d.begins_at <= waymark_now() then 'in-force' else 'coming' end as standing
    from (
      select p.id as proposal_id, p.content #>> '{period,startsOn}' as starts_on,
             p.content #>> '{period,endsOn}' as ends_on, p.agreed_at, e.ended_at, e.reason as ended_why,
             greatest(p.agreed_at, ((p.content #>> '{period,startsOn}')::date)::timestamp at time zone 'Europe/London')
               as begins_at,
             least(e.ended_at, ((p.content #>> '{period,endsOn}')::date + 1)::timestamp at time zone 'Europe/London')
               as ends_at
      from proposal p left join dispensation_end e on e.proposal_id = p.id
      where p.kind = 'dispensation' and p.state = 'agreed') d`;
