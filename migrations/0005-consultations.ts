import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/** Consultations, the responses as they were sent, who sent them (apart), and what moderators decided. */
export class Consultations1700000000005 implements MigrationInterface {
  name = 'Consultations1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(consultations);
    await runner.query(responses);
    await runner.query(moderations);
    for (const table of ['consultation_response', 'moderation']) await appendOnly(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}

const consultations = `
  create sequence consultation_number;
  create table consultation (
    id uuid primary key,
    reference text not null unique check (reference ~ '^CN[0-9]{4,}$'),
    subject_kind text not null,
    subject_id uuid not null,
    subject_version_id uuid,
    title text not null check (title <> ''),
    introduction text not null,
    proposed jsonb not null,
    opens_at timestamptz(3) not null,
    closes_at timestamptz(3) not null,
    created_by uuid not null references person,
    created_at timestamptz(3) not null,
    check (closes_at > opens_at)
  );
  create index consultation_subject on consultation (subject_kind, subject_id);
  create index consultation_closes on consultation (closes_at desc, id desc)`;

const responses = `
  create table consultation_response (
    id uuid primary key,
    consultation_id uuid not null references consultation,
    reference text not null unique check (reference ~ '^R-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$'),
    idempotency_key uuid not null,
    answer varchar(20) not null check (answer in ('agree','disagree','do-not-know')),
    text text not null,
    organisation_type varchar(40) not null,
    consent_to_publish boolean not null,
    received_at timestamptz(3) not null,
    unique (consultation_id, idempotency_key)
  );
  create index consultation_response_queue on consultation_response (received_at, id);

  create function response_comes_while_open() returns trigger language plpgsql as $$
  begin
    if not exists (select 1 from consultation c where c.id = new.consultation_id
                   and c.opens_at <= new.received_at and new.received_at < c.closes_at) then
      raise exception 'a response can only be received while the consultation is open' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger response_comes_while_open before insert on consultation_response
    for each row execute function response_comes_while_open();

  create table consultation_respondent (
    response_id uuid primary key references consultation_response,
    name text,
    email text not null
  );
  comment on table consultation_respondent is 'Personal data apart from the response, so that it can be erased'`;

const moderations = `
  create table moderation (
    id uuid primary key,
    response_id uuid not null references consultation_response,
    no int not null check (no > 0),
    outcome varchar(20) not null check (outcome in ('published','redacted','rejected')),
    published_text text,
    reason text not null,
    moderated_by uuid not null references person,
    moderated_at timestamptz(3) not null,
    unique (response_id, no),
    check ((outcome = 'redacted') = (published_text is not null)),
    check (outcome = 'published' or reason <> '')
  );

  create function publishing_needs_consent() returns trigger language plpgsql as $$
  begin
    if new.outcome <> 'rejected' and not exists (
      select 1 from consultation_response r where r.id = new.response_id and r.consent_to_publish) then
      raise exception 'a response without consent cannot be published' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger publishing_needs_consent before insert on moderation
    for each row execute function publishing_needs_consent();

  create view published_response as
    select r.id, r.consultation_id, r.reference, r.answer, r.organisation_type, r.received_at,
           m.moderated_at as published_at, m.outcome = 'redacted' as redacted,
           case m.outcome when 'published' then r.text when 'redacted' then m.published_text end as text
    from consultation_response r
    join lateral (select outcome, published_text, moderated_at from moderation
                  where response_id = r.id order by no desc limit 1) m on true
    where r.consent_to_publish and m.outcome in ('published','redacted');
  comment on view published_response is 'The one door to what the public sees of responses: consented, and published by the latest moderation'`;
