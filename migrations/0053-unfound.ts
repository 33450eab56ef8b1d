import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Questions to the search that found nothing: marks on a keyed hash; the words only where five have asked. */
export class Unfound1700000000053 implements MigrationInterface {
  name = 'Unfound1700000000053';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table unfound_key (
        month date primary key check (extract(day from month) = 1),
        key bytea not null check (octet_length(key) = 32)
      );
      comment on table unfound_key is 'The key of a month, by which questions and marks are made; erased when the month ends';

      create table unfound_question (
        month date not null check (extract(day from month) = 1),
        question_hash bytea not null check (octet_length(question_hash) = 32),
        marks bit(64) not null check (bit_count(marks) > 0),
        words text check (words is null or bit_count(marks) >= 5),
        primary key (month, question_hash)
      );
      comment on table unfound_question is
        'What was looked for and not found in a month. Each mark is of another asker, and of one in 64 of all networks';
      comment on column unfound_question.words is 'What was asked; never before the fifth mark';
      create index unfound_question_shown on unfound_question (month) where words is not null`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
