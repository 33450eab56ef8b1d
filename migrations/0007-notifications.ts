import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger of what is told to whom, written before it is sent; what people want to be told. */
export class Notifications1700000000007 implements MigrationInterface {
  name = 'Notifications1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notification (
        id uuid primary key,
        cause_seq bigint not null references event,
        person_id uuid references person,
        recipient text not null,
        address text not null,
        channel varchar(10) not null check (channel in ('mail')),
        topic varchar(40) not null,
        subject text not null,
        body text not null,
        status varchar(12) not null check (status in ('pending','sent','failed','suppressed')),
        attempts int not null default 0,
        next_at timestamptz not null default clock_timestamp(),
        failed_reason text,
        created_at timestamptz(3) not null default waymark_now(),
        sent_at timestamptz(3),
        unique (cause_seq, recipient, channel),
        check ((status = 'sent') = (sent_at is not null))
      );
      comment on column notification.recipient is 'the person''s id, or the hash of an address without an account';
      create index notification_pending on notification (next_at) where status = 'pending';
      create index notification_person on notification (person_id);

      create table topic_preference (
        person_id uuid not null references person,
        topic varchar(40) not null,
        wanted boolean not null,
        primary key (person_id, topic)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
