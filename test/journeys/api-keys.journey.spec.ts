import { paths } from '@app/kernel';
import { type Site, startSite } from '@test/support';

let site: Site;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.person('Dev Eloper', 'dev@example.test');
  await site.person('Eve Else', 'eve@example.test');
});
afterAll(() => site?.close());

const status = async (key: string) =>
  (await site.app.inject({ method: 'GET', url: '/api/v1/Routes', headers: { 'x-api-key': key } })).statusCode;

it('a key is shown once, opens the API until it is revoked, and is stored as a hash only', async () => {
  const dev = await site.as('dev@example.test');
  await dev.get(paths.account());
  await dev.follow('Your API keys');
  await dev.submit('/account/api-keys', { name: '' });
  expect([dev.status, dev.text]).toEqual([422, expect.stringContaining('Enter what the key is for')]);
  await dev.submit('/account/api-keys', { name: 'Weekly import' });
  const key = dev.$('main code').first().text();
  expect(key).toMatch(/^wm_[\w-]{32}$/);
  expect(await status(key)).toBe(200);
  expect(await status(`${key}x`)).toBe(403);

  await dev.get(paths.apiKeys());
  expect(dev.text).not.toContain(key);
  const stored = await site.db.read().rows('select * from api_key');
  const said = await site.db.read().rows(`select content from event where type = 'person.api-key-made'`);
  expect(JSON.stringify([stored, said])).not.toContain(key);

  const revoke = dev.$('form[action$="/revoke"]').attr('action') ?? '';
  const eve = await site.as('eve@example.test');
  await eve.get(paths.apiKeys());
  expect(eve.text).not.toContain('Weekly import');
  await dev.submit(revoke, {});
  expect(dev.text).toContain('Revoked');
  expect(await status(key)).toBe(403);
});

it('nobody revokes the key of somebody else', async () => {
  const [dev, eve] = [await site.as('dev@example.test'), await site.as('eve@example.test')];
  await dev.get(paths.apiKeys());
  await dev.submit('/account/api-keys', { name: 'Kept' });
  const key = dev.$('main code').first().text();
  const revoke = dev.$('form[action$="/revoke"]').first().attr('action') ?? '';
  await eve.get(paths.apiKeys());
  eve.$('main form').first().attr('action', revoke);
  await eve.submit('/revoke', {});
  expect(await status(key)).toBe(200);
});
