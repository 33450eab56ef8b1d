import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Answers to close matches: a part of every proposal's content. Proposals of before have none. What was submitted stays
 * as it was: its hash is what votes are bound to.
 */
export class MatchAnswers1700000000028 implements MigrationInterface {
  name = 'MatchAnswers1700000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table proposal disable trigger proposal_guard;
      alter table proposal disable trigger proposal_kind_guard;
      update proposal set content = '{"matchAnswers":[]}'::jsonb || content,
        basis = case when basis is null then null
                     else jsonb_set(basis, '{content}', '{"matchAnswers":[]}'::jsonb || (basis -> 'content')) end;
      alter table proposal enable trigger proposal_guard;
      alter table proposal enable trigger proposal_kind_guard;

      alter table proposal add constraint proposal_match_answers check (jsonb_typeof(content -> 'matchAnswers') = 'array')`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
