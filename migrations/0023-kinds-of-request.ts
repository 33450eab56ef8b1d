import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Kinds of request: what a proposal asks for, the occupation that it is about as it stood, which change it is, and when
 * it lapses. What there is already asks for a new occupation.
 */
export class KindsOfRequest1700000000023 implements MigrationInterface {
  name = 'KindsOfRequest1700000000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table proposal drop constraint proposal_state_check;
      alter table proposal add constraint proposal_state_check check (state in ('draft','submitted','returned',
        'peer-review','with-panel','with-committee','conditions','agreed','in-revision','on-map','refused','withdrawn',
        'lapsed'));

      alter table proposal
        add column kind varchar(20) not null default 'occupation'
          check (kind in ('occupation','standard','change','option','retirement')),
        add column basis jsonb,
        add column change_kind varchar(12) check (change_kind in ('correction','adjustment','revision')),
        add column raised_to varchar(12) check (raised_to in ('adjustment','revision')),
        add column raised_why text check (raised_why <> ''),
        add column lapses_at timestamptz(3),
        add column agreed_at timestamptz(3),
        add check ((kind = 'occupation') = (basis is null)),
        add check (basis is null or occupation_reference is not null),
        add check (kind = 'change' or (change_kind is null and raised_to is null)),
        add check ((raised_to is null) = (raised_why is null));
      create index proposal_kind on proposal (kind, id);
      create index proposal_about on proposal (occupation_reference) where basis is not null;

      -- Drafts of before say nothing in the parts that there are now.
      alter table proposal disable trigger proposal_guard;
      update proposal set content = '{"keywords":[],"option":null,"triggers":[],"successor":null,
        "grounds":{"explanation":"","evidence":""}}'::jsonb || content;
      alter table proposal enable trigger proposal_guard;
      update proposal p set lapses_at = interval '26 weeks' + coalesce(
        (select max(c.due_on) from change_request c join proposal_version v on v.id = c.version_id
         where v.proposal_id = p.id and v.no = (select max(no) from proposal_version where proposal_id = p.id)),
        waymark_now()) where state = 'returned';

      create function proposal_kind_guard() returns trigger language plpgsql as $$
      declare kinds constant text[] := array['correction','adjustment','revision'];
      begin
        if new.kind <> old.kind or new.basis ->> 'reference' is distinct from old.basis ->> 'reference' then
          raise exception 'a proposal keeps its kind and what it is about' using errcode = 'check_violation';
        end if;
        if new.basis is distinct from old.basis and old.state not in ('draft', 'returned') then
          raise exception 'what a proposal was drafted on changes with its content only' using errcode = 'check_violation';
        end if;
        if old.raised_to is not null and (new.raised_to is null
            or array_position(kinds, new.raised_to::text) < array_position(kinds, old.raised_to::text))
           or array_position(kinds, new.change_kind::text) < array_position(kinds, new.raised_to::text) then
          raise exception 'a change that was raised is not lowered' using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger proposal_kind_guard before update on proposal for each row execute function proposal_kind_guard()`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
