import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

// What panels of routes agreed to at their meetings: entries of agreed minutes that say so, on items of business. A case is
// agreed to by its ballot, so no entry about one counts; `agreementGaps` says the same to who writes minutes.
const agreedMinutes = `
  create view agreed_minute as
    select m.id as meeting_id, i.id as item_id, p.id as panel_id, p.route, i.title, e ->> 'text' as text,
           m.minutes_agreed_at as agreed_at, m.starts_at
    from meeting m
    join panel p on p.id = m.panel_id and p.route is not null
    join meeting_minutes w on w.meeting_id = m.id and w.no = m.minutes_no
    cross join jsonb_array_elements(w.entries) e
    join meeting_item i on i.meeting_id = m.id and i.id::text = e ->> 'item'
    where m.minutes_agreed_at is not null and i.removed_at is null and i.subject_kind = 'business'
      and e -> 'agreed' = 'true' and e -> 'deferred' is distinct from 'true' and not is_blank(e ->> 'text')`;

// What a minister directed, as it was published: recorded once, never changed.
const directions = `
  create sequence ministerial_direction_no;
  create table ministerial_direction (
    id uuid primary key,
    no int not null unique check (no > 0),
    title text not null check (not is_blank(title)),
    dated_on date not null,
    document text not null check (document like 'https://%'),
    text text not null check (not is_blank(text)),
    routes text[] not null check (cardinality(routes) > 0 and array_position(routes, null) is null),
    recorded_by uuid not null references person,
    recorded_at timestamptz(3) not null,
    constraint ministerial_direction_is_dated check (dated_on <= (recorded_at at time zone 'Europe/London')::date)
  );
  create trigger at_waymark_now before insert on ministerial_direction for each row
    execute function waymark_sets_time('recorded_at')`;

// The retirement of an occupation needs its consultation, or a ruling of the committee that an earlier one counts, about the
// same occupation. Across the end of summer time 28 days are an hour longer or shorter: `isLongEnough` says the same.
const earlierConsultations = `
  create function consultation_counts(held consultation) returns boolean language sql stable as $$
    select held.closes_at <= waymark_now() and held.closes_at - held.opens_at >= interval '27 days 23 hours' $$;

  create view earlier_consultation as
    select p.id as proposal_id, c.id as consultation_id, c.reference, c.title, c.opens_at, c.closes_at
    from proposal p
    join proposal o on o.occupation_reference = p.occupation_reference and o.id <> p.id
    join consultation c on c.subject_kind = 'proposal' and c.subject_id = o.id
    where p.kind = 'retirement' and consultation_counts(c);

  create table earlier_consultation_ruling (
    proposal_id uuid primary key references proposal,
    consultation_id uuid not null references consultation,
    why text not null check (not is_blank(why)),
    ruled_by uuid not null references person,
    ruled_at timestamptz(3) not null
  );
  create trigger at_waymark_now before insert on earlier_consultation_ruling for each row
    execute function waymark_sets_time('ruled_at');

  create function committee_ballot_opened(request uuid) returns boolean language sql stable as $$
    select exists (select 1 from ballot b
      where b.subject_kind = 'proposal' and b.subject_id = request and b.stage = 'committee') $$;

  create function retirement_is_consulted(request uuid) returns boolean language sql stable as $$
    select exists (select 1 from consultation c
      where c.subject_kind = 'proposal' and c.subject_id = request and consultation_counts(c))
    or exists (select 1 from earlier_consultation_ruling r where r.proposal_id = request) $$`;

// Ruling on the consultation is an act in the committee's stage, beside those of before.
const acts = `
  create or replace view stage_act as
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
    from procedural_review v where v.decided_by is not null
    union all
    select r.proposal_id, r.ruled_by, 'committee', 'counted', null, null, r.ruled_at
    from earlier_consultation_ruling r;

  create function earlier_consultation_is_ruled_on() returns trigger language plpgsql as $$
  begin
    perform 1 from proposal where id = new.proposal_id for update;
    if not exists (select 1 from earlier_consultation e
                   where e.proposal_id = new.proposal_id and e.consultation_id = new.consultation_id) then
      raise exception 'no consultation of 28 days on this occupation has closed' using errcode = 'restrict_violation';
    end if;
    if not exists (select 1 from proposal where id = new.proposal_id and state in ('with-panel','with-committee'))
       or committee_ballot_opened(new.proposal_id) then
      raise exception 'a ruling comes before the ballot of the committee' using errcode = 'restrict_violation';
    end if;
    if not exists (select 1 from person_grant g where g.person_id = new.ruled_by and g.role = 'committee-member'
                     and g.valid_from <= waymark_now() and (g.valid_until is null or g.valid_until > waymark_now()))
       or recusal_of('proposal', new.proposal_id, new.ruled_by) is not null then
      raise exception 'a member of the committee rules, who takes part' using errcode = 'restrict_violation';
    end if;
    perform one_stage(new.proposal_id, new.ruled_by, 'committee');
    return null;
  end $$;
  create trigger earlier_consultation_is_ruled_on after insert on earlier_consultation_ruling for each row
    execute function earlier_consultation_is_ruled_on()`;

/** Rows that an operation of a map revision, or the retirement that it carries out, can stand on. */
export class RowsOfAuthority1700000000046 implements MigrationInterface {
  name = 'RowsOfAuthority1700000000046';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [agreedMinutes, directions, earlierConsultations, acts]) await runner.query(sql);
    for (const table of ['ministerial_direction', 'earlier_consultation_ruling']) await appendOnly(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
