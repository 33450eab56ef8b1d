import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/** Consultations; original responses that never change, who sent them apart, and what moderators ruled. */
export class Consultations1700000000005 implements MigrationInterface {
  name = 'Consultations1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create sequence consultation_reference;
      create table consultation (
        id uuid primary key,
        reference text not null unique,
        title text not null check (title <> ''),
        introduction text not null,
        subject_kind text not null,
        subject_id uuid not null,
        subject_version_id uuid,
        proposed jsonb not null,
        opens_at timestamptz(3) not null,
        closes_at timestamptz(3) not null check (closes_at > opens_at),
        created_by uuid not null references person,
        created_at timestamptz(3) not null,
        creation_key uuid not null unique
      );
      create index consultation_subject on consultation (subject_kind, subject_id);
      create index consultation_closes on consultation (closes_at desc, id desc);

      create table consultation_response (
        id uuid primary key,
        consultation_id uuid not null references consultation,
        reference text not null unique,
        answer varchar(12) not null check (answer in ('agree','disagree','do-not-know')),
        text text not null,
        organisation_type varchar(30) not null,
        consent_to_publish boolean not null,
        key uuid not null unique,
        received_at timestamptz(3) not null
      );
      create index consultation_response_consultation on consultation_response (consultation_id, received_at, id);

      create table respondent (
        response_id uuid primary key references consultation_response,
        name text not null,
        email text not null
      );
      comment on table respondent is 'Who responded: personal, apart from the response, and erased without it';

      create table response_ruling (
        id uuid primary key,
        response_id uuid not null references consultation_response,
        no int not null check (no > 0),
        outcome varchar(10) not null check (outcome in ('published','redacted','rejected')),
        published_text text,
        reason text not null,
        ruled_by uuid not null references person,
        ruled_at timestamptz(3) not null,
        unique (response_id, no),
        check ((outcome = 'rejected') = (published_text is null))
      );

      create function waymark_response_is_timely() returns trigger language plpgsql as $$
      declare c consultation%rowtype;
      begin
        select * into c from consultation where id = new.consultation_id;
        if new.received_at < c.opens_at or new.received_at >= c.closes_at then
          raise exception 'the consultation is not open' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger response_is_timely before insert on consultation_response
        for each row execute function waymark_response_is_timely();

      create function waymark_ruling_has_consent() returns trigger language plpgsql as $$
      begin
        if not (select consent_to_publish from consultation_response where id = new.response_id) then
          raise exception 'a response without consent is never ruled on' using errcode = 'restrict_violation';
        end if;
        return new;
      end $$;
      create trigger ruling_has_consent before insert on response_ruling
        for each row execute function waymark_ruling_has_consent();

      create view published_response as
        select r.id, r.consultation_id, r.reference, r.answer, r.organisation_type, r.received_at,
               u.published_text as text, u.outcome
        from consultation_response r
        join lateral (select * from response_ruling where response_id = r.id order by no desc limit 1) u on true
        where r.consent_to_publish and u.outcome in ('published', 'redacted');
      comment on view published_response is 'The only door to what the public sees: consented, ruled on, and the separate text'`);
    await appendOnly(runner, 'consultation');
    await appendOnly(runner, 'consultation_response');
    await appendOnly(runner, 'response_ruling');
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
