import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

const tables = `
  create table panel (
    id uuid primary key,
    slug text not null unique,
    name text not null check (name <> ''),
    route text unique
  );
  create unique index panel_committee on panel ((route is null)) where route is null;

  create table panel_rules (
    id uuid primary key,
    panel_id uuid not null references panel,
    no int not null check (no > 0),
    quorum_percent int not null check (quorum_percent between 1 and 100),
    quorum_floor int not null check (quorum_floor between 1 and 50),
    threshold_percent int not null check (threshold_percent between 50 and 100),
    set_by uuid references person,
    set_at timestamptz(3) not null,
    unique (panel_id, no),
    unique (panel_id, id)
  );

  -- Rule 7: what is voted on is this version of this thing, and no other.
  alter table proposal_version add constraint proposal_version_bound unique (id, proposal_id, content_hash);

  create table ballot (
    id uuid primary key,
    panel_id uuid not null references panel,
    stage varchar(20) not null check (stage in ('panel','committee')),
    subject_kind varchar(40) not null,
    subject_id uuid not null,
    version_id uuid not null,
    content_hash text not null,
    proposal_id uuid generated always as (case when subject_kind = 'proposal' then subject_id end) stored,
    subject_reference text not null,
    subject_title text not null,
    version_no int not null,
    group_id uuid,
    submitted_by uuid references person,
    rules_id uuid not null,
    electors int not null check (electors > 0),
    opening_key uuid not null unique,
    opened_by uuid not null references person,
    opened_at timestamptz(3) not null,
    closes_at timestamptz(3) not null check (closes_at > opened_at),
    closed_at timestamptz(3),
    closed_by uuid references person,
    closing_key uuid,
    outcome varchar(10) check (outcome in ('approve','reject','revise')),
    lapsed boolean not null default false,
    unique (id, content_hash),
    check (closed_at is null or closed_at >= opened_at),
    check (closed_at is not null or (outcome is null and not lapsed)),
    foreign key (panel_id, rules_id) references panel_rules (panel_id, id),
    foreign key (version_id, proposal_id, content_hash)
      references proposal_version (id, proposal_id, content_hash)
  );
  create unique index ballot_one_open on ballot (panel_id, subject_kind, subject_id) where closed_at is null;
  create index ballot_subject on ballot (subject_kind, subject_id);

  create table ballot_elector (
    ballot_id uuid not null references ballot,
    person_id uuid not null references person,
    chair boolean not null,
    conflict text,
    primary key (ballot_id, person_id)
  );
  create index ballot_elector_person on ballot_elector (person_id);

  create table interest_declaration (
    id uuid primary key,
    ballot_id uuid not null,
    person_id uuid not null,
    interested boolean not null,
    details text not null,
    declared_at timestamptz(3) not null,
    key uuid not null unique,
    foreign key (ballot_id, person_id) references ballot_elector,
    check (not interested or details <> '')
  );
  create index interest_declaration_elector on interest_declaration (ballot_id, person_id);

  create table vote (
    id uuid primary key,
    ballot_id uuid not null,
    person_id uuid not null,
    no int not null check (no > 0),
    choice varchar(10) not null check (choice in ('approve','reject','revise','abstain')),
    reason text not null check (reason <> ''),
    content_hash text not null,
    cast_at timestamptz(3) not null,
    key uuid not null unique,
    unique (ballot_id, person_id, no),
    foreign key (ballot_id, person_id) references ballot_elector,
    foreign key (ballot_id, content_hash) references ballot (id, content_hash)
  );

  create table decision (
    id uuid primary key,
    ballot_id uuid not null unique,
    kind varchar(20) not null check (kind in ('recommendation','decision')),
    subject_kind varchar(40) not null,
    subject_id uuid not null,
    content_hash text not null,
    outcome varchar(10) not null check (outcome in ('approve','reject','revise')),
    reasons text not null check (reasons <> ''),
    rules jsonb not null,
    tally jsonb not null,
    decided_by uuid not null references person,
    decided_at timestamptz(3) not null,
    foreign key (ballot_id, content_hash) references ballot (id, content_hash)
  );
  create index decision_subject on decision (subject_kind, subject_id)`;

const guards = `
  create function ballot_recused(ballot uuid, person uuid) returns boolean language sql stable as $$
    select exists (select 1 from ballot_elector where ballot_id = ballot and person_id = person and conflict is not null)
        or exists (select 1 from interest_declaration where ballot_id = ballot and person_id = person and interested) $$;

  -- A ballot changes twice at most: it is closed, and it may lapse. What it is about never changes.
  create function ballot_guard() returns trigger language plpgsql as $$
  declare kept constant text[] := array['closed_at','closed_by','closing_key','outcome','lapsed','proposal_id'];
  begin
    if tg_op = 'DELETE' then
      raise exception 'a ballot is never deleted' using errcode = 'restrict_violation';
    end if;
    if to_jsonb(old) - kept is distinct from to_jsonb(new) - kept
       or (old.closed_at is not null and (old.closed_at, old.closed_by, old.closing_key, old.outcome)
           is distinct from (new.closed_at, new.closed_by, new.closing_key, new.outcome))
       or (old.lapsed and not new.lapsed) then
      raise exception 'what a ballot is about, and its close, never change' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger ballot_guard before update or delete on ballot for each row execute function ballot_guard();

  -- The electorate is frozen: at the commit there are as many electors as the ballot was opened with.
  create function ballot_electorate_frozen() returns trigger language plpgsql as $$
  begin
    if (select count(*) from ballot_elector where ballot_id = new.ballot_id)
       <> (select electors from ballot where id = new.ballot_id) then
      raise exception 'the electorate is frozen when the ballot opens' using errcode = 'restrict_violation';
    end if;
    return null;
  end $$;
  create constraint trigger ballot_electorate_frozen after insert on ballot_elector
    deferrable initially deferred for each row execute function ballot_electorate_frozen();

  -- Declarations and votes wait for each other and for the close, on the row of their ballot.
  create function ballot_entry_guard() returns trigger language plpgsql as $$
  declare
    at timestamptz := case when tg_table_name = 'vote' then (to_jsonb(new) ->> 'cast_at')::timestamptz
                           else (to_jsonb(new) ->> 'declared_at')::timestamptz end;
    b ballot%rowtype;
  begin
    select * into b from ballot where id = new.ballot_id for update;
    if b.closed_at is not null or at >= b.closes_at then
      raise exception 'the ballot is closed' using errcode = 'restrict_violation';
    end if;
    if at < waymark_now() - interval '10 seconds' or at > waymark_now() then
      raise exception 'the time of an entry is the time of the database' using errcode = 'restrict_violation';
    end if;
    if ballot_recused(new.ballot_id, new.person_id) then
      raise exception 'a recused person takes no part' using errcode = 'restrict_violation';
    end if;
    if tg_table_name = 'vote' and not exists (select 1 from interest_declaration d
         where d.ballot_id = new.ballot_id and d.person_id = new.person_id) then
      raise exception 'interests are declared before the vote' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger vote_guard before insert on vote for each row execute function ballot_entry_guard();
  create trigger interest_guard before insert on interest_declaration
    for each row execute function ballot_entry_guard();

  create function decision_guard() returns trigger language plpgsql as $$
  declare b ballot%rowtype;
  begin
    select * into b from ballot where id = new.ballot_id for update;
    if b.closed_at is null or b.lapsed or b.outcome is distinct from new.outcome then
      raise exception 'only a closed ballot leads to a decision, and to its own outcome' using errcode = 'restrict_violation';
    end if;
    if (b.subject_kind, b.subject_id) is distinct from (new.subject_kind, new.subject_id)
       or new.kind <> (case b.stage when 'panel' then 'recommendation' else 'decision' end) then
      raise exception 'a decision is about what was voted on' using errcode = 'restrict_violation';
    end if;
    if ballot_recused(new.ballot_id, new.decided_by) or b.submitted_by = new.decided_by then
      raise exception 'nobody decides on what they have an interest in' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger decision_guard before insert on decision for each row execute function decision_guard()`;

/** Panels with versioned rules; ballots on exact versions with a frozen electorate; declarations, votes, decisions. */
export class Panels1700000000004 implements MigrationInterface {
  name = 'Panels1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(guards);
    for (const table of ['panel_rules', 'ballot_elector', 'interest_declaration', 'vote', 'decision']) {
      await appendOnly(runner, table);
    }
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
