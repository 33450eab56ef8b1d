import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Forms that came after their session had ended, kept for half an hour and readable by the browser that sent them alone. */
export class SealedForms1700000000050 implements MigrationInterface {
  name = 'SealedForms1700000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sealed_form (
        id uuid primary key,
        browser text not null,
        sealed bytea not null,
        kept_at timestamptz(3) not null default clock_timestamp()
      );
      create index sealed_form_browser on sealed_form (browser, kept_at desc);
      create index sealed_form_kept on sealed_form (kept_at);
      comment on column sealed_form.browser is 'the hash of the key that opens it, which only the browser has'`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
