import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ballots } from './0022-ballots';
import { appendOnly } from './append-only';

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
