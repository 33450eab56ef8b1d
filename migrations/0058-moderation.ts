import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/** Moderation grows up: grounds by passage, whose task a text is, and one appeal, which another moderator decides. */
export class Moderation1700000000058 implements MigrationInterface {
  name = 'Moderation1700000000058';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    for (const table of ['moderation_turn', 'response_appeal']) await appendOnly(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}

const text = ['response_id', 'question', 'block', 'part'];
const same = (one: string, other: string): string => text.map((key) => `${one}.${key} = ${other}.${key}`).join(' and ');

const statements = [
  // Rulings of before have neither: what they left out stands in their published text alone.
  `alter table response_ruling
     add column passages jsonb,
     add column ground varchar(20) check (ground in ('abuse','advertising','accusation','off-subject','spam')),
     add constraint response_ruling_ground_of_rejected check (ground is null or outcome = 'rejected'),
     add constraint response_ruling_passages_of_redacted check (passages is null or outcome = 'redacted')`,

  `create table moderation_turn (
     response_id uuid not null references consultation_response,
     question text not null,
     block text not null,
     part varchar(4) not null check (part in ('text','why')),
     no int not null check (no > 0),
     act varchar(10) not null check (act in ('taken','given-back','passed-on')),
     why text not null check (act <> 'passed-on' or not is_blank(why)),
     moderator_id uuid not null references person,
     at timestamptz(3) not null,
     primary key (response_id, question, block, part, no)
   );
   create trigger at_waymark_now before insert on moderation_turn for each row execute function waymark_sets_time('at');

   create table response_appeal (
     response_id uuid not null references consultation_response,
     question text not null,
     block text not null,
     part varchar(4) not null check (part in ('text','why')),
     ruling int not null,
     says text not null check (not is_blank(says)),
     made_at timestamptz(3) not null,
     primary key (response_id, question, block, part),
     foreign key (response_id, ruling) references response_ruling (response_id, no)
   );
   create trigger at_waymark_now before insert on response_appeal for each row execute function waymark_sets_time('made_at');

   create table ruling_link (
     token_hash text primary key,
     response_id uuid not null references consultation_response,
     made_at timestamptz(3) not null default clock_timestamp(),
     expires_at timestamptz(3) not null
   );
   create index ruling_link_response on ruling_link (response_id)`,

  // What waits for a moderator: texts without a ruling, and those whose ruling was appealed against.
  `create view waiting_text as
     select t.*, coalesce(a.made_at, s.sent_at) as since, a.made_at is not null as is_appeal, a.says as appeal,
       case when a.made_at is not null then (select r.ruled_by from response_ruling r
         where r.response_id = a.response_id and r.no = a.ruling) end as not_by,
       n.act, n.moderator_id, n.at as act_at, n.why as act_why
     from ruled_text t
     join standing_response s on s.id = t.response_id
     left join response_appeal a on ${same('a', 't')} and a.ruling = t.ruling
     left join lateral (select * from moderation_turn m where ${same('m', 't')} order by no desc limit 1) n on true
     where t.permission <> 'confidential' and (t.outcome is null or a.made_at is not null);
   comment on view waiting_text is 'For moderators alone: what waits to be read, since when, and whose task it is'`,

  `create function waymark_another_decides() returns trigger language plpgsql as $$
   begin
     if exists (select 1 from response_appeal a join response_ruling r on r.response_id = a.response_id and r.no = a.ruling
                where a.response_id = new.response_id and a.question = new.question and a.block = new.block and a.part = new.part
                  and r.ruled_by = new.ruled_by and r.text_hash = new.text_hash
                  and not exists (select 1 from response_ruling later where later.response_id = a.response_id and later.no > a.ruling
                    and later.question = a.question and later.block = a.block and later.part = a.part)) then
       raise exception 'another moderator decides on an appeal' using errcode = 'restrict_violation';
     end if;
     return new;
   end $$;
   create trigger another_decides before insert on response_ruling for each row execute function waymark_another_decides()`,
];
