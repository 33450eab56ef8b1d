import { paths } from '@app/kernel';
import { type Site, startSite } from '@test/support';

let site: Site;
let base: string;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  await site.app.listen(0, '127.0.0.1');
  base = await site.app.getUrl();
});

/** Over the wire: what is in memory is answered before the framework has the request. */
async function get(url: string, asked: Record<string, string> = {}) {
  const answer = await fetch(base + url, { headers: { 'x-api-key': 'demo-key', ...asked } });
  const headers: Record<string, string> = Object.fromEntries(answer.headers);
  return { statusCode: answer.status, body: await answer.text(), headers };
}

/** Ends every connection and refuses new ones, as a server that is gone does. */
async function takeDatabaseAway(): Promise<void> {
  const { source } = site.db as unknown as { source: { destroy: () => Promise<void> } };
  await source.destroy();
}

test('with the database down the published map goes on answering, and /metrics says so', async () => {
  const warm = await get(paths.map('digital'));
  expect((await get('/metrics')).body).toMatch(/^waymark_database_up 1$/m);
  expect((await get('/metrics')).body).toMatch(/^waymark_live_edition 1$/m);
  const data = await get('/api/v2/routes/digital');
  const inMemory = ['/maps/digital', '/api/v2/routes/digital', '/api/v1/Routes/digital'];
  const common = ({ headers: { date: _, 'x-request-id': _id, ...others } }: Awaited<ReturnType<typeof get>>) => others;
  for (const url of inMemory) expect([url, common(await get(url))]).toEqual([url, common(await get(url))]);
  await takeDatabaseAway();
  await new Promise((resolve) => setTimeout(resolve, 1_100));

  const again = await get(paths.map('digital'), { 'if-none-match': String(warm.headers.etag) });
  expect(again.statusCode).toBe(304);
  const kept = { 'if-none-match': String(data.headers.etag) };
  for (const url of ['/api/v2/routes/digital', '/api/v2/editions/1/routes/digital', '/api/v2/routes/digital?edition=1'])
    expect([url, (await get(url, kept)).statusCode]).toEqual([url, 304]);
  for (const url of inMemory) expect([url, (await get(url)).statusCode]).toEqual([url, 200]);
  const never = [
    paths.maps(),
    paths.map('construction'),
    paths.occupation('OCC0116'),
    paths.search(),
    paths.socCodes(),
    paths.apiDocs(),
    '/api/v2/occupations/OCC0116',
    '/api/v2/search?q=software',
    '/api/v2/editions/1/differences',
  ];
  for (const path of never) expect([path, (await get(path)).statusCode]).toEqual([path, 200]);
  const needed = await get('/api/v2/occupations/OCC0116/history');
  expect(needed.headers['content-type']).toContain('application/problem+json');
  expect(needed.statusCode).toBeGreaterThanOrEqual(500);
  expect((await get('/metrics')).body).toMatch(/^waymark_database_up 0$/m);
  await site.close().catch(() => {});
}, 30_000);
