import { type Site, startSite } from '@test/support';
import { RateLimits, TooMany } from './rate-limit';

let site: Site;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

describe('the rate limits', () => {
  it('count the tries of a key, and say how long to wait', async () => {
    const limits = site.lib(RateLimits);
    for (let n = 0; n < 5; n += 1) await limits.count('follow-address', 'a');
    await expect(limits.count('follow-address', 'a')).rejects.toThrow(TooMany);
    await expect(limits.count('follow-address', 'b')).resolves.toBeUndefined();
  });

  it('outlive the loss of every idle connection', async () => {
    const limits = site.lib(RateLimits);
    await limits.count('follow-address', 'c');
    const lost = await site.db.read().rows(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and query ilike '%rate_limit%'`,
    );
    expect(lost.length).toBeGreaterThan(0);
    // Whoever asks before the loss is noticed may be told of it; the process lives on, and asks anew.
    await limits.count('follow-address', 'd').catch(() => undefined);
    await limits.count('follow-address', 'd').catch(() => undefined);
    await expect(limits.count('follow-address', 'd')).resolves.toBeUndefined();
  });
});
