import { personEmailChanged } from '@app/accounts';
import { normalEmail } from '@app/kernel';
import { splitPersonal } from '@app/platform';
import { Client } from 'pg';

type Row = { id: string; email: string };

/**
 * Gives an account another address. In SQL that fits the schema from before migration 0037, too, because what stops that
 * migration is settled by it; so it takes the few columns that were there from the start.
 * @throws Error in a sentence when there is no such account, or another one has the address
 */
export async function renameEmail(databaseUrl: string, id: string, email: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin; lock table person in share row exclusive mode');
    const { rows } = await client.query<Row>('select id, email from person');
    if (!rows.some((one) => one.id === id)) throw new Error(`There is no account ${id}.`);
    const other = rows.find((one) => one.id !== id && normalEmail(one.email) === normalEmail(email));
    if (other !== undefined) throw new Error(`The account ${other.id} has this email address already.`);
    await store(client, id, email);
    await record(client, id, email);
    await client.query('commit');
  } finally {
    await client.end();
  }
}

/** Links that were mailed to the address of before do nothing any more. */
async function store(client: Client, id: string, email: string): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from information_schema.columns
     where table_schema = 'public' and table_name = 'person' and column_name = 'email_normal'`,
  );
  if (rowCount === 0) await client.query('update person set email = $2 where id = $1', [id, email]);
  else {
    const both = [id, email, normalEmail(email)];
    await client.query('update person set email = $2, email_normal = $3 where id = $1', both);
  }
  await client.query('delete from sign_in_link where person_id = $1 and used_at is null', [id]);
}

async function record(client: Client, id: string, email: string): Promise<void> {
  const event = personEmailChanged(id, { email });
  const { content, personal } = splitPersonal(event as never);
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`person/${id}`]);
  await client.query('insert into event_personal (id, salt, data) values ($1, $2, $3)', [
    personal?.id,
    personal?.salt,
    JSON.stringify(personal?.data),
  ]);
  await client.query(
    `insert into event (at, actor_kind, actor_name, type, version, subject_kind, subject_id, subject_no, content, personal_id)
     select waymark_now(), 'system', 'command line', $1, $2, 'person', $3,
            coalesce((select max(subject_no) from event where subject_kind = 'person' and subject_id = $3), 0) + 1, $4, $5`,
    [event.definition.type, event.definition.version, id, content, personal?.id],
  );
}
