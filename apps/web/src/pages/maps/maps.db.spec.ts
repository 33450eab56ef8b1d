import { londonDate } from '@app/kernel';
import { EditionQueries, EditionStore, type MapState } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { Db } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { publishMap, testConfig, testDatabase, type TestDatabase } from '@test/support';
import { load } from 'cheerio';
import { parse } from 'csv-parse/sync';
import { createWebApp } from '../../http/app';

let database: TestDatabase;
let app: NestFastifyApplication;

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });
const text = async (url: string) =>
  load((await get(url)).body)('main')
    .text()
    .replace(/\s+/g, ' ');

const publish = (state: MapState, changes: { text: string; about: string[] }[] = []) =>
  app
    .get(Db)
    .write((tx) =>
      publishMap(tx, app.get(EditionStore, { strict: false }), { state, note: 'What this edition is for', changes }),
    );

const map = (): MapState =>
  aMap(smallMap())
    .route('care-services')
    .pathway('care')
    .cluster('carers')
    .occupation('OCC0800', { title: '=HYPERLINK("http://bad.test")', level: 2 })
    .route('digital')
    .tLevel('61058014', {
      title: 'T Level in Digital Production, Design and Development',
      startYear: 2025,
      awardingOrganisation: 'An awarding body',
    })
    .build();

beforeAll(async () => {
  database = await testDatabase();
  app = await createWebApp(testConfig(database.appUrl));
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

describe('the public pages before the first edition', () => {
  it('say that no map has been published', async () => {
    for (const url of [
      '/maps',
      '/maps/digital',
      '/occupations/OCC0116',
      '/search?q=x',
      '/map-changes',
      '/about',
      '/soc-codes',
    ]) {
      expect(await text(url)).toContain('No map has been published yet');
    }
    expect((await get('/map-changes.atom')).body).toContain('<feed');
    expect((await get('/soc-codes.csv')).body).toMatch(/^\uFEFFreference,title,route,level/);
  });
});

describe('the public pages of an edition', () => {
  beforeAll(async () => {
    await publish(map(), [{ text: 'Added Software developer', about: ['OCC0116', 'digital'] }]);
    await new Promise((resolve) => setTimeout(resolve, 600));
  });

  it('list the routes with their counts, and name the edition', async () => {
    const shown = await text('/maps');
    expect(shown).toContain('Digital');
    expect(shown).toContain('4 occupations in 3 clusters, 3 approved, 1 awaiting placement');
    expect(shown).toMatch(/edition 1 of the maps, published on \d+ \w+ 20\d\d at/);
  });

  it('show a route by pathway and cluster, and what awaits placement in a band of its own', async () => {
    const $ = load((await get('/maps/digital')).body);
    expect(
      $('.waymark-pw h2')
        .map((_, e) => $(e).text())
        .get(),
    ).toEqual(['Digital production, design and development', 'Digital support and services', 'Awaiting placement (1)']);
    expect($('#cluster-developers').text()).toContain('Software developer');
    expect($('#cluster-developers').text()).toContain('Level 4');
    expect($('.waymark-pw--awaiting').text()).toContain('Prompt librarian');
    expect($('#cluster-support').text()).toContain('Paused');
    expect((await get('/maps/nowhere')).statusCode).toBe(404);
    expect((await get('/maps/constructor')).statusCode).toBe(404);
  });

  it('say on a route how much it holds, which edition it is, what changed it, and how to follow or correct it', async () => {
    const $ = load((await get('/maps/digital')).body);
    const said = (of: string) => $(of).text().replace(/\s+/g, ' ');
    expect(said('.waymark-meta')).toMatch(
      /^4 occupations ?2 pathways ?3 clusters ?1 awaiting placement ?Edition 1, \d+ \w+ 20\d\d$/,
    );
    expect(said('#about-this-map')).toMatch(/This page shows edition 1 of the maps, published on \d+ \w+ 20\d\d at/);
    expect(said('#about-this-map')).toContain('Last changed in edition 1');
    const links = $('#about-this-map a').map((_, e) => $(e).attr('href'));
    expect(links.get()).toEqual(
      expect.arrayContaining(['/follow/route/digital', '/maps/digital/changes.atom', '/about#missing']),
    );
  });

  it('filter a route by level and status, as a map and as a table', async () => {
    expect(await text('/maps/digital?level=3')).not.toContain('Software developer ');
    expect(await text('/maps/digital?level=3')).toContain('2 occupations match these filters');
    const $ = load((await get('/maps/digital?view=table&status=awaiting-interest')).body);
    expect($('tbody tr')).toHaveLength(1);
    expect($('tbody tr').text()).toContain('Prompt librarian');
    expect(load((await get('/maps/digital?view=table')).body)('tbody tr')).toHaveLength(4);
  });

  it('answer a chosen occupation with its steps lit and its sheet filled, also where the picture was once', async () => {
    for (const url of ['/maps/digital?occupation=occ0116', '/maps/digital?view=picture&occupation=OCC0116']) {
      const $ = load((await get(url)).body);
      expect($('.waymark-occ--here').attr('id')).toBe('OCC0116');
      expect($('.waymark-occ--here').attr('aria-current')).toBe('true');
      expect(
        $('.waymark-occ--lit')
          .map((_, e) => $(e).attr('id'))
          .get(),
      ).toEqual(['OCC0128']);
      expect($('#OCC0128').attr('data-to')).toBe('OCC0116');
      expect($('#sheet h2').text()).toBe('Software developer');
      expect($('#sheet .waymark-steps a').attr('href')).toBe('/maps/digital?occupation=OCC0128#OCC0128');
      expect($('#sheet [data-close]').attr('href')).toBe('/maps/digital');
      expect($('#sheet .govuk-button').attr('href')).toBe('/occupations/OCC0116');
    }
    expect((await get('/maps/digital?occupation=OCC0005')).statusCode).toBe(422);
    expect((await get('/maps/digital?occupation=OCC0116&steps=some')).statusCode).toBe(422);
  });

  it('have a poster of a route to print and as a file of links', async () => {
    const $ = load((await get('/maps/digital')).body);
    expect($('.waymark-posters[aria-hidden=true] svg')).toHaveLength(1);
    expect($('link[media=print]').attr('href')).toMatch(/^\/assets\/poster\.css/);
    const file = await get(String($('a[href*="picture.svg"]').attr('href')));
    expect(file.headers['content-type']).toContain('image/svg+xml');
    expect(load(file.body, { xml: true })('svg a[href^="http"]')).toHaveLength(4);
    expect((await get('/maps/nowhere/picture.svg')).statusCode).toBe(404);
  });

  it('show an occupation with its mapping, progression, T Levels, place and history', async () => {
    const shown = await text('/occupations/OCC0116');
    expect(shown).toMatch(/Level 4 Software developer.*OCC0116/);
    expect(shown).toContain('Write code that others can read needs K1, S1');
    expect(shown).toContain('How software is designed for D1');
    expect(shown).toContain('2134 Programmers and software development professionals (close match)');
    expect(shown).toContain('ST0116 version 1.1, approved');
    expect(shown).toContain('not an official mapping');
    expect(shown).toMatch(
      /People come from Level 3Software development technician Level 4Software developer People go on to/,
    );
    expect(shown).toContain('Added Software developer');
    expect(await text('/occupations/OCC0128')).toContain('by the occupational specialism Digital production');
    expect(load((await get('/occupations/OCC0116')).body)('.govuk-breadcrumbs').text()).toContain(
      'Software developers',
    );
  });

  it('show progression as a ladder, map duties to statements, tell the history with versions, and give the occupation as files', async () => {
    const $ = load((await get('/occupations/OCC0116')).body);
    expect($('.waymark-ladder a').attr('href')).toBe('/occupations/OCC0128');
    const mapped = $('#mapping tbody').first();
    expect(mapped.find('th[scope=rowgroup]').text()).toBe('Knowledge');
    expect(mapped.find('tr:has(th[scope=row])').first().text().replace(/\s+/g, ' ')).toMatch(/K1 How software.*Yes/);
    expect($('.waymark-past li').text()).toMatch(/Level 4, approved, standard ST0116 version 1.1/);
    expect($('.waymark-past a[href="/occupations/OCC0116?edition=1"]')).toHaveLength(1);
    expect($('#ahead + p').text()).toContain('Nothing is proposed, no consultation is open');
    const json = await get('/occupations/OCC0116/occupation.json');
    expect(json.json()).toMatchObject({
      edition: { no: 1 },
      occupation: { reference: 'OCC0116', standard: { version: '1.1' } },
      progression: { from: [{ reference: 'OCC0128' }], to: [] },
    });
    const rows = parse<Record<string, string>>((await get('/occupations/OCC0116/occupation.csv')).body, {
      columns: true,
      bom: true,
    });
    expect(rows.map(({ kind, code, mapped_to }) => [kind, code, mapped_to])).toEqual([
      ['duty', 'D1', 'K1 S1'],
      ['knowledge', 'K1', 'D1'],
      ['skill', 'S1', 'D1'],
    ]);
    expect((await get('/occupations/OCC0116/occupation.xml')).statusCode).toBe(404);
    expect((await get('/occupations/OCC9999/occupation.json')).statusCode).toBe(404);
  });

  it('show the T Levels by route, their versions, and what each specialism covers', async () => {
    const $ = load((await get('/t-levels')).body);
    expect($('section[aria-labelledby=route-digital] li')).toHaveLength(1);
    expect($('section[aria-labelledby=route-digital] li').text()).toMatch(/from 2025, .*from 2021/);
    const shown = await text('/t-levels/60358324');
    expect(shown).toContain('September 2021');
    expect(shown).toContain('From 2025 (61058014)');
    expect(shown).toContain('Which specialism covers what was put together by hand');
    expect(shown).toMatch(
      /Digital production ZTLOS010 Covers 1 occupation: Level 3 Software development technician Approved/,
    );
    expect(await text('/t-levels/61058014')).toContain('An awarding body');
    expect(load((await get('/occupations/OCC0128')).body)('#ways-in ~ ul a[href="/t-levels/60358324"]')).toHaveLength(
      1,
    );
    expect((await get('/t-levels/0')).statusCode).toBe(404);
  });

  it('say what stands in the way of an occupation: paused, retired, awaiting interest', async () => {
    expect(await text('/occupations/OCC0973')).toContain('Paused for new starts');
    expect(await text('/occupations/OCC0510')).toContain('It is followed by Digital support technician');
    expect(await text('/occupations/OCC0900')).toContain('No group of employers develops this occupation yet');
    expect(await text('/retired-occupations')).toContain('Old IT technician');
  });

  it('lead from a reference in small letters to the one address, and know what does not exist', async () => {
    const moved = await get('/occupations/occ0116');
    expect([moved.statusCode, moved.headers.location]).toEqual([303, '/occupations/OCC0116']);
    expect((await get('/occupations/OCC9999')).statusCode).toBe(404);
    expect((await get('/occupations/__proto__')).statusCode).not.toBe(200);
  });

  it('search by title, job title and code', async () => {
    expect(await text('/search?q=web+developer')).toContain('Job title: Web developer');
    expect(await text('/search?q=st0116')).toContain('Software developer');
    expect(await text('/search?q=sofware+developr')).toContain('Showing results for software developer');
    expect(await text('/search?q=write+and+test+code')).toContain(
      'Duty, knowledge, skill or behaviour: Write and test code',
    );
    expect(await text('/search?q=technician&level=3&route=digital')).toContain(
      '2 results for “technician” with these filters',
    );
    expect(await text('/search?q=technician&route=care-services')).toContain('Nothing found');
    expect(await text('/search?q=astronaut')).toContain('Nothing found for “astronaut”');
    expect((await get('/search?q=%3Cscript%3E')).body).not.toContain('<script>”');
    expect((await get('/search?q=a&q=b')).statusCode).toBe(422);
  });

  it('list what each edition changed, with a feed', async () => {
    expect(await text('/map-changes')).toContain('Added Software developer');
    const feed = await get('/map-changes.atom');
    expect(feed.headers['content-type']).toContain('application/atom+xml');
    const $ = load(feed.body, { xml: true });
    expect($('feed > entry > title').text()).toBe('Edition 1: Day-to-day change');
    expect($('entry > content').text()).toContain('<li>Added Software developer</li>');
  });

  it('give the SOC codes as a file: blank where unknown, no formulas, with the edition', async () => {
    const file = await get('/soc-codes.csv');
    const rows = parse<Record<string, string>>(file.body, { columns: true, bom: true });
    const of = (reference: string) => rows.find((row) => row.reference === reference);
    expect(of('OCC0116')).toMatchObject({ soc_2020_code: '2134', confidence: 'high', edition: '1', soc_2010_code: '' });
    expect(of('OCC0128')).toMatchObject({ soc_2020_code: '', soc_2020_title: '', confidence: '' });
    expect(of('OCC0800')?.title).toBe(`'=HYPERLINK("http://bad.test")`);
    expect(of('OCC0510')).toBeUndefined();
    expect(file.headers.link).toContain('/soc-codes.csv-metadata.json');
    const metadata = (await get('/soc-codes.csv-metadata.json')).json<{
      tableSchema: { columns: { name: string }[] };
    }>();
    expect(metadata.tableSchema.columns.map((column) => column.name)).toEqual(Object.keys(rows[0]));
    expect(JSON.stringify(metadata)).toContain('not an official mapping');
    expect(await text('/soc-codes?route=digital')).toContain('2134 Programmers');
  });

  it('answer the seven questions with live figures', async () => {
    const $ = load((await get('/about')).body);
    expect($('main nav a')).toHaveLength(7);
    for (const href of $('main nav a')
      .map((_, e) => $(e).attr('href'))
      .get())
      expect($(href)).toHaveLength(1);
    expect($('main').text()).toContain('1 await interest from employers');
  });

  it('hold nothing of a person, and are not sent again to who has them', async () => {
    const first = await get('/maps/digital');
    expect(first.headers['set-cookie']).toBeUndefined();
    expect(first.body).not.toContain('_csrf');
    expect(first.headers.etag).toMatch(/^"[\w-]+"$/);
    const again = await get('/maps/digital', { 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const zipped = await get('/maps/digital', { 'accept-encoding': 'gzip' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.headers.etag).not.toBe(first.headers.etag);
  });

  it('show the next edition once it is published', async () => {
    const state = structuredClone(map());
    state.occupations.OCC0116.title = 'Software engineer';
    await publish(state);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await text('/occupations/OCC0116')).toContain('Software engineer');
    expect(await text('/map-changes')).toContain('Edition 2');
    expect(await text('/maps')).toContain('edition 2');
  });

  it('list what an edition added, changed and retired, with the page before and after, by kind of edition', async () => {
    const state = structuredClone(map());
    state.occupations.OCC0116.title = 'Software engineer';
    state.occupations.OCC0128.overview = 'Helps to write software';
    Object.assign(state.occupations.OCC0800, { status: 'retired', successor: 'OCC0005', retiredFrom: 'care-services' });
    const { OCC0800: _gone, ...placements } = state.placements;
    const changes = [
      { text: 'Retired OCC0800', about: ['OCC0800', 'care-services'] },
      { text: 'Amended OCC0128', about: ['OCC0128', 'digital'] },
    ];
    const added = aMap({ ...state, placements })
      .route('digital')
      .occupation('OCC0901', { title: 'Newcomer' })
      .build();
    await publish(added, changes);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const $ = load((await get('/map-changes')).body);
    const lists = $('section[aria-labelledby=edition-3] details');
    const said = lists.map((_, e) => $(e).text().replace(/\s+/g, ' ').trim()).get();
    expect(said.map((one) => one.split(' in edition')[0])).toEqual([
      'New (1)',
      'Changed (1)',
      'Retired or taken off (1)',
    ]);
    expect(said[0]).toContain('Newcomer OCC0901');
    expect(said[2]).toContain('Replaced by Adult care worker');
    const links = (at: number) =>
      lists
        .eq(at)
        .find('a')
        .map((_, e) => $(e).attr('href'))
        .get();
    expect(links(1)).toEqual(['/occupations/OCC0128?edition=2', '/occupations/OCC0128?edition=3']);
    expect(await text('/occupations/OCC0800?edition=2')).not.toContain('is retired');
    expect(await text('/map-changes?kind=route-review')).toContain('No edition of this kind has been published');
    expect(await text('/map-changes?kind=day-to-day')).toContain('Edition 3');
  });

  it('show any earlier edition by its number or its date, say so, and stay in it', async () => {
    const earlier = await get('/occupations/OCC0116?edition=1');
    const $ = load(earlier.body);
    expect($('h1').text()).toContain('Software developer');
    expect($('.govuk-notification-banner').text()).toContain('This is edition 1');
    expect($('link[rel=canonical]').attr('href')).toBe('/occupations/OCC0116');
    expect($('a[data-current]').attr('href')).toBe('/occupations/OCC0116');
    expect($('meta[name=robots]').attr('content')).toBe('noindex');
    const route = load((await get('/maps/digital?edition=1')).body);
    expect(route('#OCC0116').attr('href')).toBe('/maps/digital?occupation=OCC0116&edition=1#OCC0116');
    expect(route('main form input[name=edition]').val()).toBe('1');
    expect((await get('/soc-codes.csv?edition=1')).body).toContain('Software developer');
    expect((await get('/soc-codes.csv')).body).toContain('Software engineer');
    expect(await text('/occupations/OCC0116?edition=2')).toContain('Software engineer');
    expect((await get('/occupations/OCC0116?edition=3')).body).not.toContain('Earlier edition');
  });

  it('show the last edition of a day, and the one that was live at an instant', async () => {
    const [, second, first] = await app.get(EditionQueries, { strict: false }).recent({});
    const today = second.publishedAt.toISOString();
    const title = async (asOf: string) =>
      load((await get(`/occupations/OCC0116?as-of=${encodeURIComponent(asOf)}`)).body)('h1').text();
    expect(await title(londonDate(second.publishedAt))).toContain('Software engineer');
    expect(await title(first.publishedAt.toISOString())).toContain('Software developer');
    expect(await title(today)).toContain('Software engineer');
  });

  it('refuse a number or a date without an edition, and say which there are', async () => {
    for (const [query, says] of [
      ['edition=99', 'Enter a number from 1 to 3'],
      ['edition=one', 'Enter the number of an edition'],
      ['as-of=2001-01-01', 'The first edition was published on'],
      ['as-of=2026-02-30', 'real date'],
    ]) {
      const answer = await get(`/maps/digital?${query}`);
      expect([query, answer.statusCode]).toEqual([query, 422]);
      expect(answer.body).toContain(says);
    }
  });
});
