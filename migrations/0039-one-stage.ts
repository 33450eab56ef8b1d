import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nobody acts in two stages of one request, and nobody grants themselves a role that decides. */
export class OneStage1700000000039 implements MigrationInterface {
  name = 'OneStage1700000000039';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(acts);
    await runner.query(guard);
    await runner.query(past);
    await runner.query(grants);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}

// What counts as an act in a stage, told once: TypeScript reads it by stageActsOn in libs/proposals. Who had a decision
// reopened by upholding a review acted in the review.
const acts = `
  create view stage_act as
    select e.subject_id as proposal_id, e.actor_id as person_id, 'officer-check'::text as stage,
      case e.type when 'proposal.accepted' then 'accepted' else 'returned' end as act, null::text as panel_name,
      null::uuid as ballot_id, e.at
    from event e
    where e.subject_kind = 'proposal' and e.type in ('proposal.accepted','proposal.returned') and e.actor_id is not null
    union all
    select b.subject_id, v.person_id, b.stage::text, 'voted', p.name, b.id, v.cast_at
    from ballot b join vote v on v.ballot_id = b.id join panel p on p.id = b.panel_id where b.subject_kind = 'proposal'
    union all
    select b.subject_id, c.person_id, b.stage::text, 'casting-vote', p.name, b.id, c.cast_at
    from ballot b join casting_vote c on c.ballot_id = b.id join panel p on p.id = b.panel_id where b.subject_kind = 'proposal'
    union all
    select b.subject_id, b.closed_by, b.stage::text, 'closed', p.name, b.id, b.closed_at
    from ballot b join panel p on p.id = b.panel_id where b.subject_kind = 'proposal' and b.closed_by is not null
    union all
    select b.subject_id, d.decided_by, b.stage::text, 'reasons', p.name, b.id, d.decided_at
    from ballot b join decision d on d.ballot_id = b.id join panel p on p.id = b.panel_id where b.subject_kind = 'proposal'
    union all
    select d.subject_id, r.reopened_by, 'committee', 'reopened', null, null, r.reopened_at
    from decision d join decision_reopening r on r.decision_id = d.id
    where d.subject_kind = 'proposal' and r.review_id is null
    union all
    select v.proposal_id, v.considered_by, 'review', 'considered', null, null, v.considered_at
    from procedural_review v where v.considered_by is not null
    union all
    select v.proposal_id, v.decided_by, 'review', 'decided', null, null, v.decided_at
    from procedural_review v where v.decided_by is not null;
  create index procedural_review_proposal on procedural_review (proposal_id);

  -- Whether this person acted on the request in another stage than this one.
  create function acts_elsewhere(proposal uuid, person uuid, at_stage text) returns boolean language sql stable as $$
    select exists (select 1 from stage_act a
      where a.proposal_id = proposal and a.person_id = person and a.stage <> at_stage) $$;

  -- The decisions in which somebody acted who had acted in another stage before: only such from before this was refused.
  create view decision_in_two_stages as
    select d.id, d.ballot_id, d.subject_id as proposal_id from decision d
    where d.subject_kind = 'proposal' and exists (
      select 1 from stage_act a join stage_act o on o.proposal_id = a.proposal_id and o.person_id = a.person_id
      where a.proposal_id = d.subject_id and a.ballot_id = d.ballot_id and o.stage <> a.stage and o.at <= a.at);

  create or replace function proposal_involvement(proposal uuid, person uuid) returns text language sql stable as $$
    select case
      when exists (select 1 from person_grant g, proposal p where p.id = proposal and g.person_id = person
                     and g.scope = 'group:' || p.group_id) then 'is or was a member of the group that proposed it'
      when exists (select 1 from proposal_version v where v.proposal_id = proposal and v.submitted_by = person)
        then 'submitted it'
      when exists (select 1 from ballot b join ballot_elector e on e.ballot_id = b.id
                   where b.subject_kind = 'proposal' and b.subject_id = proposal and e.person_id = person)
        then 'was a member of the panel or the committee when it voted on it'
      when acts_elsewhere(proposal, person, 'review') then 'acted on it in an earlier stage'
      when exists (select 1 from event v where v.subject_kind = 'proposal' and v.subject_id = proposal
                     and v.actor_id = person) then 'handled it before'
    end $$`;

// It holds for new rows: what was done before stands. Two acts of one person on one request at once wait for each other,
// whichever tables they are in; the later one sees the earlier one.
const guard = `
  create function one_stage(proposal uuid, person uuid, at_stage text) returns void language plpgsql as $$
  begin
    if proposal is null or person is null then
      return;
    end if;
    perform pg_advisory_xact_lock(hashtextextended(proposal::text || person::text, 39));
    if acts_elsewhere(proposal, person, at_stage) then
      raise exception 'one person acts in one stage of a request' using errcode = 'restrict_violation';
    end if;
  end $$;

  create function one_stage_guard() returns trigger language plpgsql as $$
  declare
    n constant jsonb := to_jsonb(new);
    b ballot%rowtype;
  begin
    case tg_table_name
      when 'event' then
        perform one_stage((n ->> 'subject_id')::uuid, (n ->> 'actor_id')::uuid, 'officer-check');
      when 'decision_reopening' then
        perform one_stage(d.subject_id, (n ->> 'reopened_by')::uuid, 'committee')
          from decision d where d.id = (n ->> 'decision_id')::uuid and d.subject_kind = 'proposal';
      when 'procedural_review' then
        perform one_stage((n ->> 'proposal_id')::uuid, who, 'review')
          from unnest(array[(n ->> 'considered_by')::uuid, (n ->> 'decided_by')::uuid]) who;
      else
        select * into b from ballot
          where id = (case tg_table_name when 'ballot' then n ->> 'id' else n ->> 'ballot_id' end)::uuid;
        if b.subject_kind = 'proposal' then
          perform one_stage(b.subject_id, (case tg_table_name when 'ballot' then n ->> 'closed_by'
            when 'decision' then n ->> 'decided_by' else n ->> 'person_id' end)::uuid, b.stage);
        end if;
    end case;
    return null;
  end $$;
  create trigger one_stage_guard after insert on event for each row
    when (new.subject_kind = 'proposal' and new.type in ('proposal.accepted','proposal.returned'))
    execute function one_stage_guard();
  create trigger one_stage_guard after insert on vote for each row execute function one_stage_guard();
  create trigger one_stage_guard after insert on casting_vote for each row execute function one_stage_guard();
  create trigger one_stage_guard after insert on decision for each row execute function one_stage_guard();
  create trigger one_stage_guard after update of closed_by on ballot for each row
    when (new.closed_by is distinct from old.closed_by) execute function one_stage_guard();
  create trigger one_stage_guard after insert on decision_reopening for each row
    when (new.review_id is null) execute function one_stage_guard();
  create trigger one_stage_considered after update of considered_by on procedural_review for each row
    when (new.considered_by is distinct from old.considered_by) execute function one_stage_guard();
  create trigger one_stage_decided after update of decided_by on procedural_review for each row
    when (new.decided_by is distinct from old.decided_by) execute function one_stage_guard()`;

// A ballot that was closed before keeps its electorate as it was counted then.
const past = `
  alter table ballot add column one_stage boolean not null default true;
  comment on column ballot.one_stage is 'Who acted in another stage takes no part: false for what was closed before that was a rule';
  alter table ballot disable trigger ballot_guard;
  update ballot set one_stage = false where closed_at is not null;
  alter table ballot enable trigger ballot_guard`;

// The list decidingRoles in libs/kernel says the same; a test holds them together.
const grants = `
  create function is_deciding(role text) returns boolean language sql immutable as $$
    select role in ('administrator','product-manager','panel-chair','panel-member','committee-member') $$;

  create function own_grant_guard() returns trigger language plpgsql as $$
  begin
    raise exception 'nobody grants themselves a role that decides' using errcode = 'restrict_violation';
  end $$;
  create trigger own_grant_guard before insert on person_grant for each row
    when (new.granted_by = new.person_id and is_deciding(new.role)) execute function own_grant_guard();
  create trigger own_grant_guard_later before update on person_grant for each row
    when (new.granted_by = new.person_id and is_deciding(new.role)
      and (new.person_id, new.role, new.scope, new.granted_by) is distinct from
          (old.person_id, old.role, old.scope, old.granted_by))
    execute function own_grant_guard()`;
