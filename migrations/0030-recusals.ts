import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/** One answer to "does this person take no part in this thing", and rulings on shared organisations. */
export class Recusals1700000000030 implements MigrationInterface {
  name = 'Recusals1700000000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(truth);
    await runner.query(guards);
    for (const table of ['standing_recusal', 'recusal_proposal', 'recusal_ruling']) await appendOnly(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}

// Who reviewed a proposal as a peer, or said that they have an interest in it then, is noted in standing_recusal: that stands
// when the reviewer's name is erased. Proposals of recusals are found by the clock and the registers; the row says that
// people were told. A ruling is given once for each organisation.
const tables = `
  alter table trailblazer_organisation add column added_at timestamptz(3) default waymark_now();

  create table standing_recusal (
    id uuid primary key,
    subject_kind varchar(40) not null,
    subject_id uuid not null,
    person_id uuid not null references person,
    why varchar(20) not null check (why in ('reviewer')),
    noted_at timestamptz(3) not null,
    unique (subject_kind, subject_id, person_id, why)
  );

  create table recusal_proposal (
    subject_kind varchar(40) not null,
    subject_id uuid not null,
    person_id uuid not null references person,
    organisation text not null check (organisation <> ''),
    panel_id uuid not null references panel,
    noted_at timestamptz(3) not null,
    primary key (subject_kind, subject_id, person_id, organisation)
  );

  create table recusal_ruling (
    subject_kind varchar(40) not null,
    subject_id uuid not null,
    person_id uuid not null references person,
    organisation text not null check (organisation <> ''),
    ruling varchar(10) not null check (ruling in ('confirmed','dismissed')),
    reason text not null check (reason <> ''),
    ruled_by uuid not null references person check (ruled_by <> person_id),
    ruled_at timestamptz(3) not null,
    primary key (subject_kind, subject_id, person_id, organisation)
  )`;

// The pure function organisationKey in libs/panels says the same; a test holds them together. Letters are named one by one,
// because what a database takes for a letter, and for its small form, depends on its locale.
const truth = `
  create function organisation_key(name text) returns text language sql immutable as $$
    select regexp_replace(trim(regexp_replace(regexp_replace(replace(translate(name,
      'ABCDEFGHIJKLMNOPQRSTUVWXYZÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĄĆČĘŁŃŘŚŠŴŶŹŻŽŒ',
      'abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþąćčęłńřśšŵŷźżžœ'),
      '&', ' and '), '[.''’]', '', 'g'),
      '([^a-z0-9\\u0080-\\U0010FFFF]|[–—“”‘…·\\u00A0])+', ' ', 'g')), '( (ltd|limited|plc|llp|public limited company))+$', '') $$;

  -- Organisations of the group that proposes this in which the person had an interest at that time, without a ruling.
  create function not_ruled_on(of_kind text, thing uuid, who uuid, as_of timestamptz) returns setof text
  language sql stable as $$
    select organisation from (
      select organisation_key(e.organisation) as organisation
      from proposal p join trailblazer_organisation o on o.group_id = p.group_id
        join interest_entry e on organisation_key(e.organisation) = organisation_key(o.name)
        left join interest_ending d on d.entry_id = e.id and d.ended_at <= as_of
      where of_kind = 'proposal' and p.id = thing and e.person_id = who and e.entered_at <= as_of
        and (o.added_at is null or o.added_at <= as_of) and (o.removed_at is null or o.removed_at > as_of)
        and e.held_from <= (as_of at time zone 'Europe/London')::date
        and (d.held_until is null or d.held_until >= (as_of at time zone 'Europe/London')::date)
      union
      select r.organisation from recusal_proposal r
      where r.subject_kind = of_kind and r.subject_id = thing and r.person_id = who and r.noted_at <= as_of
    ) shared
    where not exists (select 1 from recusal_ruling g where g.subject_kind = of_kind and g.subject_id = thing
      and g.person_id = who and g.organisation = shared.organisation and g.ruled_at <= as_of) $$;

  -- Why this person takes no part in this thing at that time; null: nothing is against it. Every channel asks this.
  create function recusal_of(of_kind text, thing uuid, who uuid, as_of timestamptz default waymark_now()) returns text
  language sql stable as $$
    select case
      when who is null then null
      when of_kind = 'proposal' and exists (select 1 from person_grant g, proposal p where p.id = thing
        and g.person_id = who and g.scope = 'group:' || p.group_id
        and g.valid_from <= as_of and (g.valid_until is null or g.valid_until > as_of)) then 'group'
      when of_kind = 'proposal' and (exists (select 1 from proposal_version v where v.proposal_id = thing
          and v.submitted_by = who and v.submitted_at <= as_of)
        or exists (select 1 from event v where v.subject_kind = 'proposal' and v.subject_id = thing
          and v.actor_id = who and v.type in ('proposal.started','proposal.amended') and v.at <= as_of)) then 'author'
      when exists (select 1 from standing_recusal r where r.subject_kind = of_kind and r.subject_id = thing
        and r.person_id = who and r.noted_at <= as_of) then 'reviewer'
      when exists (select 1 from ballot b join interest_declaration d on d.ballot_id = b.id
        where b.subject_kind = of_kind and b.subject_id = thing and d.person_id = who and d.interested
          and d.declared_at <= as_of) then 'declared'
      when exists (select 1 from meeting_recusal r join meeting_item i on i.id = r.item_id
        where i.subject_kind = of_kind and i.subject_id = thing and r.person_id = who and r.noted_at <= as_of)
        then 'declared'
      when exists (select 1 from recusal_ruling r where r.subject_kind = of_kind and r.subject_id = thing
        and r.person_id = who and r.ruling = 'confirmed' and r.ruled_at <= as_of) then 'organisation'
      when exists (select 1 from ballot b join ballot_elector e on e.ballot_id = b.id
        where b.subject_kind = of_kind and b.subject_id = thing and e.person_id = who and e.conflict is not null
          and b.opened_at <= as_of) then 'frozen'
      when exists (select 1 from not_ruled_on(of_kind, thing, who, as_of)) then 'not-ruled-on'
    end $$;

  -- The thing that a record is about: of a ballot, a decision, a condition, a review what they are on; else itself.
  create function thing_of(of_kind text, record uuid) returns table (kind text, id uuid) language sql stable as $$
    select b.subject_kind::text, b.subject_id from ballot b where of_kind = 'ballot' and b.id = record
    union all select d.subject_kind, d.subject_id from decision d where of_kind = 'decision' and d.id = record
    union all select 'proposal', c.proposal_id from condition c where of_kind = 'condition' and c.id = record
    union all select 'proposal', v.proposal_id from procedural_review v
      where of_kind = 'procedural-review' and v.id = record
    union all select of_kind, record where of_kind not in ('ballot','decision','condition','procedural-review') $$;

  create or replace function ballot_recused(ballot uuid, person uuid) returns boolean language sql stable as $$
    select recusal_of(b.subject_kind, b.subject_id, ballot_recused.person) is not null
    from ballot b where b.id = ballot_recused.ballot $$;

  create index event_actor_of_subject on event (subject_id, actor_id) where subject_kind = 'proposal'`;

const guards = `
  create function peer_reviewer_takes_no_part() returns trigger language plpgsql as $$
  begin
    insert into standing_recusal (id, subject_kind, subject_id, person_id, why, noted_at)
      select gen_random_uuid(), 'proposal', i.proposal_id, p.id, 'reviewer', waymark_now()
      from review_invitation i join reviewer r on r.invitation_id = i.id join person p on lower(p.email) = r.email
      where i.id = new.invitation_id
      on conflict do nothing;
    return new;
  end $$;
  create trigger peer_reviewer_takes_no_part after insert on peer_review
    for each row execute function peer_reviewer_takes_no_part();
  create trigger interested_reviewer_takes_no_part after insert or update on peer_review_declaration
    for each row when (new.interested) execute function peer_reviewer_takes_no_part();

  create function recusal_ruling_guard() returns trigger language plpgsql as $$
  begin
    if new.ruled_at < waymark_now() - interval '10 seconds' or new.ruled_at > waymark_now() then
      raise exception 'the time of a ruling is the time of the database' using errcode = 'restrict_violation';
    end if;
    if not exists (select 1 from not_ruled_on(new.subject_kind, new.subject_id, new.person_id, waymark_now()) as open
                   where open = new.organisation) then
      raise exception 'there is no proposed recusal to rule on' using errcode = 'restrict_violation';
    end if;
    if recusal_of(new.subject_kind, new.subject_id, new.ruled_by) is not null then
      raise exception 'nobody rules who takes no part themselves' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger recusal_ruling_guard before insert on recusal_ruling
    for each row execute function recusal_ruling_guard()`;
