import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is asked to agree to a consultation; its privacy notice; equality questions, as numbers that lead to nobody. */
export class Preparing1700000000057 implements MigrationInterface {
  name = 'Preparing1700000000057';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table consultation_draft
        add column asked_of uuid references person,
        add constraint consultation_draft_asked_of
          check (asked_of is null or (asked_by is not null and asked_of <> asked_by and not (asked_of = any(authors))));

      alter table consultation
        add column asks_equality boolean not null default false,
        add column privacy text;
      alter table response_draft add column equality_asked boolean not null default false;
      create table equality_count (
        consultation_id uuid not null references consultation,
        question varchar(20) not null,
        option varchar(20) not null,
        count int not null check (count > 0),
        primary key (consultation_id, question, option)
      );
      comment on table equality_count is 'How often each answer to an equality question was given: no row, time or order of anybody'`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
