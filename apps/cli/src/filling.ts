import type { Config } from '@app/platform';
import { Client } from 'pg';
import { openApplication } from './application';
import { firstLight } from './first-light';
import type { Urls } from './database';
import { sessionSecret } from './session-secret';

/** How far the first filling of the database has got. */
type Filling = 'empty' | 'interrupted' | 'done';

/** Whether the database is still to be filled (no map was published), or was left half filled, or is in use. */
export async function fillingOf(urls: Urls): Promise<Filling> {
  return asOwner(urls, async (client) => {
    const steps = await client.query<{ open: boolean }>('select done_at is null as open from first_light');
    if (steps.rows.some((step) => step.open)) return 'interrupted';
    if (steps.rows.length > 0) return 'done';
    const editions = await client.query('select 1 from edition limit 1');
    return editions.rows.length === 0 ? 'empty' : 'done';
  });
}

/**
 * Fills an empty database: the seed, and with `demo` the demo people and cases. Noted step by step, so that a start
 * that was cut short is known for one.
 */
export async function fill(
  config: Config,
  urls: Urls,
  kinds: readonly ('seed' | 'demo')[],
  say: (line: string) => void,
): Promise<void> {
  const steps = firstLight.filter((step) => kinds.includes(step.kind));
  if (steps.length === 0) return;
  const noted = (sql: string) => (name: string) =>
    asOwner(urls, async (client) => void (await client.query(sql, [name])));
  const begin = noted('insert into first_light (step) values ($1)');
  const end = noted('update first_light set done_at = clock_timestamp() where step = $1');
  for (const step of steps) await begin(step.name);
  // Links in mails, and those that the demo cases hand out, are made from the secret that web and worker will have.
  // Its thousands of commits need not wait for the disk: what a crash takes was not noted as done, and begins anew; the
  // notes at the end wait, and with them everything before.
  const settings = { ...config, sessionSecret: sessionSecret(config) };
  const app = await openApplication(settings, urls.appUrl, { hasty: true });
  try {
    for (const step of steps) {
      say(step.says);
      await step.load(app, say);
    }
  } finally {
    await app.close();
  }
  for (const step of steps) await end(step.name);
}

async function asOwner<T>(urls: Urls, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: urls.ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
