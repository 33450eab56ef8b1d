import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

// The list decidingRoles in libs/kernel says the same as is_deciding; a test holds them together.
const role = `
  alter table person_grant drop constraint person_grant_role_check,
    add constraint person_grant_role_check check (role in ('administrator','product-manager','moderator','panel-chair',
      'panel-member','panel-secretary','committee-member','committee-secretary','decision-maker','group-chair',
      'group-deputy','group-member'));
  create or replace function is_deciding(role text) returns boolean language sql immutable as $$
    select role in ('administrator','product-manager','panel-chair','panel-member','committee-member','decision-maker') $$;

  -- The office of one person, who decides alone: what a panel is for many. Its ballots have one elector.
  alter table panel add column person_id uuid references person,
    add constraint panel_is_of_one check (person_id is null or route is null);
  drop index panel_committee;
  create unique index panel_committee on panel ((route is null)) where route is null and person_id is null;
  create unique index panel_office_of_one on panel (person_id, name) where person_id is not null;
  create or replace view panel_seat as
    select g.id, p.id as panel_id, g.person_id, g.valid_from, g.valid_until,
           coalesce(o.office, case when g.role = 'panel-chair' then 'chair'
             when g.role in ('panel-secretary','committee-secretary') then 'secretary' else 'member' end) as office
    from person_grant g
    join panel p on p.person_id is null and case when p.route is null then g.role in ('committee-member','committee-secretary')
      else g.scope = 'route:' || p.route and g.role in ('panel-chair','panel-member','panel-secretary') end
    left join panel_office o on o.grant_id = g.id`;

const rules = `
  create table decider (
    id uuid primary key,
    request_kind varchar(20) not null
      check (request_kind in ('occupation','standard','change','option','retirement','dispensation')),
    change_kind varchar(12) check (change_kind in ('adjustment','revision')),
    stage varchar(20) not null,
    body varchar(10) not null,
    person_id uuid references person,
    title text,
    from_on date,
    until_on date,
    source text not null constraint decider_source_check check (source <> ''),
    set_by uuid references person,
    set_at timestamptz(3) not null default waymark_now(),
    constraint decider_change_check check ((request_kind = 'change') = (change_kind is not null)),
    constraint decider_days_check check (until_on > from_on),
    constraint decider_named_check check ((body = 'named') = (person_id is not null and title <> '')
      and (body = 'named') = (title is not null)),
    -- deciderStages in libs/deciders says the same; a test holds them together.
    constraint decider_possible_check check (case
      when change_kind = 'adjustment' then stage = 'decision' and body = 'panel'
      when stage = 'recommendation' then body = 'panel'
      else stage = 'decision' and body in ('committee','named') end),
    constraint one_decider_on_a_day exclude using gist (request_kind with =, (coalesce(change_kind, '')) with =,
      stage with =, daterange(from_on, until_on) with &&)
  );
  comment on column decider.from_on is 'the first day; null: from the beginning';
  comment on column decider.until_on is 'the first day on which it no longer holds';

  insert into decider (id, request_kind, change_kind, stage, body, source)
    select gen_random_uuid(), k.kind, k.change, s.stage, s.body,
      'The approvals process of the Institute, https://www.instituteforapprenticeships.org/developing-new-apprenticeships/: '
      || s.says
    from (values ('occupation', null), ('standard', null), ('change', 'revision'), ('option', null), ('retirement', null),
        ('dispensation', null)) as k (kind, change),
      (values ('recommendation', 'panel', 'the route panel recommends'),
        ('decision', 'committee', 'the approvals committee decides')) as s (stage, body, says);
  insert into decider (id, request_kind, change_kind, stage, body, source)
    values (gen_random_uuid(), 'change', 'adjustment', 'decision', 'panel',
      'Revisions, adjustments and dispensations, https://www.instituteforapprenticeships.org/developing-new-apprenticeships/: '
      || 'the route panel agrees what changes neither the map nor what people have to be able to do');

  create function london_today() returns date language sql stable as $$
    select (waymark_now() at time zone 'Europe/London')::date $$;

  -- What is set stands: it begins today or later, and is ended once, from a day that is not over.
  create function decider_guard() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.from_on is null or new.from_on < london_today() or new.until_on is not null or new.set_by is null then
        raise exception 'who decides is set from a day on, by somebody, and never for the past' using errcode = 'restrict_violation';
      end if;
      return new;
    end if;
    if tg_op <> 'UPDATE' or to_jsonb(old) - 'until_on' is distinct from to_jsonb(new) - 'until_on' then
      raise exception 'who decided stands as it was set' using errcode = 'restrict_violation';
    end if;
    if old.until_on is not null or new.until_on is null or new.until_on < london_today() then
      raise exception 'it is ended once, and never for the past' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger at_waymark_now before insert on decider for each row execute function waymark_sets_time('set_at');
  create trigger decider_guard before insert or update or delete on decider for each row execute function decider_guard();
  create trigger decider_no_truncate before truncate on decider
    for each statement execute function waymark_append_only()`;

const cases = `
  create table stage_decider (
    no bigint generated always as identity primary key,
    proposal_id uuid not null references proposal,
    decider_id uuid not null references decider,
    reason text constraint stage_decider_reason_check check (reason <> ''),
    set_by uuid references person,
    begun_at timestamptz(3) not null default waymark_now(),
    constraint stage_decider_handed_check check ((reason is null) = (set_by is null))
  );
  create index stage_decider_proposal on stage_decider (proposal_id, no desc);

  alter table ballot add column decider_id uuid references decider;
  create index ballot_decider on ballot (decider_id);

  -- What is of before had the default, also where an earlier version was judged as another kind of change.
  insert into stage_decider (proposal_id, decider_id, begun_at)
    select p.id, d.id, coalesce(p.submitted_at, waymark_now()) from proposal p
      join decider d on d.request_kind = p.kind and d.change_kind is not distinct from p.change_kind
    where p.state not in ('draft','submitted','peer-review','returned','withdrawn')
      and (p.state <> 'with-panel' or d.body = 'panel')
    order by p.created_at, p.id, d.body = 'committee';
  alter table ballot disable trigger ballot_guard;
  update ballot b set decider_id = d.id from proposal p join decider d on d.request_kind = p.kind
    where p.id = b.proposal_id and d.body = b.stage and d.change_kind is not distinct from case
      when p.kind <> 'change' then null when b.stage = 'committee' or p.change_kind = 'revision' then 'revision'
      else 'adjustment' end;
  alter table ballot enable trigger ballot_guard;

  -- The stage that a request is at in this state: of an adjustment the panel's word is the last.
  create function decided_stage(state text, change text) returns text language sql immutable as $$
    select case when state = 'with-panel' and change is distinct from 'adjustment' then 'recommendation' else 'decision' end $$;

  -- The rule in force for a request at one stage, today.
  create function decider_in_force(kind text, change text, at_stage text) returns uuid language sql stable as $$
    select id from decider where request_kind = kind and change_kind is not distinct from change and stage = at_stage
      and daterange(from_on, until_on) @> london_today() $$;

  -- Why the named decision-maker of a rule can't decide on a request; null: nothing is against it.
  create function against_named(decider uuid, proposal uuid) returns text language sql stable as $$
    select case
      when not exists (select 1 from person_grant g join person p on p.id = g.person_id
        where p.id = d.person_id and p.ended_at is null and g.role = 'decision-maker' and g.valid_from <= waymark_now()
          and (g.valid_until is null or g.valid_until > waymark_now())) then 'ended'
      when recusal_of('proposal', proposal, d.person_id) is not null then 'recused'
      when acts_elsewhere(proposal, d.person_id, 'committee') then 'acted'
    end from decider d where d.id = against_named.decider and d.body = 'named' $$;

  -- A case keeps the rule that was in force when its stage began, whoever moves it there.
  create function stage_keeps_its_decider() returns trigger language plpgsql as $$
  begin
    insert into stage_decider (proposal_id, decider_id)
      values (new.id, decider_in_force(new.kind, new.change_kind, decided_stage(new.state, new.change_kind)));
    return null;
  end $$;
  create trigger stage_keeps_its_decider after update of state on proposal for each row
    when (new.state in ('with-panel','with-committee') and old.state <> new.state)
    execute function stage_keeps_its_decider();

  -- By hand a case gets another one only where its decision-maker can't decide: the rule that is in force by now.
  create function stage_decider_guard() returns trigger language plpgsql as $$
  declare p proposal%rowtype; before uuid;
  begin
    select * into p from proposal where id = new.proposal_id for update;
    select decider_id into before from stage_decider where proposal_id = p.id order by no desc limit 1;
    if new.decider_id is distinct from decider_in_force(p.kind, p.change_kind, decided_stage(p.state, p.change_kind))
       or new.decider_id is null
       or (new.reason is null) <> (pg_trigger_depth() > 1)
       or (new.reason is not null and (p.state <> 'with-committee' or new.decider_id = before
         or against_named(before, p.id) is null)) then
      raise exception 'a case keeps who decides on it' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger at_waymark_now before insert on stage_decider for each row execute function waymark_sets_time('begun_at');
  create trigger stage_decider_guard before insert on stage_decider for each row execute function stage_decider_guard();

  -- A ballot is of those who decide at the stage that its request is in, and of nobody else.
  create function ballot_is_of_its_decider() returns trigger language plpgsql as $$
  declare d decider%rowtype;
  begin
    if new.subject_kind <> 'proposal' then
      return new;
    end if;
    select r.* into d from stage_decider s join decider r on r.id = s.decider_id
      where s.proposal_id = new.subject_id order by s.no desc limit 1;
    if d.id is null or not exists (select 1 from panel p where p.id = new.panel_id and case d.body
         when 'panel' then new.stage = 'panel' and p.route is not null
         when 'committee' then new.stage = 'committee' and p.route is null and p.person_id is null
         else new.stage = 'committee' and p.person_id = d.person_id and p.name = d.title end) then
      raise exception 'this is not before this panel' using errcode = 'restrict_violation';
    end if;
    new.decider_id := d.id;
    return new;
  end $$;
  create trigger ballot_is_of_its_decider before insert on ballot for each row execute function ballot_is_of_its_decider();

  -- Nobody but the named decision-maker has a vote on what is before them alone.
  create function office_has_one_elector() returns trigger language plpgsql as $$
  begin
    if exists (select 1 from ballot b join panel p on p.id = b.panel_id
         where b.id = new.ballot_id and p.person_id is not null and p.person_id <> new.person_id) then
      raise exception 'the decision is that of the person who is named' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger office_has_one_elector before insert on ballot_elector
    for each row execute function office_has_one_elector()`;

const readers = `
  create or replace view public_decision as
    select d.id, d.subject_kind, d.subject_id, d.decided_at from decision d
    where d.kind = 'decision' or (d.outcome = 'reject' and panels_agree(d.id))
      or (d.outcome in ('approve','approve-with-conditions') and exists (select 1 from ballot b
        join decider r on r.id = b.decider_id where b.id = d.ballot_id and r.stage = 'decision'))
      or exists (select 1 from decision c where c.subject_kind = d.subject_kind and c.subject_id = d.subject_id
        and c.kind = 'decision' and c.decided_at >= d.decided_at);

  -- Whether those who decide on this request agreed to it, on the version that was submitted last: the committee, a named
  -- decision-maker or, where the panels decide, all of them; or, on a correction, the officer who accepts it in this transaction.
  create or replace function is_agreed_by_right(request proposal) returns boolean language sql stable as $$
    select exists (
      select 1 from decision d join ballot b on b.id = d.ballot_id join decider r on r.id = b.decider_id
      where b.proposal_id = request.id and d.outcome in ('approve', 'approve-with-conditions')
        and b.version_no = (select max(no) from proposal_version where proposal_id = request.id)
        and not exists (select 1 from decision_reopening o where o.decision_id = d.id)
        and r.id = (select s.decider_id from stage_decider s where s.proposal_id = request.id order by s.no desc limit 1)
        and r.stage = 'decision' and (r.body <> 'panel' or panels_agree(d.id))
        and (request.state <> 'agreed' or d.kind <> 'decision' or not exists
              (select 1 from condition c where c.decision_id = d.id and c.state <> 'discharged'))
        and (request.state <> 'conditions' or d.outcome = 'approve-with-conditions'))
    or (request.state = 'agreed' and request.change_kind = 'correction' and exists (
      select 1 from event e where e.subject_kind = 'proposal' and e.subject_id = request.id
        and e.type = 'proposal.accepted' and e.actor_kind = 'person' and e.xid = pg_current_xact_id()
        and recusal_of('proposal', request.id, e.actor_id) is null)) $$`;

/**
 * Who decides is data: a rule for each kind of request and stage, with its days and its source. A case keeps the rule
 * that was in force when its stage began, and each ballot says which that is.
 */
export class WhoDecides1700000000048 implements MigrationInterface {
  name = 'WhoDecides1700000000048';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [role, rules, cases, readers]) await runner.query(sql);
    await appendOnly(runner, 'stage_decider');
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
