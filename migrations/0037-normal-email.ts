import { normalEmail } from '@app/kernel';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One normal form of every e-mail address that something is found by, in a column of its own. The code makes it
 * (`normalEmail`), so it is computed here row by row; the database holds what can be said of it in its own terms: it is
 * not empty, has no white space and no capitals, and is unique where the address is. Also: requests for a new password
 * wait in a table until the worker answers them, and what was mailed to an address can be counted.
 */
export class NormalEmail1700000000037 implements MigrationInterface {
  name = 'NormalEmail1700000000037';

  async up(runner: QueryRunner): Promise<void> {
    await refuseTwins(runner);
    await runner.query(columns);
    await runner.query('alter table group_invitation disable trigger group_invitation_answered_once');
    for (const [table, key] of filled) await fill(runner, table, key);
    await runner.query('alter table group_invitation enable trigger group_invitation_answered_once');
    await followers(runner);
    await runner.query(once);
    await runner.query(rules);
    await runner.query(reviewers);
    await runner.query(mails);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}

/** The tables with a column of the normal form beside the address as typed, each with its key. */
const filled = [
  ['person', 'id'],
  ['group_invitation', 'id'],
  ['reviewer', 'invitation_id'],
] as const;

/** Which of two accounts is whose nobody can tell but people: they settle it by a command that works before this, too. */
async function refuseTwins(runner: QueryRunner): Promise<void> {
  const people = (await runner.query('select id, email from person order by id')) as { id: string; email: string }[];
  const byForm = new Map<string, string[]>();
  for (const { id, email } of people) byForm.set(normalEmail(email), [...(byForm.get(normalEmail(email)) ?? []), id]);
  const wrong = [...byForm].filter(([form, ids]) => ids.length > 1 || form === '').map(([, ids]) => ids.join(' and '));
  if (wrong.length === 0) return;
  throw new Error(
    `Accounts share one email address in its normal form, or have none: ${wrong.join('; ')}. Give all but one of each ` +
      'another address with "waymark users rename-email ID NEW@ADDRESS", then run this again. Nothing was changed.',
  );
}

async function fill(runner: QueryRunner, table: string, key: string): Promise<void> {
  const rows = (await runner.query(`select ${key} as id, email from ${table}`)) as { id: string; email: string }[];
  for (let from = 0; from < rows.length; from += 1_000) {
    const part = rows.slice(from, from + 1_000);
    await runner.query(
      `update ${table} set email_normal = given.form
       from unnest($1::uuid[], $2::text[]) as given (id, form) where ${table}.${key} = given.id`,
      [part.map(({ id }) => id), part.map(({ email }) => normalEmail(email))],
    );
  }
}

/** A follower's address is kept in its normal form only. Of two that are one, what was confirmed first stays. */
async function followers(runner: QueryRunner): Promise<void> {
  await runner.query('alter table follower drop constraint follower_address_check');
  const rows = (await runner.query(
    `select id, address, subject_kind || '/' || subject_key as of from follower order by confirmed_at nulls last, asked_at, id`,
  )) as { id: string; address: string; of: string }[];
  const kept = new Set<string>();
  for (const { id, address, of } of rows) {
    const form = normalEmail(address);
    if (kept.has(`${form} ${of}`)) await runner.query('delete from follower where id = $1', [id]);
    kept.add(`${form} ${of}`);
  }
  for (const { id, address } of rows) {
    const form = normalEmail(address);
    if (form !== address) await runner.query('update follower set address = $2 where id = $1', [id, form]);
  }
}

const columns = filled.map(([table]) => `alter table ${table} add column email_normal text`).join(';\n');

// Of two open invitations of one mailbox to one group the one that was sent last stays: it is the one that is looked for.
const once = `
  update group_invitation set withdrawn_at = waymark_now() where id in (
    select id from (
      select id, row_number() over (partition by group_id, email_normal order by sent_at desc, id) as no
      from group_invitation where accepted_at is null and withdrawn_at is null) one where no > 1)`;

const isNormal = (column: string): string => `check (${column} <> '' and ${column} !~ '[[:space:]A-Z]')`;

const rules = `
  ${filled
    .map(
      ([table]) => `alter table ${table} alter column email_normal set not null,
        add constraint ${table}_email_normal_check ${isNormal('email_normal')};`,
    )
    .join('\n')}
  alter table follower add constraint follower_address_check ${isNormal('address')};

  drop index person_email;
  create unique index person_email_normal on person (email_normal);
  drop index group_invitation_waits;
  create unique index group_invitation_waits on group_invitation (group_id, email_normal)
    where accepted_at is null and withdrawn_at is null;
  drop index group_invitation_email;
  create index group_invitation_email_normal on group_invitation (email_normal);
  alter table reviewer drop constraint reviewer_email_check;
  drop index reviewer_email;
  create index reviewer_email_normal on reviewer (email_normal)`;

const reviewers = `
  create or replace function peer_reviewer_takes_no_part() returns trigger language plpgsql as $$
  begin
    insert into standing_recusal (id, subject_kind, subject_id, person_id, why, noted_at)
      select gen_random_uuid(), 'proposal', i.proposal_id, p.id, 'reviewer', waymark_now()
      from review_invitation i join reviewer r on r.invitation_id = i.id join person p on p.email_normal = r.email_normal
      where i.id = new.invitation_id
      on conflict do nothing;
    return new;
  end $$`;

const mails = `
  create table password_reset_request (
    id uuid primary key,
    email_normal text not null ${isNormal('email_normal')},
    asked_at timestamptz(3) not null
  );
  comment on table password_reset_request is 'Addresses given on the reset page, known or not; gone once the worker has answered';
  create index sign_in_link_person on sign_in_link (person_id);
  create index notification_recipient on notification (recipient, created_at) where person_id is null`;
