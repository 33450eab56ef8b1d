/** What is answered: a response in one or more sendings, each with its answers; what is not sent yet; who answered. */
export const answering = [
  `alter table consultation_response
     alter column answer drop not null,
     alter column text drop not null,
     alter column organisation_type drop not null,
     alter column consent_to_publish drop not null;

   create table response_sending (
     response_id uuid not null references consultation_response,
     no int not null check (no > 0),
     form_version int not null,
     about jsonb not null,
     permission varchar(12) not null check (permission in ('named','anonymous','confidential')),
     content_hash text not null,
     sent_at timestamptz(3) not null,
     primary key (response_id, no)
   );
   create table response_answer (
     response_id uuid not null,
     sending int not null,
     question text not null,
     block text not null,
     choices text[],
     text text,
     number int,
     day date,
     why text,
     primary key (response_id, sending, question, block),
     foreign key (response_id, sending) references response_sending (response_id, no)
   );
   create table response_withdrawal (
     response_id uuid primary key references consultation_response,
     why varchar(10) not null check (why in ('asked','replaced')),
     replaced_by uuid references consultation_response,
     withdrawn_at timestamptz(3) not null,
     check ((why = 'replaced') = (replaced_by is not null))
   )`,

  `insert into response_sending (response_id, no, form_version, about, permission, content_hash, sent_at)
     select r.id, 1, 1,
       case r.organisation_type when 'individual' then '{"capacity":"individual"}'::jsonb
         when 'apprentice' then '{"capacity":"individual","role":"learner"}'::jsonb
         else jsonb_build_object('capacity', 'organisation', 'type', r.organisation_type) end,
       case when r.consent_to_publish then 'anonymous' else 'confidential' end,
       coalesce((select e.content::jsonb ->> 'contentHash' from event e
                 where e.subject_kind = 'response' and e.subject_id = r.id and e.type = 'response.received' limit 1), ''),
       r.received_at
     from consultation_response r;
   insert into response_answer (response_id, sending, question, block, choices)
     select id, 1, 'agree', '', array[answer::text] from consultation_response;
   insert into response_answer (response_id, sending, question, block, text)
     select id, 1, 'comments', '', text from consultation_response where text <> ''`,

  `alter table respondent
     alter column email drop not null,
     add column email_normal text,
     add column organisation text not null default '',
     add column wants_copy boolean not null default false,
     add column wants_outcome boolean not null default false,
     add column confirmed_at timestamptz(3);
   create index respondent_email on respondent (email_normal) where email_normal is not null;

   create table response_draft (
     id uuid primary key,
     consultation_id uuid not null references consultation,
     token_hash text not null unique,
     form_version int not null,
     about jsonb not null default '{}',
     answers jsonb not null default '{}',
     sending jsonb not null default '{}',
     email text,
     email_normal text,
     confirmed_at timestamptz(3),
     version int not null default 1,
     started_at timestamptz(3) not null default clock_timestamp(),
     saved_at timestamptz(3) not null default clock_timestamp()
   );
   create index response_draft_email on response_draft (consultation_id, email_normal) where email_normal is not null;
   comment on table response_draft is 'What somebody has not sent yet, or may change until the close: personal, and erased after it';
   create table response_link (
     token_hash text primary key,
     draft_id uuid not null references response_draft on delete cascade,
     purpose varchar(10) not null check (purpose in ('continue','confirm')),
     made_at timestamptz(3) not null default clock_timestamp(),
     expires_at timestamptz(3) not null
   );
   create index response_link_draft on response_link (draft_id)`,

  `alter table response_ruling
     add column question text,
     add column block text,
     add column part varchar(4) check (part in ('text','why')),
     add column text_hash text,
     add constraint response_ruling_text_check
       check ((question is null) = (block is null) and (question is null) = (part is null) and (question is null) = (text_hash is null));

   create view standing_response as
     select r.id, r.consultation_id, r.reference, r.received_at, s.no as sending, s.form_version, s.about, s.permission, s.sent_at
     from consultation_response r
     join lateral (select * from response_sending where response_id = r.id order by no desc limit 1) s on true
     where not exists (select 1 from response_withdrawal w where w.response_id = r.id);
   comment on view standing_response is 'What counts: each response as it was sent last, without those that were withdrawn';

   create view response_text as
     select s.id as response_id, s.consultation_id, s.reference, s.received_at, s.permission, s.about, a.question, a.block,
            t.part, t.text, encode(sha256(convert_to(t.text, 'UTF8')), 'hex') as text_hash
     from standing_response s
     join response_answer a on a.response_id = s.id and a.sending = s.sending
     cross join lateral (values ('text', a.text), ('why', a.why)) as t (part, text)
     where t.text is not null;
   comment on view response_text is 'Texts as they were sent, for moderators alone: one row for each text of a response that stands';

   create view ruled_text as
     select t.*, u.no as ruling, u.outcome, u.published_text, u.reason, u.ruled_at
     from response_text t
     left join lateral (
       select * from response_ruling r where r.response_id = t.response_id
         and coalesce(r.question, 'comments') = t.question and coalesce(r.block, '') = t.block
         and coalesce(r.part, 'text') = t.part and coalesce(r.text_hash, t.text_hash) = t.text_hash
       order by r.no desc limit 1) u on true;

   create view published_comment as
     select response_id, consultation_id, reference, received_at, permission, about, question, block, part, published_text as text,
            outcome = 'redacted' as redacted
     from ruled_text where permission <> 'confidential' and outcome in ('published','redacted');
   comment on view published_comment is 'The only door to the words that the public sees: with consent, ruled on, and the separate text'`,

  `create or replace function waymark_response_is_timely() returns trigger language plpgsql as $$
   declare stood text; about uuid; known int;
   begin
     if tg_table_name = 'consultation_response' then about := new.consultation_id;
     else
       select consultation_id into about from consultation_response where id = new.response_id;
       if tg_table_name = 'response_sending' then new.sent_at := waymark_now(); else new.withdrawn_at := waymark_now(); end if;
     end if;
     perform consultation_is_held(about, false);
     select standing into stood from consultation_standing where id = about;
     if stood <> 'open' then
       raise exception 'the consultation is not open' using errcode = 'restrict_violation';
     end if;
     return new;
   end $$;
   create trigger response_is_timely before insert on response_sending
     for each row execute function waymark_response_is_timely();
   create trigger response_is_timely before insert on response_withdrawal
     for each row execute function waymark_response_is_timely();

   create or replace function waymark_ruling_has_consent() returns trigger language plpgsql as $$
   begin
     if (select permission from response_sending where response_id = new.response_id order by no desc limit 1) = 'confidential' then
       raise exception 'a response without consent is never ruled on' using errcode = 'restrict_violation';
     end if;
     return new;
   end $$;

   drop view published_response;
   create view published_response as
     select r.id, r.consultation_id, r.reference, r.about, r.received_at
     from standing_response r
     where r.permission <> 'confidential' and (
       exists (select 1 from published_comment p where p.response_id = r.id)
       or exists (select 1 from response_ruling u where u.response_id = r.id and u.question is null and u.outcome = 'published'
                  and not exists (select 1 from response_ruling later where later.response_id = r.id and later.no > u.no)));
   comment on view published_response is 'Responses of which the public reads something'`,
];
