import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys for the programming interfaces: what is stored is a hash, so that nobody can read a key out of the database. */
export class ApiKeys1700000000012 implements MigrationInterface {
  name = 'ApiKeys1700000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table api_key (
        id uuid primary key,
        person_id uuid not null references person,
        name text not null check (name <> ''),
        prefix varchar(11) not null,
        hash char(64) not null unique,
        created_at timestamptz(3) not null,
        revoked_at timestamptz(3)
      );
      create index api_key_of_person on api_key (person_id, created_at)`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
