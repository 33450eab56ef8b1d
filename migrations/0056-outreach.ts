import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

const invitations = `
  create table consultation_invitation (
    id uuid primary key,
    consultation_id uuid not null references consultation,
    organisation text not null check (not is_blank(organisation)),
    contact text not null,
    email text not null,
    email_normal text not null,
    token_hash text not null unique,
    batch uuid not null,
    invited_by uuid not null references person,
    invited_at timestamptz(3) not null
  );
  create unique index consultation_invitation_once on consultation_invitation (consultation_id, email_normal)
    where email_normal <> 'erased';
  create index consultation_invitation_listed on consultation_invitation (consultation_id, organisation, id);
  create index consultation_invitation_batch on consultation_invitation (batch);
  create index consultation_invitation_email on consultation_invitation (email_normal);
  create trigger at_waymark_now before insert on consultation_invitation
    for each row execute function waymark_sets_time('invited_at');

  create function invitation_only_erases_who() returns trigger language plpgsql as $$
  begin
    if new.email_normal <> 'erased'
       or to_jsonb(new) - array['contact','email','email_normal','token_hash']
          is distinct from to_jsonb(old) - array['contact','email','email_normal','token_hash'] then
      raise exception 'an invitation stands; only who it went to is erased' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger invitation_only_erases_who before update on consultation_invitation
    for each row execute function invitation_only_erases_who();

  create table consultation_reminder (
    consultation_id uuid primary key references consultation,
    sent_by uuid not null references person,
    sent_at timestamptz(3) not null
  );
  create trigger at_waymark_now before insert on consultation_reminder
    for each row execute function waymark_sets_time('sent_at');

  create function outreach_is_timely() returns trigger language plpgsql as $$
  begin
    perform consultation_is_held(new.consultation_id, false);
    if not exists (select 1 from consultation_standing s where s.id = new.consultation_id
                   and (s.standing = 'open' or s.standing = 'upcoming' and tg_table_name = 'consultation_invitation')) then
      raise exception 'nobody is invited or reminded where nobody can answer' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger outreach_is_timely before insert on consultation_invitation
    for each row execute function outreach_is_timely();
  create trigger outreach_is_timely before insert on consultation_reminder
    for each row execute function outreach_is_timely();

  alter table response_draft add column invitation_id uuid references consultation_invitation;
  alter table respondent add column invitation_id uuid references consultation_invitation;
  create index respondent_invitation on respondent (invitation_id) where invitation_id is not null;

  create view answered_invitation as
    select m.invitation_id, r.consultation_id, bool_or(r.permission = 'named') as by_name
    from (select p.invitation_id, p.response_id from respondent p where p.invitation_id is not null
          union
          select i.id, p.response_id from consultation_invitation i
          join respondent p on p.email_normal = i.email_normal and p.confirmed_at is not null) m
    join consultation_invitation i on i.id = m.invitation_id
    join standing_response r on r.id = m.response_id and r.consultation_id = i.consultation_id
    group by m.invitation_id, r.consultation_id;
  comment on view answered_invitation is
    'Who of those invited has answered, by the link of the invitation or by the same address, confirmed. Reminders go by it; what people see of it goes by shown_invitation';

  create view shown_invitation as
    select i.*, a.invitation_id is not null and (a.by_name or (
        select count(*) from standing_response r where r.consultation_id = i.consultation_id and r.permission <> 'named') >= 5
      ) as answered
    from consultation_invitation i left join answered_invitation a on a.invitation_id = i.id;
  comment on view shown_invitation is
    'Invitations as officers see them: that somebody answered without a name shows only where theirs is one of five such responses'`;

const paper = `
  create table response_entry (
    id uuid primary key,
    consultation_id uuid not null references consultation,
    came_by varchar(5) not null check (came_by in ('paper','mail')),
    came_on date not null,
    file_name text not null,
    file_kind varchar(10) not null,
    file_size int not null,
    file_sha256 text not null,
    entered_by uuid not null references person,
    entered_at timestamptz(3) not null
  );
  create index response_entry_listed on response_entry (consultation_id, id);
  create index response_entry_content on response_entry (file_sha256);
  create trigger at_waymark_now before insert on response_entry for each row execute function waymark_sets_time('entered_at');

  create function paper_is_taken(consultation uuid, came_on date) returns boolean language sql stable as $$
    select exists (select 1 from consultation_standing s where s.id = consultation
      and (s.standing = 'open' or s.standing = 'closed' and waymark_now() < s.closes_at + interval '14 days')
      and came_on::timestamp at time zone 'Europe/London' < s.closes_at
      and came_on between (s.opens_at at time zone 'Europe/London')::date and (waymark_now() at time zone 'Europe/London')::date) $$;
  comment on function paper_is_taken is
    'Whether staff may enter what came on paper or by mail: on a day before the close, and entered at most 14 days after it';

  create function entry_is_timely() returns trigger language plpgsql as $$
  begin
    perform consultation_is_held(new.consultation_id, false);
    if not paper_is_taken(new.consultation_id, new.came_on) then
      raise exception 'it came too late, or is entered too late' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger entry_is_timely before insert on response_entry for each row execute function entry_is_timely();

  alter table response_draft add column entry_id uuid unique references response_entry;
  alter table consultation_response add column entry_id uuid unique references response_entry;

  create or replace function waymark_response_is_timely() returns trigger language plpgsql as $$
  declare stood text; about uuid; entry uuid;
  begin
    if tg_table_name = 'consultation_response' then about := new.consultation_id; entry := new.entry_id;
    else
      select consultation_id, entry_id into about, entry from consultation_response where id = new.response_id;
      if tg_table_name = 'response_sending' then new.sent_at := waymark_now(); else new.withdrawn_at := waymark_now(); end if;
    end if;
    perform consultation_is_held(about, false);
    select standing into stood from consultation_standing where id = about;
    if stood <> 'open' and not exists (
      select 1 from response_entry e where e.id = entry and e.consultation_id = about and paper_is_taken(about, e.came_on)) then
      raise exception 'the consultation is not open' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$`;

const evidence = `
  create table invited_evidence (
    id uuid not null,
    version int not null,
    consultation_id uuid not null references consultation,
    title text not null,
    held_on date not null,
    organisations text[] not null,
    people int not null,
    notes text not null,
    may_publish boolean not null,
    why text not null,
    recorded_by uuid not null references person,
    recorded_at timestamptz(3) not null,
    primary key (id, version)
  );
  create index invited_evidence_listed on invited_evidence (consultation_id, held_on);
  create trigger at_waymark_now before insert on invited_evidence for each row execute function waymark_sets_time('recorded_at');

  create function evidence_is_next() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock(hashtextextended(new.id::text, 56));
    if new.version <> 1 + (select coalesce(max(version), 0) from invited_evidence where id = new.id)
       or exists (select 1 from invited_evidence where id = new.id and consultation_id <> new.consultation_id) then
      raise exception 'evidence is corrected by its next version' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger evidence_is_next before insert on invited_evidence for each row execute function evidence_is_next();

  create view standing_evidence as
    select distinct on (id) * from invited_evidence order by id, version desc;
  comment on view standing_evidence is 'Workshops and meetings as they are recorded last: read beside responses, never counted with them'`;

/** Outreach and evidence around a consultation: invited organisations, what came on paper, workshops and meetings. */
export class Outreach1700000000056 implements MigrationInterface {
  name = 'Outreach1700000000056';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [invitations, paper, evidence]) await runner.query(sql);
    for (const table of ['consultation_reminder', 'response_entry', 'invited_evidence'])
      await appendOnly(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
