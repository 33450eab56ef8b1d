import type { MigrationInterface, QueryRunner } from 'typeorm';
import { answering } from './0052-answering';
import { asking } from './0052-asking';
import { appendOnly } from './append-only';

/** Consultations with forms of their own, on any subject; deadlines as rows; responses that can be saved, changed and withdrawn. */
export class Consultations1700000000052 implements MigrationInterface {
  name = 'Consultations1700000000052';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of [...asking, ...answering]) await runner.query(sql);
    for (const table of ['consultation_subject', 'consultation_form', 'consultation_deadline', 'consultation_act'])
      await appendOnly(runner, table);
    for (const table of ['response_sending', 'response_answer', 'response_withdrawal']) await appendOnly(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
