import type { Config } from '@app/platform';
import { testConfig, testDatabase, type TestDatabase } from '@test/support';
import { createWebApp } from '../../http/app';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.drop());

/** What `/metrics` answers under these settings, to each of those who send these headers. */
async function metrics(settings: Partial<Omit<Config, 'databaseUrl'>>, ...senders: Record<string, string>[]) {
  const app = await createWebApp({ ...testConfig(database.appUrl), ...settings });
  try {
    return await Promise.all(senders.map((headers) => app.inject({ method: 'GET', url: '/metrics', headers })));
  } finally {
    await app.close();
  }
}

const token = 'a token that Prometheus has';
const bearer = (said: string) => ({ authorization: `Bearer ${said}` });
const production = { production: true, nodeEnv: 'production' as const };

describe('/metrics', () => {
  it('is open outside production, and says how the service does', async () => {
    const [answer] = await metrics({}, {});
    expect(answer?.statusCode).toBe(200);
    expect(answer?.headers['content-type']).toContain('text/plain');
    expect(answer?.body).toMatch(/^waymark_revisions_overdue 0$/m);
    expect(answer?.body).toMatch(/^waymark_edition_faults 0$/m);
    expect(answer?.body).toMatch(/^waymark_database_up 1$/m);
  });

  it('does not exist in production where there is no token', async () => {
    const answers = await metrics(production, {}, bearer(''));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404]);
  });

  it('does not exist in production but for who has the token', async () => {
    const guarded = { ...production, metricsToken: token };
    const [nobody, other, known] = await metrics(guarded, {}, bearer('another'), bearer(token));
    expect([nobody?.statusCode, other?.statusCode, other?.body.includes('waymark_')]).toEqual([404, 404, false]);
    expect(known?.body).toMatch(/^waymark_live_edition 0$/m);
  });
});
