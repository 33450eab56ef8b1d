import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An invitation that was answered stays as it was, but who was invited can be taken out of it. */
export class ErasedInvitations1700000000055 implements MigrationInterface {
  name = 'ErasedInvitations1700000000055';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function only_erases_who(was group_invitation, is_now group_invitation) returns boolean language sql immutable as $$
        select is_now.name = 'erased' and is_now.email = 'erased' and is_now.email_normal = 'erased'
          and to_jsonb(is_now) - array['name','email','email_normal'] = to_jsonb(was) - array['name','email','email_normal'] $$;
      drop trigger group_invitation_answered_once on group_invitation;
      create trigger group_invitation_answered_once before update on group_invitation for each row
        when ((old.accepted_at is not null or old.withdrawn_at is not null) and not only_erases_who(old, new))
        execute function answered_once()`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
