import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an empty database was filled with, and whether that came to its end. */
export class FirstLight1700000000008 implements MigrationInterface {
  name = 'FirstLight1700000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table first_light (
        step text primary key,
        began_at timestamptz(3) not null default clock_timestamp(),
        done_at timestamptz(3)
      );
      comment on table first_light is 'What an empty database was filled with; a step without an end was cut short'`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
