import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is consulted on, in other formats: files that everybody can open, easy to read, in large print, in Welsh. */
export class OtherFormats1700000000059 implements MigrationInterface {
  name = 'OtherFormats1700000000059';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table consultation_file (
        id uuid primary key,
        consultation_id uuid not null references consultation,
        format varchar(12) not null check (format in ('easy-read','large-print','welsh','bsl','audio','other')),
        title text not null check (not is_blank(title)),
        file_name text not null,
        file_kind varchar(10) not null,
        file_size int not null,
        file_sha256 text not null,
        added_by uuid not null references person,
        added_at timestamptz(3) not null,
        removed_by uuid references person,
        removed_at timestamptz(3),
        check ((removed_by is null) = (removed_at is null))
      );
      create index consultation_file_listed on consultation_file (consultation_id, id);
      create index consultation_file_content on consultation_file (file_sha256);
      create trigger at_waymark_now before insert on consultation_file
        for each row execute function waymark_sets_time('added_at');
      create trigger at_waymark_now_removed before update on consultation_file
        for each row when (new.removed_at is not null) execute function waymark_sets_time('removed_at')`);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}
