import { EditionStore, MapReader } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { Db } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { testConfig, testDatabase, type TestDatabase, publishMap } from '@test/support';
import { createWebApp } from '../../http/app';

let database: TestDatabase;
let app: NestFastifyApplication;
const key = { 'x-api-key': 'demo-key' };
type Method = 'GET' | 'POST' | 'HEAD';
const ask = (method: Method, url: string, headers: Record<string, string> = key) =>
  app.inject({ method, url: `/api/v1${url}`, headers });

beforeAll(async () => {
  database = await testDatabase();
  app = await createWebApp(testConfig(database.appUrl));
  const state = aMap(smallMap())
    .route('digital')
    .occupation('OCC0700', {
      title: 'Unknown to most',
      duties: [
        { code: 'D10', text: 'Tenth', ksbs: ['K10', 'S1', 'K2'] },
        { code: 'D2', text: 'Second', ksbs: [] },
      ],
      ksbs: [
        { code: 'K10', kind: 'knowledge', text: 'Ten' },
        { code: 'S1', kind: 'skill', text: 'One' },
        { code: 'K2', kind: 'knowledge', text: 'Two' },
      ],
    })
    .build();
  const said = { state, kind: 'day-to-day' as const, note: 'For the API', changes: [] };
  await app.get(Db).write((tx) => publishMap(tx, app.get(EditionStore, { strict: false }), said));
  await app.get(MapReader, { strict: false }).refresh();
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

describe.each<[Method, string, Record<string, string>, number]>([
  ['GET', '', key, 404],
  ['GET', '', {}, 403],
  ['GET', '/Standards/all', {}, 403],
  ['GET', '/Standards?page=1', key, 404],
  ['GET', '/OccupationsBySOC?soccode=9999', key, 200],
  ['GET', '/OccupationsBySOC?SOCCode=x', key, 400],
  ['GET', '/GreenTheme', key, 200],
  ['GET', '/GreenTheme', {}, 403],
  ['GET', '/Version', key, 200],
  ['GET', '/SearchOccupations?searchTerm=Software%20developer', key, 200],
  ['GET', '/SearchOccupations?pageSize=0', key, 400],
  ['GET', '/Occupations/OCC0116%20', key, 200],
  ['GET', '/Occupations/%00', key, 404],
  ['HEAD', '/Routes', key, 200],
  ['POST', '/Routes', key, 405],
])('%s %s', (method, url, headers, status) => {
  it(`with ${'x-api-key' in headers ? 'a' : 'no'} key is ${status}`, async () => {
    const answer = await ask(method, url, headers);
    expect([answer.statusCode, answer.headers.location]).toEqual([status, undefined]);
    if (status < 400) return;
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status });
  });
});

/** What `expand` adds to an occupation of which the maps know next to nothing: absent is absent, never null. */
describe.each<[string, Record<string, unknown>]>([
  ['occupation.overview', { overview: '' }],
  ['occupation.keywords', { keywords: [] }],
  ['occupation.typicaljobtitles', { typicalJobTitles: [] }],
  ['occupation.products', { products: [] }],
  ['occupation.soc', {}],
  ['occupation.green', {}],
  ['occupation.summary', {}],
  ['occupation.involvedemployers', {}],
  ['occupation.salary', {}],
  ['occupation.ssa', {}],
  ['occupation.unheard,,', {}],
  ['OCCUPATION.OVERVIEW%2C%20occupation.soc', { overview: '' }],
])('expand=%s', (expand, added) => {
  it('adds only what is known', async () => {
    const base = (await ask('GET', '/Occupations/OCC0973')).json<object>();
    const answer = await ask('GET', `/Occupations/OCC0973?expand=${expand}`);
    expect(answer.json()).toEqual({ ...base, ...added });
    expect(Object.keys(base)).toEqual(['object', 'stdCode', 'name', 'status', 'statusName', 'level']);
  });
});

it('has duties and statements in the order of their numbers, and no list of a kind that there is none of', async () => {
  type Whole = Record<string, { dutyId: string; knowledgeId: string; mappedKnowledge: string[] }[] | undefined>;
  const whole = (await ask('GET', '/Occupations/OCC0700?expand=occupation.dutiesKSB')).json<Whole>();
  expect(whole.duties?.map(({ dutyId }) => dutyId)).toEqual(['D2', 'D10']);
  expect(whole.knowledges?.map(({ knowledgeId }) => knowledgeId)).toEqual(['K2', 'K10']);
  expect(whole.duties?.[1].mappedKnowledge).toEqual(['K2', 'K10']);
  expect(whole).not.toHaveProperty('behaviours');
});
