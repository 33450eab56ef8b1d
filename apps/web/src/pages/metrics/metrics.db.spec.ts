import type { Config } from '@app/platform';
import { testConfig, testDatabase, type TestDatabase } from '@test/support';
import { createWebApp } from '../../http/app';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.drop());

/** What `/metrics` answers to who sends these headers, under these settings. */
async function metrics(settings: Partial<Omit<Config, 'databaseUrl'>>, headers: Record<string, string> = {}) {
  const app = await createWebApp({ ...testConfig(database.appUrl), ...settings });
  try {
    return await app.inject({ method: 'GET', url: '/metrics', headers });
  } finally {
    await app.close();
  }
}

const token = 'a token that Prometheus has';

describe('/metrics', () => {
  it('is open outside production, and says how the service does', async () => {
    const answer = await metrics({});
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.body).toMatch(/^waymark_revisions_overdue 0$/m);
    expect(answer.body).toMatch(/^waymark_edition_faults 0$/m);
    expect(answer.body).toMatch(/^waymark_database_up 1$/m);
  });

  it('does not exist in production, but for who has the token', async () => {
    const production = { production: true, nodeEnv: 'production' as const };
    const authorization = (said: string) => ({ authorization: `Bearer ${said}` });
    expect((await metrics(production)).statusCode).toBe(404);
    expect((await metrics(production, authorization(''))).statusCode).toBe(404);
    const guarded = { ...production, metricsToken: token };
    expect((await metrics(guarded)).statusCode).toBe(404);
    const refused = await metrics(guarded, authorization('another'));
    expect([refused.statusCode, refused.body.includes('waymark_')]).toEqual([404, false]);
    expect((await metrics(guarded, authorization(token))).body).toMatch(/^waymark_live_edition 0$/m);
  });
});
