/** What is asked, about what, until when; what was done to a consultation since; and what is prepared. */
export const asking = [
  `create table consultation_draft (
     id uuid primary key,
     content jsonb not null,
     version int not null default 1 check (version > 0),
     state varchar(10) not null check (state in ('drafting','asked','announced','given-up')),
     authors uuid[] not null check (cardinality(authors) > 0),
     asked_by uuid references person,
     sent_back text,
     created_by uuid not null references person,
     created_at timestamptz(3) not null,
     creation_key uuid not null unique,
     check ((state in ('asked','announced')) = (asked_by is not null))
   );
   create trigger at_waymark_now before insert on consultation_draft for each row execute function waymark_sets_time('created_at');
   create trigger waymark_created_at_stands before update on consultation_draft
     for each row when (old.created_at is distinct from new.created_at) execute function waymark_time_stands('created_at');
   create index consultation_draft_open on consultation_draft (created_at desc) where state in ('drafting','asked');

   alter table consultation
     add column draft_id uuid unique references consultation_draft,
     add column agreed_by uuid references person,
     add column template varchar(20),
     add column audience text,
     add column why_this_long text,
     add column formats text,
     add column comments_appear varchar(10) check (comments_appear in ('at-once','at-close')),
     add column overridden jsonb,
     alter column subject_id drop not null,
     add constraint consultation_is_agreed check (draft_id is null or (agreed_by is not null and agreed_by <> created_by)),
     add constraint consultation_subject_id_check check ((subject_kind = 'proposal') = (subject_id is not null))`,

  `alter index consultation_subject rename to consultation_on_a_request;
   create table consultation_subject (
     consultation_id uuid not null references consultation,
     no int not null check (no > 0),
     kind varchar(12) not null check (kind in ('proposal','retirement','route','pathway','cluster','occupation','revision')),
     ref text not null check (not is_blank(ref)),
     title text not null check (not is_blank(title)),
     version text not null,
     shown jsonb not null,
     primary key (consultation_id, no),
     unique (consultation_id, kind, ref)
   );
   create index consultation_subject_ref on consultation_subject (kind, ref);

   create table consultation_form (
     consultation_id uuid not null references consultation,
     version int not null check (version > 0),
     form jsonb not null,
     why text not null check (version = 1 or not is_blank(why)),
     made_by uuid not null references person,
     made_at timestamptz(3) not null,
     primary key (consultation_id, version)
   );

   create table consultation_deadline (
     consultation_id uuid not null references consultation,
     no int not null check (no > 0),
     closes_at timestamptz(3) not null,
     why text not null check (no = 1 or not is_blank(why)),
     set_by uuid not null references person,
     set_at timestamptz(3) not null,
     primary key (consultation_id, no)
   );

   create table consultation_act (
     consultation_id uuid not null references consultation,
     no int not null check (no > 0),
     act varchar(10) not null check (act in ('suspended','resumed','withdrawn')),
     why text not null check (not is_blank(why)),
     done_by uuid not null references person,
     done_at timestamptz(3) not null,
     primary key (consultation_id, no)
   )`,

  // What every consultation asked until now, as version 1 of its form: `formOfOneQuestion` says the same.
  `insert into consultation_subject (consultation_id, no, kind, ref, title, version, shown)
     select c.id, 1, case when p.kind = 'retirement' then 'retirement' else 'proposal' end, c.subject_id::text,
            coalesce(nullif(c.proposed ->> 'title', ''), c.title), coalesce(c.subject_version_id::text, ''), c.proposed
     from consultation c left join proposal p on p.id = c.subject_id;
   insert into consultation_form (consultation_id, version, form, why, made_by, made_at)
     select id, 1, '{"sections":[{"title":"Your answer","questions":[
       {"key":"agree","kind":"single","text":"Do you agree with what is proposed?","required":true,
        "options":[{"key":"agree","text":"Agree"},{"key":"disagree","text":"Do not agree"}],"doNotKnow":true},
       {"key":"comments","kind":"long-text","text":"Your comments","help":"Tell us what you see at work. Name no other person.",
        "required":false,"followsUp":true}]}]}'::jsonb, '', created_by, created_at
     from consultation;
   insert into consultation_deadline (consultation_id, no, closes_at, why, set_by, set_at)
     select id, 1, closes_at, '', created_by, created_at from consultation`,

  `create view consultation_standing as
     select c.id, c.reference, c.title, c.opens_at, d.closes_at, d.no as deadline_no, a.act, a.done_at as act_at, a.why as act_why,
       case when a.act in ('suspended','withdrawn') then a.act
            when waymark_now() < c.opens_at then 'upcoming'
            when waymark_now() < d.closes_at then 'open' else 'closed' end as standing
     from consultation c
     join lateral (select closes_at, no from consultation_deadline where consultation_id = c.id order by no desc limit 1) d on true
     left join lateral (select act, done_at, why from consultation_act where consultation_id = c.id order by no desc limit 1) a on true;

   -- Responses share it, and whoever moves the close or stops the consultation has it alone: a row lock would not do, since
   -- what they wait for is a row that is not there yet.
   create function consultation_is_held(id uuid, alone boolean) returns void language plpgsql as $$
   begin
     if alone then perform pg_advisory_xact_lock(hashtextextended(id::text, 52));
     else perform pg_advisory_xact_lock_shared(hashtextextended(id::text, 52)); end if;
   end $$;

   create function consultation_lost(id uuid) returns interval language sql stable as $$
     select coalesce(sum(coalesce(resumed.done_at, waymark_now()) - stopped.done_at), interval '0')
     from consultation_act stopped
     left join consultation_act resumed on resumed.consultation_id = stopped.consultation_id and resumed.no = stopped.no + 1
     where stopped.consultation_id = consultation_lost.id and stopped.act = 'suspended' $$;

   create function consultation_deadline_is_later() returns trigger language plpgsql as $$
   declare last consultation_deadline%rowtype; stood text;
   begin
     perform consultation_is_held(new.consultation_id, true);
     new.set_at := waymark_now();
     select * into last from consultation_deadline where consultation_id = new.consultation_id order by no desc limit 1;
     if last is null then
       if new.no <> 1 then raise exception 'a first deadline has the number 1' using errcode = 'restrict_violation'; end if;
       return new;
     end if;
     select standing into stood from consultation_standing where id = new.consultation_id;
     if new.no <> last.no + 1 or new.closes_at <= last.closes_at or new.closes_at <= new.set_at
        or stood not in ('upcoming','open','suspended') then
       raise exception 'a closing time moves later only, before it has come' using errcode = 'restrict_violation';
     end if;
     return new;
   end $$;
   create trigger deadline_is_later before insert on consultation_deadline
     for each row execute function consultation_deadline_is_later();

   create function consultation_act_is_in_order() returns trigger language plpgsql as $$
   declare stood text; last int;
   begin
     perform consultation_is_held(new.consultation_id, true);
     new.done_at := waymark_now();
     select standing into stood from consultation_standing where id = new.consultation_id;
     select coalesce(max(no), 0) into last from consultation_act where consultation_id = new.consultation_id;
     if new.no <> last + 1
        or not ((new.act = 'suspended' and stood = 'open') or (new.act = 'resumed' and stood = 'suspended')
                or (new.act = 'withdrawn' and stood = 'upcoming')) then
       raise exception 'this cannot be done to a consultation that is %', stood using errcode = 'restrict_violation';
     end if;
     return new;
   end $$;
   create trigger act_is_in_order before insert on consultation_act
     for each row execute function consultation_act_is_in_order();

   create function consultation_form_is_next() returns trigger language plpgsql as $$
   declare last int; stood text;
   begin
     perform consultation_is_held(new.consultation_id, true);
     new.made_at := waymark_now();
     select coalesce(max(version), 0) into last from consultation_form where consultation_id = new.consultation_id;
     select standing into stood from consultation_standing where id = new.consultation_id;
     if new.version <> last + 1 or (last > 0 and stood in ('closed','withdrawn')) then
       raise exception 'a form changes until the close, one version after the other' using errcode = 'restrict_violation';
     end if;
     return new;
   end $$;
   create trigger form_is_next before insert on consultation_form
     for each row execute function consultation_form_is_next()`,

  // What counts in law goes by the close as it stands, less the time for which the consultation was stopped.
  `create function consultation_is_long(opens timestamptz, closes timestamptz, lost interval) returns boolean language sql immutable as $$
     select closes - opens - lost >= interval '27 days 23 hours' $$;
   create or replace function consultation_counts(held consultation) returns boolean language sql stable as $$
     select exists (select 1 from consultation_standing s where s.id = held.id and s.standing = 'closed'
       and consultation_is_long(held.opens_at, s.closes_at, consultation_lost(held.id))) $$;

   create or replace view earlier_consultation as
     select p.id as proposal_id, c.id as consultation_id, c.reference, c.title, c.opens_at, s.closes_at
     from proposal p
     join proposal o on o.occupation_reference = p.occupation_reference and o.id <> p.id
     join consultation_subject u on u.kind in ('proposal','retirement') and u.ref = o.id::text
     join consultation c on c.id = u.consultation_id
     join consultation_standing s on s.id = c.id
     where p.kind = 'retirement' and consultation_counts(c);

   create or replace function retirement_is_consulted(request uuid) returns boolean language sql stable as $$
     select exists (select 1 from consultation_subject u join consultation c on c.id = u.consultation_id
       where u.kind in ('proposal','retirement') and u.ref = request::text and consultation_counts(c))
     or exists (select 1 from earlier_consultation_ruling r where r.proposal_id = request) $$`,
];
