import type { AddressInfo } from 'node:net';
import { paths } from '@app/kernel';
import { Db } from '@app/platform';
import { type Site, startSite } from '@test/support';
import { trailOf } from '../support/trail';

let site: Site;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
  await site.person('Olive Officer', 'officer@example.test', { role: 'product-manager' });
});
afterAll(() => site?.close());

const events: ReturnType<typeof trailOf> = (where, ...params) => trailOf(site)(where, ...params);

describe('a file that only signed-in people can have', () => {
  it('is in the trail before its first byte and when it has left, with its filter and rows', async () => {
    const ada = await site.as('ada@example.test');
    const { headers, body } = await ada.get('/admin/audit.csv?type=person.signed-in&email=ada@example.test');
    const [begun, ended] = await events('e.request_id = $1', headers['x-request-id']);
    expect(begun?.type).toBe('export.begun');
    expect(ended?.type).toBe('export.ended');
    expect(ended?.content).toContain(`"rows":${body.trim().split('\r\n').length - 1}`);
    expect(ended?.content).toContain('"whole":true');
    expect(ended?.content).toContain('"type": "person.signed-in"');
    await ada.get(`${paths.security()}?about=export`);
    expect(ada.text).toMatch(/took the file \/admin\/audit\.csv \(.*ada@example\.test.*\): 1 row/);
  });

  it('keeps its filter apart, since that may name people', async () => {
    const row = await site.db
      .read()
      .one<{ content: string }>(`select content from event where type = 'export.ended' limit 1`);
    expect(row?.content).not.toContain('ada@example.test');
    expect(row?.content).toContain('"filter":{"personal":');
  });

  it('is recorded for other files, too, whatever is asked for', async () => {
    const officer = await site.as('officer@example.test');
    const { headers, status } = await officer.get('/trailblazers/interest.csv?x=%00%0a1');
    expect(status).toBe(200);
    const found = await events('e.request_id = $1', headers['x-request-id']);
    expect(found.map(({ type }) => type)).toEqual(['export.begun', 'export.ended']);
  });

  it('that breaks off is recorded with the rows until then', async () => {
    const ada = await site.as('ada@example.test');
    await site.db.write((tx) =>
      tx.rows(`insert into event (at, actor_kind, actor_name, type, version, subject_kind, subject_id, subject_no, content)
        select waymark_now(), 'system', 'test', 'person.ended', 1, 'person', gen_random_uuid(), 1,
               jsonb_build_object('reason', repeat('x', 2000))::text from generate_series(1, 20000)`),
    );
    await site.app.listen(0, '127.0.0.1');
    const { port } = site.app.getHttpServer().address() as AddressInfo;
    const stopped = new AbortController();
    const response = await fetch(`http://127.0.0.1:${port}/admin/audit.csv?type=person.ended`, {
      headers: { cookie: `waymark_session=${ada.cookie('waymark_session')}` },
      signal: stopped.signal,
    });
    const request = response.headers.get('x-request-id');
    const body = response.body?.getReader();
    for (let bytes = 0; bytes < 1_000_000;) bytes += (await body?.read())?.value?.length ?? 1_000_000;
    stopped.abort();
    let found = await events(`e.request_id = $1 and e.type = 'export.ended'`, request);
    for (let tries = 0; found.length === 0 && tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      found = await events(`e.request_id = $1 and e.type = 'export.ended'`, request);
    }
    expect(found).toHaveLength(1);
    expect(found[0]?.content).toContain('"whole":false');
    const rows = Number(/"rows":(\d+)/.exec(String(found[0]?.content))?.[1]);
    expect(rows).toBeGreaterThan(0);
    expect(rows).toBeLessThan(20_000);
  });

  it('is not sent when that cannot be recorded', async () => {
    const ada = await site.as('ada@example.test');
    const write = jest.spyOn(site.lib(Db), 'write').mockRejectedValue(new Error('The database is away'));
    const { status, body } = await ada.get('/admin/audit.csv');
    write.mockRestore();
    expect(status).toBe(500);
    expect(body).not.toContain('person.added');
  });
});
