import { urlIn } from '@app/kernel';
import { EditionStore, type MapState } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { Db } from '@app/platform';
import { PATH_METADATA } from '@nestjs/common/constants';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { testConfig, testDatabase, type TestDatabase, publishMap } from '@test/support';
import { Ajv2020 } from 'ajv/dist/2020';
import { createWebApp } from '../../http/app';
import { type ApiDocument, apiDocument, endpoints, openDataControllers } from '.';

/** Every address of the document, and how it is asked: each of its parameters at least once. */
const asked: Readonly<Record<string, readonly string[]>> = {
  '': ['', '?edition=1', '?as-of=2999-01-01', '?as-of=2999-01-01T09:30:00Z'],
  '/editions': ['', '?limit=1', '?limit=1&after=Mw', '?kind=route-review'],
  '/differences': ['', '?from=1', '?from=3&edition=1', '?as-of=2999-01-01', '?limit=1&after=MA'],
  '/routes': ['', '?limit=1&after=Y2FyZS1zZXJ2aWNlcw', '?edition=1', '?as-of=2999-01-01'],
  '/routes/{slug}': ['/routes/digital', '/routes/care-services?edition=2', '/routes/digital?as-of=2999-01-01'],
  '/occupations': [
    '',
    '?limit=2',
    '?limit=500&after=T0NDMDAwNQ',
    '?route=digital&level=3&status=approved',
    '?status=retired&route=digital',
    '?pathway=digital-support&cluster=support&keyword=support',
    '?product=apprenticeship',
    '?soc2020=2134',
    '?apprenticeship-only=false&awaiting-placement=true',
    '?edition=1',
    '?as-of=2999-01-01',
  ],
  '/occupations/{reference}': [
    ...['OCC0116', 'occ0116', 'OCC0128', 'OCC0510', 'OCC0900', 'OCC0116?edition=1', 'OCC0116?as-of=2999-01-01'].map(
      (one) => `/occupations/${one}`,
    ),
  ],
  '/occupations/{reference}/history': [
    ...['', '?limit=1', '?limit=1&after=Mw', '?edition=1', '?as-of=2999-01-01'].map(
      (query) => `/occupations/OCC0116/history${query}`,
    ),
  ],
  '/search': [
    '?q=software',
    '?q=softwear',
    '?q=zzzz',
    '?q=technician&limit=1',
    '?q=technician&limit=1&after=T0NDMDk3Mw',
    '?q=software&route=digital&level=3&status=approved',
    '?q=software&product=apprenticeship',
    '?q=software&edition=1',
    '?q=software&as-of=2999-01-01',
  ],
  '/t-levels': ['', '?route=digital', '?limit=1', '?limit=1&after=NjAzNTgzMjQ', '?edition=1', '?as-of=2999-01-01'],
  '/t-levels/{reference}': [...['', '?edition=1', '?as-of=2999-01-01'].map((query) => `/t-levels/60358324${query}`)],
};

const wrong: readonly (readonly [number, string])[] = [
  [400, '?edition=three'],
  [400, '?as-of=yesterday'],
  [400, '?as-of=2026-02-30'],
  [400, '?edition=1&as-of=2026-01-01'],
  [400, '/routes?edition=1&edition=2'],
  [400, '/editions?edition=1'],
  [400, '/editions?limit=0'],
  [400, '/editions?kind=secret'],
  [400, '/editions?after=T0ND'],
  [400, '/editions/1?edition=1'],
  [400, '/editions/1/routes?as-of=2026-01-01'],
  [400, '/routes?limit=many'],
  [400, '/routes?after=!'],
  [400, '/occupations?level=9'],
  [400, '/occupations?status=unheard'],
  [400, '/occupations?levle=3'],
  [400, '/occupations?after=T0NDOTk5OQ'],
  [400, '/occupations/OCC0116?expand=all'],
  [400, '/occupations/OCC0116/history?after=!'],
  [400, '/routes/digital?level=3'],
  [400, '/differences?from=0'],
  [400, '/search'],
  [400, '/search?q='],
  [400, `/search?q=${'x'.repeat(101)}`],
  [400, '/t-levels?route='],
  [400, '/t-levels/60358324?limit=1'],
  [404, '?edition=99'],
  [404, '?as-of=2001-01-01'],
  [404, '/routes?edition=99'],
  [404, '/routes/nowhere'],
  [404, '/routes/constructor'],
  [404, '/occupations/OCC9999'],
  [404, '/occupations/OCC9999/history'],
  [404, '/t-levels/1'],
  [404, '/differences?from=99'],
  [404, '/editions/99'],
  [404, '/editions/0'],
  [404, '/editions/latest/routes'],
  [404, '/editions/99/occupations/OCC0116'],
  [404, '/nothing/of/the/kind'],
];

let database: TestDatabase;
let app: NestFastifyApplication;
const document: ApiDocument = apiDocument(endpoints, 'http://waymark.test');
const ajv = new Ajv2020({
  strict: true,
  allErrors: true,
  formats: { 'date-time': true, uri: (text: string) => urlIn(text) !== null },
});
// The document is no schema itself: these are its parts around the schemas.
ajv.addVocabulary(Object.keys(document));
ajv.addSchema(document, 'https://waymark.test/openapi.json');

/** What is wrong with a body by the schema that the document has for it. */
function faults(schema: { $ref?: string }, body: unknown): string[] {
  const validate = ajv.getSchema(`https://waymark.test/openapi.json${schema.$ref}`);
  if (validate === undefined) throw new Error(`There is no ${schema.$ref} in the document`);
  return validate(body) ? [] : (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`);
}

const schemaOf = (path: string) =>
  document.paths[path]?.get.responses['200']?.content?.['application/json']?.schema ?? {};
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url: `/api/v2${url}`, headers });

async function publish(state: MapState, text: string): Promise<void> {
  const changes = [{ text, about: ['OCC0116'] }];
  const said = { state, kind: 'day-to-day' as const, note: text, changes };
  await app.get(Db).write((tx) => publishMap(tx, app.get(EditionStore, { strict: false }), said));
}

beforeAll(async () => {
  database = await testDatabase();
  app = await createWebApp(testConfig(database.appUrl));
  const first = smallMap();
  const second = aMap(first).route('digital').tLevel('60358325', { startYear: 2024 }).build();
  const { OCC0116 } = second.occupations;
  const third = { ...second, occupations: { ...second.occupations, OCC0116: { ...OCC0116, title: 'Software maker' } } };
  await publish(first, 'The first map');
  await publish(second, 'A T Level more');
  await publish(third, 'Another title');
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

/** Below the number of an edition, without what chooses one. */
function numbered(path: string, query: string): string {
  return `/editions/3${query.startsWith('/') ? '' : path}${query}`;
}
const cases = Object.entries(asked).flatMap(([path, addresses]) =>
  addresses.flatMap((query) => {
    const plain = [`/api/v2${path}`, query.startsWith('/') ? query : path + query] as const;
    const inEdition = [`/api/v2/editions/{edition}${path}`, numbered(path, query)] as const;
    return path === '/editions' || /[?&](edition|as-of)=/.test(query) ? [plain] : [plain, inEdition];
  }),
);

describe('the document', () => {
  it('tells every route of the controllers, and no other', () => {
    const routes = openDataControllers.flatMap((controller) => {
      const before = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
      const handlers = controller.prototype as unknown as Record<string, object>;
      const own = Object.getOwnPropertyNames(handlers).flatMap((name) => {
        const path = Reflect.getMetadata(PATH_METADATA, handlers[name]) as string | undefined;
        return name === 'constructor' || path === undefined ? [] : [path];
      });
      return before.flatMap((prefix) => own.map((path) => `${prefix}/${path}`.replace(/\/+$/, '')));
    });
    const told = routes.map((path) => path.replace(/:(\w+)/g, '{$1}'));
    expect(told.sort()).toEqual(Object.keys(document.paths).sort());
  });

  it('has no address and no parameter that this contract does not ask for', () => {
    for (const [path, { get: operation }] of Object.entries(document.paths)) {
      const urls = cases.filter(([told]) => told === path).map(([, url]) => url);
      expect([path, urls.length]).not.toEqual([path, 0]);
      const names = operation.parameters.filter((one) => one.in === 'query').map(({ name }) => name);
      const never = names.filter((name) => !urls.some((url) => new RegExp(`[?&]${name}=`).test(url)));
      expect([path, never]).toEqual([path, []]);
    }
  });

  it('names each operation once, and refers only to what it holds', () => {
    const names = Object.values(document.paths).map(({ get: { operationId } }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    const text = JSON.stringify(document);
    for (const [, kind = '', name = ''] of text.matchAll(/"#\/components\/(\w+)\/([\w-]+)"/g)) {
      expect(Object.keys(document.components[kind as 'schemas'])).toContain(name);
    }
  });

  it('is served as it stands', async () => {
    const served = await get('/openapi.json');
    expect(served.headers['content-type']).toContain('application/json');
    expect(served.json()).toEqual(document);
  });
});

describe('every answer', () => {
  it.each(cases)('of %s is as the document says: %s', async (path, url) => {
    const answer = await get(url);
    expect([url, answer.statusCode]).toEqual([url, 200]);
    expect(faults(schemaOf(path), answer.json())).toEqual([]);
    const said = answer.json<{ edition: { no: number }; links: { self: string } }>();
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': '*',
      'x-edition': String(said.edition.no),
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
    });
    expect((await get(url, { 'if-none-match': String(answer.headers.etag) })).statusCode).toBe(304);
    const lasting = await app.inject({ url: said.links.self.replace('http://waymark.test', '') });
    expect(lasting.body).toBe(answer.body);
  });

  it('is refused by its schema when a field is missing or unheard of', async () => {
    const body = (await get('/routes')).json<Record<string, unknown>>();
    expect(faults(schemaOf('/api/v2/routes'), { ...body, total: undefined })).not.toEqual([]);
    expect(faults(schemaOf('/api/v2/routes'), { ...body, more: 1 })).not.toEqual([]);
  });

  it.each(wrong)('%s of %s is a problem as the document says', async (status, url) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json; charset=utf-8',
      'access-control-allow-origin': '*',
      'cache-control': 'no-store',
    });
    const schema = document.components.responses[`Problem${status}`]?.content['application/problem+json']?.schema ?? {};
    expect(faults(schema, answer.json())).toEqual([]);
    const problem = answer.json<{ status: number; detail: string; errors?: unknown[] }>();
    expect([problem.status, problem.errors !== undefined]).toEqual([status, status === 400]);
    expect(problem.detail).toMatch(/^\S.*\.$/);
  });
});
