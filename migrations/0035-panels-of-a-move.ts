import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A change that moves an occupation to another route is before the panels of both. The route that it leaves follows from
 * what it was drafted on; what each panel recommended on the last version stands in one view.
 */
const moves = `
  alter table proposal add column leaves_route text
    generated always as (case when kind = 'change' then nullif(basis #>> '{content,route}', route) end) stored;
  create index proposal_leaves on proposal (leaves_route, state) where leaves_route is not null;

  -- The routes whose panels a submitted version goes to: both where it would move the occupation.
  create function routes_of_version(of_version uuid) returns text[] language sql stable as $$
    select array(select distinct r from unnest(array[v.content::jsonb ->> 'route',
        case when p.kind = 'change' then v.content::jsonb #>> '{basis,content,route}' end]) r where r is not null order by r)
    from proposal_version v join proposal p on p.id = v.proposal_id where v.id = of_version $$;

  create view recommendation as
    select d.id, b.proposal_id, b.version_id, b.version_no, p.route, p.name as panel_name, d.outcome, d.reasons, d.decided_at,
      b.version_no = (select max(v.no) from proposal_version v where v.proposal_id = b.proposal_id) as on_last_version,
      not exists (select 1 from decision n join ballot m on m.id = n.ballot_id
        where m.version_id = b.version_id and m.panel_id = b.panel_id and n.decided_at > d.decided_at) as standing
    from decision d join ballot b on b.id = d.ballot_id join panel p on p.id = b.panel_id
    where d.kind = 'recommendation' and b.proposal_id is not null;

  -- Whether every panel that a recommendation's version went to came to the same.
  create function panels_agree(of_decision uuid) returns boolean language sql stable as $$
    select not exists (
      select 1 from unnest(routes_of_version(r.version_id)) as other (route)
      where other.route <> r.route and not exists (select 1 from recommendation o
        where o.version_id = r.version_id and o.route = other.route and o.standing and o.outcome = r.outcome))
    from recommendation r where r.id = of_decision $$;

  -- What is public: decisions of the committee, and what ended a case, as of an adjustment the panel's agreement; a
  -- recommendation once the committee has decided, because until then the members who are recused must not learn of the
  -- item. The first makes the item itself public.
  create view public_decision as
    select d.id, d.subject_kind, d.subject_id, d.decided_at from decision d
    where d.kind = 'decision' or (d.outcome = 'reject' and panels_agree(d.id))
      or (d.outcome in ('approve','approve-with-conditions') and exists (select 1 from proposal p
        where d.subject_kind = 'proposal' and p.id = d.subject_id and p.kind = 'change' and p.change_kind = 'adjustment'))
      or exists (select 1 from decision c where c.subject_kind = d.subject_kind and c.subject_id = d.subject_id
        and c.kind = 'decision' and c.decided_at >= d.decided_at);

  -- Whether everybody may know of this version of a thing: a decision on it, or on a later one, is public. What is no
  -- proposal is no secret.
  create function is_released(of_kind text, thing uuid, version_no int) returns boolean language sql stable as $$
    select of_kind <> 'proposal' or exists (
      select 1 from public_decision p join decision d on d.id = p.id join ballot b on b.id = d.ballot_id
      where p.subject_kind = of_kind and p.subject_id = thing and b.version_no >= coalesce(is_released.version_no, 1)) $$;

  -- What moves to another route leaves the panels only when both have recommended on its last version, or withdrawn.
  create function both_panels_guard() returns trigger language plpgsql as $$
  begin
    if 2 > (select count(distinct r.route) from recommendation r where r.proposal_id = new.id and r.on_last_version
              and r.route in (new.route, new.leaves_route)) then
      raise exception 'a move between routes needs the recommendation of both panels' using errcode = 'restrict_violation';
    end if;
    return null;
  end $$;
  create trigger both_panels_guard after update of state on proposal for each row
    when (old.state = 'with-panel' and new.state not in ('with-panel','withdrawn') and new.leaves_route is not null)
    execute function both_panels_guard()`;

/** The panels of a move between routes. */
export class PanelsOfAMove1700000000035 implements MigrationInterface {
  name = 'PanelsOfAMove1700000000035';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(moves);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
