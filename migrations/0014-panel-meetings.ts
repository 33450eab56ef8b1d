import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When each panel meets next: its map says so. */
export class PanelMeetings1700000000014 implements MigrationInterface {
  name = 'PanelMeetings1700000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table panel add column next_meeting timestamptz(3)`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
