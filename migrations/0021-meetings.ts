import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/** Secretaries are roles like the others; a grant names what a role does not say: the deputy, the committee's chair. */
const seats = `
  do $$ declare held text; begin
    for held in select conname from pg_constraint where conrelid = 'person_grant'::regclass and contype = 'c'
      and pg_get_constraintdef(oid) like '%panel-chair%' loop
      execute format('alter table person_grant drop constraint %I', held);
    end loop;
  end $$;
  alter table person_grant
    add constraint person_grant_role_check check (role in ('administrator','product-manager','moderator','panel-chair',
      'panel-member','panel-secretary','committee-member','committee-secretary','group-chair','group-deputy','group-member')),
    add constraint person_grant_scope_check check ((role in ('panel-chair','panel-member','panel-secretary',
      'group-chair','group-deputy','group-member')) = (scope is not null));

  create table panel_office (
    grant_id uuid primary key references person_grant,
    office varchar(10) not null check (office in ('chair','deputy'))
  );

  -- Who sits on which panel: the grants of people, with their office. There is no second truth beside the grants.
  create view panel_seat as
    select g.id, p.id as panel_id, g.person_id, g.valid_from, g.valid_until,
           coalesce(o.office, case when g.role = 'panel-chair' then 'chair'
             when g.role in ('panel-secretary','committee-secretary') then 'secretary' else 'member' end) as office
    from person_grant g
    join panel p on case when p.route is null then g.role in ('committee-member','committee-secretary')
      else g.scope = 'route:' || p.route and g.role in ('panel-chair','panel-member','panel-secretary') end
    left join panel_office o on o.grant_id = g.id;

  create table interest_entry (
    id uuid primary key,
    person_id uuid not null references person,
    kind varchar(20) not null check (kind in ('employer','directorship','professional-body','other')),
    organisation text not null check (organisation <> ''),
    held_from date not null,
    entered_at timestamptz(3) not null
  );
  create index interest_entry_person on interest_entry (person_id);
  create table interest_ending (
    entry_id uuid primary key references interest_entry,
    held_until date not null,
    ended_at timestamptz(3) not null
  );
  create table interest_confirmation (
    id uuid primary key,
    person_id uuid not null references person,
    confirmed_at timestamptz(3) not null
  );
  create index interest_confirmation_person on interest_confirmation (person_id, confirmed_at);
  create function interest_ending_guard() returns trigger language plpgsql as $$
  begin
    if new.held_until < (select held_from from interest_entry where id = new.entry_id) then
      raise exception 'an interest ends after it began' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger interest_ending_guard before insert on interest_ending
    for each row execute function interest_ending_guard()`;

const meetings = `
  create table meeting (
    id uuid primary key,
    panel_id uuid not null references panel,
    no int not null check (no > 0),
    starts_at timestamptz(3) not null,
    place text not null,
    link text not null check (link = '' or link like 'https://%'),
    version int not null check (version > 0),
    planned_at timestamptz(3) not null,
    cancelled_at timestamptz(3),
    cancelled_why text,
    minutes_no int,
    minutes_agreed_at timestamptz(3),
    minutes_agreed_by uuid references person,
    minutes_published_at timestamptz(3),
    unique (panel_id, no),
    check ((cancelled_at is null) = (cancelled_why is null)),
    check ((minutes_no is null) = (minutes_agreed_at is null) and (minutes_no is null) = (minutes_agreed_by is null)),
    check (minutes_agreed_at >= starts_at),
    check (minutes_published_at >= minutes_agreed_at),
    check (minutes_published_at is null or minutes_agreed_at is not null),
    check (cancelled_at is null or minutes_no is null)
  );

  create table meeting_item (
    id uuid primary key,
    meeting_id uuid not null references meeting,
    position int not null check (position > 0),
    section varchar(10) not null check (section in ('consent','deferred','returning','ready','business')),
    subject_kind varchar(40) not null,
    subject_id uuid not null,
    reference text not null,
    title text not null check (title <> ''),
    version_no int,
    note text not null,
    removed_at timestamptz(3)
  );
  create unique index meeting_item_once on meeting_item (meeting_id, subject_kind, subject_id) where removed_at is null;
  create index meeting_item_subject on meeting_item (subject_kind, subject_id);

  create table meeting_agenda (
    meeting_id uuid not null references meeting,
    no int not null check (no > 0),
    lines jsonb not null,
    published_by uuid not null references person,
    published_at timestamptz(3) not null,
    primary key (meeting_id, no)
  );

  create table meeting_attendance (
    id uuid primary key,
    meeting_id uuid not null references meeting,
    person_id uuid not null references person,
    attendance varchar(10) not null check (attendance in ('expected','present','apologies','absent')),
    noted_by uuid not null references person,
    noted_at timestamptz(3) not null
  );
  create index meeting_attendance_of on meeting_attendance (meeting_id, person_id, noted_at);

  create table meeting_recusal (
    id uuid primary key,
    item_id uuid not null references meeting_item,
    person_id uuid not null references person,
    reason text not null check (reason <> ''),
    noted_by uuid not null references person,
    noted_at timestamptz(3) not null,
    unique (item_id, person_id)
  );
  create index meeting_recusal_person on meeting_recusal (person_id);

  create table meeting_minutes (
    meeting_id uuid not null references meeting,
    no int not null check (no > 0),
    entries jsonb not null,
    written_by uuid not null references person,
    written_at timestamptz(3) not null,
    primary key (meeting_id, no)
  );
  alter table meeting add foreign key (id, minutes_no) references meeting_minutes (meeting_id, no)`;

const guards = `
  -- A meeting keeps its panel and number; once cancelled, or its minutes agreed or published, that stands.
  create function meeting_guard() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      raise exception 'a meeting is cancelled, never deleted' using errcode = 'restrict_violation';
    end if;
    if (new.id, new.panel_id, new.no, new.planned_at) is distinct from (old.id, old.panel_id, old.no, old.planned_at)
       or new.version < old.version
       or (old.cancelled_at is not null and new is distinct from old)
       or (old.minutes_no is not null and (new.minutes_no, new.minutes_agreed_at, new.minutes_agreed_by, new.starts_at)
           is distinct from (old.minutes_no, old.minutes_agreed_at, old.minutes_agreed_by, old.starts_at))
       or (old.minutes_published_at is not null and new.minutes_published_at is distinct from old.minutes_published_at)
    then
      raise exception 'what was decided about a meeting stands' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger meeting_guard before update or delete on meeting for each row execute function meeting_guard();

  -- An item stays what it is about; one that was removed from the agenda stays removed.
  create function meeting_item_guard() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' or old.removed_at is not null
       or (new.id, new.meeting_id, new.subject_kind, new.subject_id)
          is distinct from (old.id, old.meeting_id, old.subject_kind, old.subject_id) then
      raise exception 'an item is removed once, and stays what it is about' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger meeting_item_guard before update or delete on meeting_item
    for each row execute function meeting_item_guard();

  -- Minutes are written from the start of the meeting until they are agreed, one version after the other.
  create function meeting_minutes_guard() returns trigger language plpgsql as $$
  declare m meeting%rowtype;
  begin
    select * into m from meeting where id = new.meeting_id for update;
    if m.minutes_no is not null or m.cancelled_at is not null or new.written_at < m.starts_at then
      raise exception 'minutes are written after the start, until they are agreed' using errcode = 'restrict_violation';
    end if;
    if new.no <> (select count(*) + 1 from meeting_minutes where meeting_id = new.meeting_id) then
      raise exception 'versions of minutes follow each other' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger meeting_minutes_guard before insert on meeting_minutes
    for each row execute function meeting_minutes_guard()`;

/** A date that was set for the next meeting becomes a meeting. */
const moved = `
  insert into meeting (id, panel_id, no, starts_at, place, link, version, planned_at)
    select gen_random_uuid(), id, 1, next_meeting, '', '', 1, waymark_now() from panel where next_meeting is not null;
  alter table panel drop column next_meeting`;

/** Seats with offices, the register of interests, and meetings with agenda, attendance and minutes. */
export class Meetings1700000000021 implements MigrationInterface {
  name = 'Meetings1700000000021';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [seats, meetings, guards, moved]) await runner.query(sql);
    const tables = ['panel_office', 'interest_entry', 'interest_ending', 'interest_confirmation'];
    const ofMeetings = ['meeting_agenda', 'meeting_attendance', 'meeting_recusal', 'meeting_minutes'];
    for (const table of [...tables, ...ofMeetings]) await appendOnly(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
