import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

const ballots = `
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

const decisions = `
  -- Who had anything to do with a proposal before its decision: why they cannot consider it afresh, or null.
  create function proposal_involvement(proposal uuid, person uuid) returns text language sql stable as $$
    select case
      when exists (select 1 from person_grant g, proposal p where p.id = proposal and g.person_id = person
                     and g.scope = 'group:' || p.group_id) then 'is or was a member of the group that proposed it'
      when exists (select 1 from proposal_version v where v.proposal_id = proposal and v.submitted_by = person)
        then 'submitted it'
      when exists (select 1 from ballot b join ballot_elector e on e.ballot_id = b.id
                   where b.subject_kind = 'proposal' and b.subject_id = proposal and e.person_id = person)
        then 'was a member of the panel or the committee when it voted on it'
      when exists (select 1 from event v where v.subject_kind = 'proposal' and v.subject_id = proposal
                     and v.actor_id = person) then 'handled it before'
    end $$;

  create table decision_reopening (
    decision_id uuid primary key references decision,
    review_id uuid unique,
    reasons text not null check (reasons <> ''),
    reopened_by uuid not null references person,
    reopened_at timestamptz(3) not null
  );

  create table condition (
    id uuid primary key,
    decision_id uuid not null references decision,
    proposal_id uuid not null references proposal,
    no int not null check (no > 0),
    text text not null check (text <> ''),
    state varchar(20) not null check (state in ('proposed','agreed','met','discharged','lapsed')),
    due_on timestamptz(3),
    unique (decision_id, no),
    check ((state = 'proposed') = (due_on is null))
  );
  create index condition_proposal on condition (proposal_id);

  create table condition_step (
    id uuid primary key,
    condition_id uuid not null references condition,
    no int not null check (no > 0),
    action varchar(20) not null check (action in ('propose','agree','meet','sendBack','discharge','extend','close')),
    text text not null check (text <> ''),
    due_on timestamptz(3),
    taken_by uuid not null references person,
    taken_at timestamptz(3) not null,
    key uuid not null unique,
    unique (condition_id, no),
    check ((action in ('agree','extend')) = (due_on is not null))
  );

  create function condition_guard() returns trigger language plpgsql as $$
  declare kept constant text[] := array['state','due_on'];
  begin
    if tg_op = 'DELETE' then
      raise exception 'a condition is kept' using errcode = 'restrict_violation';
    end if;
    if to_jsonb(old) - kept is distinct from to_jsonb(new) - kept then
      raise exception 'what a condition says never changes' using errcode = 'restrict_violation';
    end if;
    if old.state <> new.state and (old.state, new.state) not in
       (('agreed','met'), ('met','agreed'), ('met','discharged'), ('agreed','lapsed')) then
      raise exception 'a condition goes from agreed to met to discharged' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger condition_guard before update or delete on condition for each row execute function condition_guard();

  -- Four eyes: who belongs to the group, and so may say that a condition is met, does not settle it.
  create function condition_step_guard() returns trigger language plpgsql as $$
  begin
    perform 1 from condition where id = new.condition_id for update;
    if new.action in ('sendBack','discharge','extend','close') and exists (
         select 1 from condition c join proposal p on p.id = c.proposal_id
           join person_grant g on g.scope = 'group:' || p.group_id
         where c.id = new.condition_id and g.person_id = new.taken_by) then
      raise exception 'nobody settles a condition of their own group' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger condition_step_guard before insert on condition_step
    for each row execute function condition_step_guard();

  create sequence procedural_review_reference;
  create table procedural_review (
    id uuid primary key,
    reference text not null unique,
    decision_id uuid not null unique references decision,
    proposal_id uuid not null references proposal,
    group_id uuid not null references trailblazer_group,
    grounds text[] not null check (cardinality(grounds) > 0 and grounds <@ array['process-not-followed',
      'information-overlooked','irrelevant-information','no-power']),
    statement text not null check (statement <> ''),
    state varchar(20) not null check (state in ('asked','considered','upheld','not-upheld')),
    asked_by uuid not null references person,
    asked_at timestamptz(3) not null,
    key uuid not null unique,
    advice text,
    considered_by uuid references person,
    considered_at timestamptz(3),
    reasons text,
    decided_by uuid references person,
    decided_at timestamptz(3),
    check ((state = 'asked') = (considered_by is null) and (considered_by is null) = (considered_at is null)
           and (considered_by is null) = (advice is null)),
    check ((state in ('upheld','not-upheld')) = (decided_by is not null) and (decided_by is null) = (decided_at is null)
           and (decided_by is null) = (reasons is null)),
    check (considered_by <> decided_by)
  );
  alter table decision_reopening add foreign key (review_id) references procedural_review;

  create function procedural_review_guard() returns trigger language plpgsql as $$
  declare kept constant text[] := array['state','advice','considered_by','considered_at','reasons','decided_by','decided_at'];
  begin
    if tg_op = 'DELETE' then
      raise exception 'a procedural review is kept' using errcode = 'restrict_violation';
    end if;
    if tg_op = 'INSERT' then
      if new.state <> 'asked' or new.asked_at < (select decided_at from decision where id = new.decision_id) then
        raise exception 'a procedural review is asked for after a decision' using errcode = 'restrict_violation';
      end if;
      return new;
    end if;
    if to_jsonb(old) - kept is distinct from to_jsonb(new) - kept or (old.state, new.state) not in
         (('asked','considered'), ('considered','upheld'), ('considered','not-upheld'))
       or (old.considered_by is not null and (old.considered_by, old.considered_at, old.advice)
           is distinct from (new.considered_by, new.considered_at, new.advice)) then
      raise exception 'a procedural review is considered, then decided, once' using errcode = 'restrict_violation';
    end if;
    if proposal_involvement(new.proposal_id, coalesce(new.decided_by, new.considered_by)) is not null then
      raise exception 'a procedural review is for people who were not involved' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger procedural_review_guard before insert or update or delete on procedural_review
    for each row execute function procedural_review_guard();

  -- A decision that takes the place of another one is about the same thing, and that one was reopened.
  create function decision_reversal_guard() returns trigger language plpgsql as $$
  begin
    if new.reverses is not null and not exists (
         select 1 from decision d join decision_reopening r on r.decision_id = d.id
         where d.id = new.reverses and (d.subject_kind, d.subject_id) = (new.subject_kind, new.subject_id)) then
      raise exception 'only a decision that was reopened is decided afresh' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger decision_reversal_guard before insert on decision
    for each row execute function decision_reversal_guard()`;

/**
 * Approval with conditions, the further rules of panels, deferral, closing without an outcome, the casting vote; and
 * what follows from a decision: conditions, reversals, procedural reviews.
 */
export class Decisions1700000000022 implements MigrationInterface {
  name = 'Decisions1700000000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ballots);
    await runner.query(decisions);
    for (const table of ['ballot_deferral', 'casting_vote', 'decision_reopening', 'condition_step']) {
      await appendOnly(runner, table);
    }
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
