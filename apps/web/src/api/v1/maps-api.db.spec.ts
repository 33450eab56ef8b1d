import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { Db } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { testConfig, testDatabase, type TestDatabase, publishMap } from '@test/support';
import { createWebApp } from '../../http/app';

let database: TestDatabase;
let app: NestFastifyApplication;
const key = { 'x-api-key': 'demo-key' };

const get = (url: string, headers: Record<string, string> = key) => app.inject({ method: 'GET', url, headers });
const json = async <T>(url: string): Promise<T> => (await get(`/api/v1${url}`)).json<T>();

beforeAll(async () => {
  database = await testDatabase();
  app = await createWebApp(testConfig(database.appUrl));
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

describe('the API before the first edition', () => {
  it('has nothing in its lists', async () => {
    expect(await json('/Routes')).toEqual([]);
    expect((await get('/api/v1/Occupations/OCC0116')).statusCode).toBe(404);
  });
});

describe('the API of an edition', () => {
  beforeAll(async () => {
    const said = { state: smallMap(), kind: 'day-to-day' as const, note: 'For the API', changes: [] };
    await app.get(Db).write((tx) => publishMap(tx, app.get(EditionStore, { strict: false }), said));
    await new Promise((resolve) => setTimeout(resolve, 600));
  });

  it('lets nobody in without a key that is known, at any address, and says so as ASP.NET does', async () => {
    for (const url of ['/Routes', '/Occupations', '/Occupations/OCC0116', '/SearchOccupations', '/digital', '/Info']) {
      expect((await get(`/api/v1${url}`, {})).statusCode).toBe(403);
      expect((await get(`/api/v1${url}`, { 'x-api-key': 'another' })).statusCode).toBe(403);
    }
    expect((await get('/api/v1/Routes?X-API-KEY=demo-key', {})).statusCode).toBe(403);
    const refused = await get('/api/v1/Routes', {});
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.json()).toEqual({
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.4',
      title: 'Forbidden',
      status: 403,
      traceId: refused.headers['x-request-id'],
    });
  });

  it('has no key for anybody in production by itself', async () => {
    const closed = await createWebApp({ ...testConfig(database.appUrl), demoApiKey: null });
    expect((await closed.inject({ url: '/api/v1/routes', headers: key })).statusCode).toBe(403);
    await closed.close();
  });

  it('is 404 for an occupation, route, theme or address that is not there, and 400 for what is malformed', async () => {
    const urls = [
      '/Occupations/OCC1312',
      '/Occupations/OCC0510',
      '/OccupationalProgression/OCC0116',
      '/Routes/99',
      '/GreenTheme/1',
      '/constructor',
      '/Standards/all/of/them',
    ];
    for (const url of urls) {
      const answer = await get(`/api/v1${url}`);
      expect([url, answer.statusCode, answer.json<{ title: string }>().title]).toEqual([url, 404, 'Not Found']);
    }
    expect((await get('/api/v1/SearchOccupations?pageNumber=x')).statusCode).toBe(400);
    expect((await get('/api/v1/OccupationsBySOC')).statusCode).toBe(400);
  });

  it('writes no null, and exactly the members that are asked for', async () => {
    const expand = [
      'overview',
      'soc',
      'mapHierarchy',
      'typicaljobtitles',
      'products',
      'keywords',
      'links',
      'dutiesKSB',
    ];
    const query = expand.map((name) => `occupation.${name}`).join('%2C%20');
    const answer = await get(`/api/v1/Occupations/OCC0116?expand=${query}`);
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.body).not.toContain('null');
    expect(Object.keys(answer.json())).toEqual([
      ...['object', 'stdCode', 'name', 'status', 'statusName', 'level', 'versionNo'],
      ...['overview', 'keywords', 'typicalJobTitles', 'soc', 'mapHierarchy'],
      ...['knowledges', 'skills', 'duties', 'products', 'links'],
    ]);
    const one = answer.json<{ typicalJobTitles: object[]; links: { href: string }[] }>();
    expect(one.typicalJobTitles[0]).toEqual({ name: 'Application developer', isGreen: false });
    expect(one.links[0].href).toBe('http://waymark.test/api/v1/occupations/OCC0116');
    expect(Object.keys(await json('/Occupations/OCC0116'))).toHaveLength(7);
  });

  it('answers in any case, with doubled slashes and one at the end, and never redirects', async () => {
    for (const url of ['/api/v1/Routes', '/api/v1/routes', '/API/V1//Routes/', '//api/v1/ROUTES?expand=']) {
      const answer = await get(url, { ...key, 'content-type': 'application/json' });
      expect([url, answer.statusCode]).toEqual([url, 200]);
    }
  });

  it('has a route by number and name, and lists of reference', async () => {
    expect(await json('/digital')).toEqual(await json('/Routes/7'));
    expect(await json('/TechnicalLevels')).toEqual([
      { id: 1, name: 'Technical' },
      { id: 2, name: 'Higher Technical' },
      { id: 3, name: 'Professional' },
    ]);
    expect(await json('/GreenThemes')).toEqual([]);
    expect(typeof (await json('/Info'))).toBe('string');
  });

  it('finds occupations by product code with their products, page by page, and by SOC code', async () => {
    const found = await json<{ results: { products: { productCode: string }[] }[] }>(
      '/SearchOccupations?searchTerm=ST0116&expand=occupation.products&pageSize=50&pageNumber=1',
    );
    expect(found).toMatchObject({ pageNumber: 1, pageSize: 50, totalPages: 1, totalResults: 1 });
    expect(found.results[0].products[0].productCode).toBe('ST0116');
    expect(await json('/OccupationsBySOC?SOCCode=2134')).toMatchObject([{ stdCode: 'OCC0116' }]);
    expect(await json('/OccupationalProgression/OCC0128')).toMatchObject({ keyStdCode: 'OCC0128' });
    expect((await json<unknown[]>('/Occupations')).length).toBe(5);
  });

  it('is not sent again to who has it, and stays out of shared caches', async () => {
    const first = await get('/api/v1/Occupations');
    expect(first.headers).toMatchObject({ 'x-edition': '1', 'cache-control': 'private, max-age=0, must-revalidate' });
    const again = await get('/api/v1/Occupations', { ...key, 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const other = await get('/api/v1/Occupations?expand=occupation.soc');
    expect(other.headers.etag).not.toBe(first.headers.etag);
  });

  it('comes from memory the same as before, to who has a key and to nobody else', async () => {
    const [first, again] = [await get('/api/v1/Routes/digital'), await get('/api/v1/Routes/digital')];
    const without = ({ headers }: typeof first) => ({ ...headers, 'x-request-id': '', date: '' });
    expect([again.body, without(again)]).toEqual([first.body, without(first)]);
    expect((await get('/api/v1/Routes/digital', { 'x-api-key': 'another' })).statusCode).toBe(403);
    expect((await get('/api/v1/Routes/digital', {})).statusCode).toBe(403);
  });

  it('can be read by pages of other sites', async () => {
    const asked = await app.inject({ method: 'OPTIONS', url: '/api/v1/Routes' });
    expect(asked.statusCode).toBe(204);
    expect(asked.headers['access-control-allow-headers']).toContain('x-api-key');
    expect((await get('/api/v1/Routes')).headers['access-control-allow-origin']).toBe('*');
  });

  it('leads by its links to pages of ours', async () => {
    expect((await get('/maps/occupation/occ0116')).headers.location).toBe('/occupations/OCC0116');
    expect((await get('/maps/route/digital')).headers.location).toBe('/maps/digital');
    expect((await get('/maps/progression-map/OCC0128')).headers.location).toBe('/occupations/OCC0128#progression');
  });
});
