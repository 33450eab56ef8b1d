import { type Site, startSite } from '@test/support';
import { migrations } from '../../../../../migrations';

let site: Site;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.close());

const ask = async (url: string) => (await site.app.inject({ url })).statusCode;

describe('health', () => {
  it('is alive and ready on a migrated database', async () => {
    expect([await ask('/health/live'), await ask('/health/ready')]).toEqual([200, 200]);
  });

  it('says that it is ready, and nothing else', async () => {
    expect((await site.app.inject({ url: '/health/ready' })).json()).toEqual({ status: 'ready' });
  });

  it('is not ready, but alive, while a migration of this version has not run', async () => {
    const later = class NotYet1799999999999 {};
    migrations.push(later as never);
    try {
      expect([await ask('/health/live'), await ask('/health/ready')]).toEqual([200, 503]);
    } finally {
      migrations.pop();
    }
    expect(await ask('/health/ready')).toBe(200);
  });
});
