import { EditionStore, MapReader, type MapState } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { Db } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { testConfig, testDatabase, type TestDatabase, publishMap } from '@test/support';
import { load } from 'cheerio';
import { createWebApp } from '../../http/app';
import { dataFiles } from './files';

let database: TestDatabase;
let app: NestFastifyApplication;
const names = dataFiles.map(({ name }) => name);

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });

async function publish(state: MapState): Promise<void> {
  const said = { state, kind: 'day-to-day' as const, note: 'For open data', changes: [] };
  await app.get(Db).write((tx) => publishMap(tx, app.get(EditionStore, { strict: false }), said));
  await app.get(MapReader, { strict: false }).refresh();
}

beforeAll(async () => {
  database = await testDatabase();
  app = await createWebApp(testConfig(database.appUrl));
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

it('has no files before the first edition', async () => {
  for (const edition of ['current', '1']) expect((await get(`/editions/${edition}/map.json`)).statusCode).toBe(404);
});

describe('the files of editions', () => {
  const first = new Map<string, string>();

  beforeAll(async () => {
    await publish(smallMap());
    for (const name of names) first.set(name, (await get(`/editions/1/${name}`)).body);
    const next = smallMap();
    next.occupations.OCC0116.title = 'Software engineer';
    await publish(next);
  });

  it.each(names)(
    '%s of an earlier edition differs from the live one and stays as it was, byte for byte',
    async (name) => {
      const [earlier, live, current] = await Promise.all(
        ['1', '2', 'current'].map((edition) => get(`/editions/${edition}/${name}`)),
      );
      expect([earlier.statusCode, live.statusCode]).toEqual([200, 200]);
      expect(earlier.body).toBe(first.get(name));
      expect(live.body).not.toBe(earlier.body);
      expect(current.body).toBe(live.body);
      expect(live.headers['content-disposition']).toBe(`attachment; filename="waymark-edition-2-${name}"`);
    },
  );

  it('are the same in a process that starts later', async () => {
    const later = await createWebApp(testConfig(database.appUrl));
    for (const name of names) {
      expect((await later.inject({ url: `/editions/1/${name}` })).body).toBe(first.get(name));
    }
    await later.close();
  });

  it('are kept for good by a number, asked for again as the current ones, and not sent to who has them', async () => {
    const numbered = await get('/editions/1/map.json');
    expect(numbered.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(numbered.headers.etag).toMatch(/^"[\w-]+"$/);
    const current = await get('/editions/current/map.json');
    expect(current.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
    for (const [url, { headers }] of [
      ['/editions/1/map.json', numbered],
      ['/editions/current/map.json', current],
    ] as const) {
      const again = await get(url, { 'if-none-match': String(headers.etag) });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
  });

  it('lead to their metadata, licence and lasting address', async () => {
    const { headers } = await get('/editions/current/occupations.csv');
    expect(headers.link).toContain('</editions/2/occupations.csv-metadata.json>; rel="describedby"');
    expect(headers.link).toContain('rel="license"');
    expect(headers.link).toContain('<http://waymark.test/editions/2/occupations.csv>; rel="canonical"');
  });

  it('are not there for an edition or a name that is not', async () => {
    for (const url of ['/editions/3/map.json', '/editions/0/map.json', '/editions/x/map.json', '/editions/1/secret']) {
      expect([url, (await get(url)).statusCode]).toEqual([url, 404]);
    }
  });

  it('are all linked from a page, the live edition first, page by page', async () => {
    for (let no = 3; no <= 23; no += 1) {
      const state = smallMap();
      state.occupations.OCC0116.title = `Software developer ${no}`;
      await publish(state);
    }
    const heads = (html: string) =>
      load(html)('main h2, main h3')
        .map((_, one) => load(html)(one).text())
        .get();
    const $ = load((await get('/open-data')).body);
    expect(heads($.html()).slice(0, 3)).toEqual(['Edition 23, the current one', 'Earlier editions', 'Edition 22']);
    for (const name of names) {
      for (const edition of ['23', '22', 'current']) {
        expect($(`main a[href="/editions/${edition}/${name}"]`)).toHaveLength(1);
      }
    }
    const older = $('main a:contains("Older editions")').attr('href') ?? '';
    const second = (await get(older)).body;
    expect(heads(second)).toEqual(['Edition 23, the current one', 'Earlier editions', 'Edition 2', 'Edition 1']);
    for (const url of ['/maps', '/map-changes']) {
      const links = load((await get(url)).body);
      expect(links('main a[href="/open-data"]').length * links('footer a[href="/open-data"]').length).toBe(1);
    }
  });
});
