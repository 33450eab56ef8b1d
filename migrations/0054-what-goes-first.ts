import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * In which order the workers take what waits, so that thousands of responses to a consultation hold up no link to sign
 * in and no notice of a decision; and an event's number within its subject in one round trip.
 */
export class WhatGoesFirst1700000000054 implements MigrationInterface {
  name = 'WhatGoesFirst1700000000054';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table outbox add urgent boolean not null default false;
      comment on column outbox.urgent is 'somebody waits for it at the screen: it is taken before the others';
      drop index outbox_open;
      create index outbox_open on outbox (urgent desc, event_seq) where done_at is null;

      alter table notification add priority smallint not null default 1 check (priority between 0 and 2);
      comment on column notification.priority is
        '0: what its reader has to know or act on; 1: what else people with an account are told; 2: what goes to many, or follows from what anybody may send';
      drop index notification_pending;
      create index notification_pending on notification (priority, next_at) where status = 'pending';
      create index notification_moderation on notification (created_at) where topic = 'moderation';

      create function next_subject_no(kind text, id uuid) returns int language plpgsql volatile as $$
      begin
        -- Whoever waits here reads what the other has committed: in a function that is volatile each statement does.
        perform pg_advisory_xact_lock(hashtextextended(kind || '/' || id, 0));
        return (select coalesce(max(subject_no), 0) + 1 from event where subject_kind = kind and subject_id = id);
      end $$;
      comment on function next_subject_no is
        'The next gapless number of an event within its subject; who asks holds the subject until the transaction ends'`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
