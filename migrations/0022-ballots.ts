/** The further answers, rules and acts of ballots: the first half of 0022-decisions. */
export const ballots = `
  alter table proposal drop constraint proposal_state_check, drop constraint proposal_outcome_check,
    alter column outcome type varchar(30),
    add constraint proposal_state_check check (state in ('draft','submitted','returned','peer-review','with-panel',
      'with-committee','conditions','agreed','in-revision','on-map','refused','withdrawn','lapsed')),
    add constraint proposal_outcome_check
      check (outcome in ('approve','approve-with-conditions','revise','reject'));

  alter table panel_rules
    add column blocking_rejects int not null default 0 check (blocking_rejects between 0 and 50),
    add column chair_blocks boolean not null default false,
    add column casting_vote boolean not null default false;
  alter table panel_rules alter column blocking_rejects drop default, alter column chair_blocks drop default,
    alter column casting_vote drop default;

  alter table ballot drop constraint ballot_outcome_check, alter column outcome type varchar(30),
    add constraint ballot_outcome_check check (outcome in ('approve','approve-with-conditions','revise','reject')),
    add column ended_because text check (ended_because <> ''),
    add check (ended_because is null or (closed_at is not null and outcome is null));

  alter table vote drop constraint vote_choice_check, alter column choice type varchar(30),
    add constraint vote_choice_check
      check (choice in ('approve','approve-with-conditions','revise','reject','abstain')),
    add column conditions text[] not null default '{}',
    add check (choice = 'approve-with-conditions' or conditions = '{}');

  alter table decision drop constraint decision_outcome_check, alter column outcome type varchar(30),
    add constraint decision_outcome_check check (outcome in ('approve','approve-with-conditions','revise','reject')),
    add column requirement_reasons jsonb not null default '{}',
    add column reverses uuid unique references decision;
  create index decision_register on decision (decided_at desc, id desc);

  create table ballot_deferral (
    ballot_id uuid primary key references ballot,
    person_id uuid not null,
    reason text not null check (reason <> ''),
    closed_before timestamptz(3) not null,
    closes_at timestamptz(3) not null check (closes_at > closed_before),
    deferred_at timestamptz(3) not null check (deferred_at < closed_before),
    key uuid not null unique,
    foreign key (ballot_id, person_id) references ballot_elector
  );

  create table casting_vote (
    ballot_id uuid primary key references ballot,
    person_id uuid not null,
    choice varchar(30) not null check (choice in ('approve','approve-with-conditions','revise','reject')),
    reason text not null check (reason <> ''),
    cast_at timestamptz(3) not null,
    key uuid not null unique,
    foreign key (ballot_id, person_id) references ballot_elector
  );

  -- A ballot is deferred once, closed once, and may lapse. What it is about never changes. A casting vote gives a tied
  -- one its outcome after the close.
  create or replace function ballot_guard() returns trigger language plpgsql as $$
  declare kept constant text[] := array['closed_at','closed_by','closing_key','outcome','lapsed','proposal_id',
    'ended_because','closes_at'];
  begin
    if tg_op = 'DELETE' then
      raise exception 'a ballot is never deleted' using errcode = 'restrict_violation';
    end if;
    if to_jsonb(old) - kept is distinct from to_jsonb(new) - kept
       or (old.closed_at is not null and (old.closed_at, old.closed_by, old.closing_key, old.ended_because)
           is distinct from (new.closed_at, new.closed_by, new.closing_key, new.ended_because))
       or (old.lapsed and not new.lapsed) then
      raise exception 'what a ballot is about, and its close, never change' using errcode = 'restrict_violation';
    end if;
    if old.closed_at is not null and old.outcome is distinct from new.outcome
       and (old.outcome is not null or not exists (select 1 from casting_vote where ballot_id = old.id)) then
      raise exception 'what a ballot came to never changes: only a casting vote decides a tie'
        using errcode = 'restrict_violation';
    end if;
    if old.closes_at <> new.closes_at and (old.closed_at is not null or not exists (select 1 from ballot_deferral
         where ballot_id = old.id and closed_before = old.closes_at and closes_at = new.closes_at)) then
      raise exception 'the closing time of a ballot never changes, unless it is deferred'
        using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;

  -- Who defers takes part; who gives the casting vote is the one chair who does.
  create function ballot_act_guard() returns trigger language plpgsql as $$
  declare b ballot%rowtype; at timestamptz; said record;
  begin
    select * into b from ballot where id = new.ballot_id for update;
    at := case when tg_table_name = 'casting_vote' then (to_jsonb(new) ->> 'cast_at')::timestamptz
               else (to_jsonb(new) ->> 'deferred_at')::timestamptz end;
    if at < waymark_now() - interval '10 seconds' or at > waymark_now() then
      raise exception 'the time of an entry is the time of the database' using errcode = 'restrict_violation';
    end if;
    if ballot_recused(new.ballot_id, new.person_id) or not exists (select 1 from interest_declaration d
         where d.ballot_id = new.ballot_id and d.person_id = new.person_id) then
      raise exception 'a recused person takes no part' using errcode = 'restrict_violation';
    end if;
    if tg_table_name = 'ballot_deferral' then
      if b.closed_at is not null or at >= b.closes_at then
        raise exception 'the ballot is closed' using errcode = 'restrict_violation';
      end if;
      return new;
    end if;
    if b.closed_at is null or b.outcome is not null or b.lapsed or b.ended_because is not null
       or not (select casting_vote from panel_rules where id = b.rules_id) then
      raise exception 'only a tied ballot has a casting vote' using errcode = 'restrict_violation';
    end if;
    if (select array_agg(e.person_id) from ballot_elector e where e.ballot_id = b.id and e.chair
          and not ballot_recused(b.id, e.person_id)
          and exists (select 1 from interest_declaration d where d.ballot_id = b.id and d.person_id = e.person_id))
       is distinct from array[new.person_id] then
      raise exception 'the casting vote is that of the chair' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger ballot_deferral_guard before insert on ballot_deferral
    for each row execute function ballot_act_guard();
  create trigger casting_vote_guard before insert on casting_vote for each row execute function ballot_act_guard();`;
