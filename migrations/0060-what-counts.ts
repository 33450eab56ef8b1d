import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/**
 * What counts, wholly: a response whose address is confirmed where that was asked for, which was not withdrawn and is not
 * ruled spam. Comments on the map are kept as responses without a form, so that they are moderated as every other text is.
 */
export class WhatCounts1700000000060 implements MigrationInterface {
  name = 'WhatCounts1700000000060';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
    for (const table of ['response_confirmation', 'response_spam_ruling']) await appendOnly(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}

const statements = [
  `alter table consultation_response
     add column kind varchar(8) not null default 'form' check (kind in ('form','comment')),
     add column asks_confirmation boolean not null default false;

   create table response_confirmation (
     response_id uuid primary key references consultation_response,
     confirmed_at timestamptz(3) not null
   );
   create trigger at_waymark_now before insert on response_confirmation
     for each row execute function waymark_sets_time('confirmed_at');

   create table response_spam_ruling (
     response_id uuid not null references consultation_response,
     no int not null check (no > 0),
     is_spam boolean not null,
     why text not null check (not is_blank(why)),
     ruled_by uuid not null references person,
     ruled_at timestamptz(3) not null,
     primary key (response_id, no)
   );
   create trigger at_waymark_now before insert on response_spam_ruling
     for each row execute function waymark_sets_time('ruled_at')`,

  `create view standing_sending as
     select r.id, r.consultation_id, r.reference, r.received_at, s.no as sending, s.form_version, s.about, s.permission, s.sent_at,
       r.kind
     from consultation_response r
     join lateral (select * from response_sending where response_id = r.id order by no desc limit 1) s on true
     where not exists (select 1 from response_withdrawal w where w.response_id = r.id)
       and (not r.asks_confirmation or exists (select 1 from response_confirmation c where c.response_id = r.id))
       and not exists (select 1 from response_spam_ruling u where u.response_id = r.id and u.is_spam
         and not exists (select 1 from response_spam_ruling later where later.response_id = u.response_id and later.no > u.no));
   comment on view standing_sending is
     'What stands, forms and comments: as it was sent last, confirmed where that was asked for, not withdrawn, not ruled spam';

   create or replace view standing_response as
     select id, consultation_id, reference, received_at, sending, form_version, about, permission, sent_at
     from standing_sending where kind = 'form';
   comment on view standing_response is 'What counts: each response that stands. A comment on the map answers no question and is none';

   create or replace view response_text as
     select s.id as response_id, s.consultation_id, s.reference, s.received_at, s.permission, s.about, a.question, a.block,
            t.part, t.text, encode(sha256(convert_to(t.text, 'UTF8')), 'hex') as text_hash
     from standing_sending s
     join response_answer a on a.response_id = s.id and a.sending = s.sending
     cross join lateral (values ('text', a.text), ('why', a.why)) as t (part, text)
     where t.text is not null;

   create or replace view waiting_text as
     select t.*, coalesce(a.made_at, s.sent_at) as since, a.made_at is not null as is_appeal, a.says as appeal,
       case when a.made_at is not null then (select r.ruled_by from response_ruling r
         where r.response_id = a.response_id and r.no = a.ruling) end as not_by,
       n.act, n.moderator_id, n.at as act_at, n.why as act_why
     from ruled_text t
     join standing_sending s on s.id = t.response_id
     left join response_appeal a on ${same('a', 't')} and a.ruling = t.ruling
     left join lateral (select * from moderation_turn m where ${same('m', 't')} order by no desc limit 1) n on true
     where t.permission <> 'confidential' and (t.outcome is null or a.made_at is not null)`,
];

function same(one: string, other: string): string {
  return ['response_id', 'question', 'block', 'part'].map((key) => `${one}.${key} = ${other}.${key}`).join(' and ');
}
