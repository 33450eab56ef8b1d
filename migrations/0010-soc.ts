import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The unit groups of SOC 2020: what occupations are mapped to, and which words speak for each. */
export class Soc1700000000010 implements MigrationInterface {
  name = 'Soc1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table soc_unit_group (
        code varchar(4) primary key check (code ~ '^[0-9]{4}$'),
        title text not null check (title <> ''),
        description text not null,
        tasks text not null,
        related_job_titles text[] not null
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
