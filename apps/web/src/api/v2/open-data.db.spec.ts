import { EditionStore, type MapState } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { Db } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { testConfig, testDatabase, type TestDatabase, publishMap } from '@test/support';
import { DataSource } from 'typeorm';
import { createWebApp } from '../../http/app';

type Said = {
  edition: { no: number };
  links: { self: string; next?: string };
  total: number;
  items: Record<string, unknown>[];
  item: Record<string, unknown>;
};

let database: TestDatabase;
let app: NestFastifyApplication;

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ url: url.startsWith('http') ? url.replace('http://waymark.test', '') : `/api/v2${url}`, headers });
const said = async (url: string): Promise<Said> => (await get(url)).json<Said>();

/** Publishes and waits until the web site reads it. */
async function publish(state: MapState, about: string[] = []): Promise<void> {
  const changes = about.length > 0 ? [{ text: 'A change', about }] : [];
  const publication = { state, kind: 'day-to-day' as const, note: 'For the API', changes };
  const { no } = await app.get(Db).write((tx) => publishMap(tx, app.get(EditionStore, { strict: false }), publication));
  while ((await get('')).json<Said>().edition?.no !== no) await new Promise(setImmediate);
}
const renamed = (state: MapState, title: string): MapState => ({
  ...state,
  occupations: { ...state.occupations, OCC0116: { ...state.occupations.OCC0116, title } },
});

beforeAll(async () => {
  database = await testDatabase();
  app = await createWebApp(testConfig(database.appUrl));
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

it('before the first edition there is nothing to tell', async () => {
  const answer = await get('/routes');
  expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([
    404,
    'A published edition was not found.',
  ]);
});

describe('the open data', () => {
  beforeAll(async () => {
    await publish(smallMap());
    await publish(renamed(smallMap(), 'Software maker'), ['OCC0116']);
    await publish(renamed(smallMap(), 'Software builder'), ['OCC0116']);
  });

  it('is kept for good below the number of an edition, and asked for anew elsewhere', async () => {
    const live = await get('/occupations/OCC0116');
    expect(live.headers['cache-control']).toBe('public, max-age=0, must-revalidate');
    const lasting = await get('/editions/3/occupations/OCC0116');
    expect(lasting.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(lasting.headers.etag).toBe(live.headers.etag);
    expect(lasting.body).toBe(live.body);
  });

  it('costs no query where it is in memory, of the live edition or an earlier one', async () => {
    const queries = jest.spyOn(app.get(DataSource), 'query');
    const urls = ['/editions/1/routes', '/editions/3/routes', '/editions/2/occupations/OCC0116/history'];
    const etags = [];
    for (const url of urls) etags.push(String((await get(url)).headers.etag));
    expect(queries).toHaveBeenCalled();
    queries.mockClear();
    for (const [at, url] of urls.entries()) {
      expect((await get(url, { 'if-none-match': String(etags[at]) })).statusCode).toBe(304);
    }
    expect(queries).not.toHaveBeenCalled();
    queries.mockRestore();
  });

  it('is looked up anew twice a second at most where no number is given, however many ask', async () => {
    const kept = { 'if-none-match': String((await get('/routes')).headers.etag) };
    const queries = jest.spyOn(app.get(DataSource), 'query');
    const began = performance.now();
    for (let time = 0; time < 100; time += 1) expect((await get('/routes', kept)).statusCode).toBe(304);
    expect(queries.mock.calls.length).toBeLessThanOrEqual(1 + (performance.now() - began) / 500);
    queries.mockRestore();
  });

  it('is of the edition that is chosen by its number, a day, or an instant', async () => {
    const titleIn = async (query: string) => (await said(`/occupations/OCC0116${query}`)).item.title;
    expect(await titleIn('')).toBe('Software builder');
    expect(await titleIn('?edition=1')).toBe('Software developer');
    const { item } = await said('/editions/2');
    expect(await titleIn(`?as-of=${String(item.publishedAt)}`)).toBe('Software maker');
    expect((await said('?as-of=2999-01-01')).edition.no).toBe(3);
  });

  it('tells an occupation’s history up to the edition that is asked for', async () => {
    const history = await said('/occupations/OCC0116/history');
    expect(history.items.map(({ edition, held }) => [edition, held])).toEqual([
      [expect.objectContaining({ no: 3 }), expect.objectContaining({ title: 'Software builder' })],
      [expect.objectContaining({ no: 2 }), expect.objectContaining({ title: 'Software maker' })],
    ]);
    expect((await said('/editions/2/occupations/OCC0116/history')).items).toHaveLength(1);
    expect((await said('/editions/1/occupations/OCC0116/history')).items).toEqual([]);
  });

  it('tells what differs between any two editions, forwards and backwards, by meaning', async () => {
    const [difference] = (await said('/differences?from=1')).items;
    expect(difference).toMatchObject({ kind: 'retitled', about: ['OCC0116'] });
    expect(difference?.text).toMatch(/Software developer.*Software builder/);
    const [back] = (await said('/editions/1/differences?from=3')).items;
    expect(back?.text).toMatch(/Software builder.*Software developer/);
    expect((await said('/editions/3/differences?from=3')).items).toEqual([]);
    const fromNothing = await said('/editions/1/differences');
    expect(fromNothing.items.filter(({ kind }) => kind === 'added').length).toBeGreaterThan(3);
  });

  it('finds what fits every filter', async () => {
    const of = async (query: string) => (await said(`/occupations?${query}`)).items.map(({ reference }) => reference);
    expect(await of('level=3&route=digital')).toEqual(['OCC0973', 'OCC0128']);
    expect(await of('awaiting-placement=true')).toEqual(['OCC0900']);
    expect(await of('status=retired')).toEqual(['OCC0510']);
    expect(await of('status=retired&route=care-services')).toEqual([]);
    expect(await of('soc2020=2134')).toEqual(['OCC0116']);
    expect(await of('route=nowhere')).toEqual([]);
  });

  it('comes in pages of one edition, whatever is published in between, and never more than 100 at once', async () => {
    const first = await said('/occupations?limit=2');
    expect(first).toMatchObject({ total: 5, edition: { no: 3 } });
    await publish(aMap(smallMap()).route('digital').occupation('OCC0001', { title: 'A newcomer' }).build());
    const references = first.items.map(({ reference }) => reference);
    let { next } = first.links;
    while (next !== undefined) {
      const page = await said(next);
      expect(page.edition.no).toBe(3);
      references.push(...page.items.map(({ reference }) => reference));
      next = page.links.next;
    }
    expect(references).toEqual(['OCC0005', 'OCC0973', 'OCC0900', 'OCC0116', 'OCC0128']);
    expect((await said('/occupations?limit=1000000')).links.self).toContain('limit=100');
    const all = await said('/editions?limit=3');
    expect(all.items.map(({ no }) => no)).toEqual([4, 3, 2]);
    expect((await said(String(all.links.next))).items.map(({ no }) => no)).toEqual([1]);
  });

  it('can be read by anybody’s page', async () => {
    const preflight = await app.inject({ method: 'OPTIONS', url: '/api/v2/routes' });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': expect.stringContaining('if-none-match'),
    });
    expect((await app.inject({ method: 'POST', url: '/api/v2/routes' })).statusCode).toBe(405);
  });
});
