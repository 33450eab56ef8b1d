import { CONFIG, type Config } from '@app/platform';
import { type Site, startSite } from '@test/support';
import { RateLimits, TooMany } from './rate-limit';

let site: Site;
/** Both stores, where there is a Redis for tests. */
const redisUrl = process.env.TEST_REDIS_URL ?? null;
if (redisUrl === null) process.stderr.write('NOT RUN: the rate limits in Redis, because TEST_REDIS_URL is not set\n');
const stores = [['PostgreSQL', null] as const, ...(redisUrl === null ? [] : [['Redis', redisUrl] as const])];
const opened: RateLimits[] = [];
let key = 0;
/** A key that no run before has used. */
const fresh = (): string => `${process.pid}-${Date.now()}-${(key += 1)}`;
const waitOf = async (promise: Promise<void>): Promise<number> =>
  promise.then(
    () => 0,
    (error: unknown) => (error instanceof TooMany ? error.seconds : Promise.reject(error as Error)),
  );

beforeAll(async () => {
  site = await startSite();
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  for (const limits of opened) await limits.onModuleDestroy();
  await site?.close();
});

describe.each(stores)('the rate limits in %s', (_, url) => {
  let limits: RateLimits;
  beforeAll(() => {
    limits = new RateLimits({ ...site.app.get<Config>(CONFIG), redisUrl: url });
    opened.push(limits);
  });

  it('count what comes from one place, and say how long to wait', async () => {
    const [one, other] = [fresh(), fresh()];
    for (let n = 0; n < 60; n += 1) await limits.count('public-form', one);
    expect(await waitOf(limits.count('public-form', one))).toBeGreaterThan(3_500);
    await expect(limits.count('public-form', other)).resolves.toBeUndefined();
  });

  it('slow down tries that fail: some are free, then each waits longer; who waits is not counted', async () => {
    const counted = [{ by: 'sign-in' as const, key: fresh() }];
    for (let n = 0; n < 6; n += 1) await limits.slow(counted);
    expect(await waitOf(limits.slow(counted))).toBeGreaterThan(0);
    for (let n = 0; n < 20; n += 1) expect(await waitOf(limits.slow(counted))).toBeLessThanOrEqual(2);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    await limits.slow(counted);
    expect(await waitOf(limits.slow(counted))).toBeGreaterThan(2);
  });

  it('let no more through at once than one after the other', async () => {
    const counted = [{ by: 'sign-in' as const, key: fresh() }];
    const waits = await Promise.all(Array.from({ length: 40 }, () => waitOf(limits.slow(counted))));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(6);
  });

  it('forget tries after a right one, where nobody else is counted by the same key; elsewhere that one only', async () => {
    const [narrow, wide] = [
      { by: 'sign-in' as const, key: fresh() },
      { by: 'sign-in-network' as const, key: fresh() },
    ];
    for (let n = 0; n < 60; n += 1) await limits.slow([wide]);
    await limits.forgive([wide]);
    await limits.slow([wide]);
    await limits.slow([wide]);
    expect(await waitOf(limits.slow([wide]))).toBeGreaterThan(0);
    for (let n = 0; n < 6; n += 1) await limits.slow([narrow]);
    await limits.forgive([narrow]);
    for (let n = 0; n < 6; n += 1) await limits.slow([narrow]);
  });

  it('take a try back where another of its limits says wait', async () => {
    const [narrow, wide] = [
      { by: 'sign-in' as const, key: fresh() },
      { by: 'sign-in-account' as const, key: fresh() },
    ];
    for (let n = 0; n < 31; n += 1) await limits.slow([wide]);
    for (let n = 0; n < 10; n += 1) expect(await waitOf(limits.slow([narrow, wide]))).toBeGreaterThan(0);
    for (let n = 0; n < 6; n += 1) await limits.slow([narrow]);
  });
});

describe('the rate limits', () => {
  it('keep no key as it was given', async () => {
    await site.lib(RateLimits).slow([{ by: 'sign-in-account', key: 'ada@example.test' }]);
    const rows = await site.db.read().rows<{ key: string }>('select key from rate_limit');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map((row) => row.key).join()).not.toContain('ada@');
  });

  it('wait a quarter of an hour at most for an account from one network', async () => {
    const counted = [{ by: 'sign-in' as const, key: fresh() }];
    const start = Date.now();
    let [now, most] = [start, 0];
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    for (let n = 0; n < 40; n += 1) {
      const wait = await waitOf(site.lib(RateLimits).slow(counted));
      most = Math.max(most, wait);
      now += wait * 1000;
    }
    expect(most).toBe(900);
  });

  it('outlive the loss of every idle connection', async () => {
    const limits = site.lib(RateLimits);
    await limits.count('public-form', 'c');
    const lost = await site.db.read().rows(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and query ilike '%rate_limit%'`,
    );
    expect(lost.length).toBeGreaterThan(0);
    // Whoever asks before the loss is noticed may be told of it; the process lives on, and asks anew.
    await limits.count('public-form', 'd').catch(() => undefined);
    await limits.count('public-form', 'd').catch(() => undefined);
    await expect(limits.count('public-form', 'd')).resolves.toBeUndefined();
  });
});
