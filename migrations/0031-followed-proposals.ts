import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which proposals a person keeps an eye on. It is theirs alone: nobody else reads it, and no event tells of it. */
export class FollowedProposals1700000000031 implements MigrationInterface {
  name = 'FollowedProposals1700000000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table proposal_follower (
        person_id uuid not null references person,
        proposal_id uuid not null references proposal,
        since timestamptz(3) not null default waymark_now(),
        primary key (person_id, proposal_id)
      );
      create index proposal_follower_proposal on proposal_follower (proposal_id)`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
