import type { MigrationInterface, QueryRunner } from 'typeorm';

const trail = `
  alter table event add column request_id uuid;
  comment on column event.request_id is 'The request that it happened in, or followed from; null for earlier events and outside of requests';
  create index event_request on event (request_id, seq) where request_id is not null;

  create table refused_sign_in (
    quarter timestamptz(3) not null,
    person_id uuid references person,
    network text not null,
    count int not null check (count > 0),
    locked boolean not null default false,
    unique nulls not distinct (quarter, person_id, network)
  );
  comment on table refused_sign_in is
    'Refused sign-ins by quarter of an hour, account (null: no such account) and network; kept 90 days. No address as typed';

  create table policy_refusal (
    hour timestamptz(3) not null,
    person_id uuid not null references person,
    rule text not null,
    count int not null check (count > 0),
    primary key (hour, person_id, rule)
  );
  comment on table policy_refusal is 'How often a rule refused something to a person, by hour; kept 90 days'`;

/** The trail of security: which request an event belongs to, and the counts of what was refused. */
export class SecurityTrail1700000000038 implements MigrationInterface {
  name = 'SecurityTrail1700000000038';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(trail);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
