import { paths } from '@app/kernel';
import { MapReader, type PublishedMap } from '@app/occupational-map';
import { type Site, startSite } from '@test/support';
import { load } from 'cheerio';
import { parse } from 'csv-parse/sync';
import { mostOfMine } from '../my-map/my-map.asked';

let site: Site;
let map: PublishedMap;
beforeAll(async () => {
  site = await startSite({ seeded: true });
  const live = await site.lib(MapReader).current();
  if (!live) throw new Error('There is no map');
  map = live;
});
afterAll(() => site?.close());

const get = (url: string, headers: Record<string, string> = {}) => site.app.inject({ url, headers });
const textOf = async (url: string) =>
  load((await get(url)).body)('main')
    .text()
    .replace(/\s+/g, ' ');
const mine = (references: readonly string[], rest = '') =>
  `${paths.myMap()}?${references.map((one) => `o=${one}`).join('&')}${rest}`;
const nasty = [
  `<script>alert(1)</script>`,
  `' OR 1=1; drop table edition; --`,
  `"><svg onload=x>`,
  '\u202Ehidden',
  '🦄'.repeat(20),
];

describe('each page of the whole map', () => {
  it.each([
    ['all routes', paths.allRoutes()],
    ['all routes in another order', `${paths.allRoutes()}?order=level-mix`],
    ['a list of all routes', `${paths.allOccupations()}?level=3`],
    ['all occupations', paths.allOccupations()],
    ['where can this take me', paths.where()],
    ['the longest staircase', `${paths.where()}?from=61001115`],
    ['the way to an occupation', `${paths.where()}?to=OCC0480`],
    ['a choice of occupations', `${paths.where()}?q=engineer`],
    ['an empty map of one’s own', paths.myMap()],
    ['a full map of one’s own', mine(Array.from({ length: mostOfMine }, (_, no) => `OCC${1000 + no}`))],
  ])('is read by everybody, names its edition, is asked for anew, and is light: %s', async (_, url) => {
    const { statusCode, headers, rawPayload } = await get(url, { 'accept-encoding': 'gzip' });
    expect(statusCode).toBe(200);
    expect(rawPayload.length).toBeLessThanOrEqual(28_000);
    expect(headers['set-cookie']).toBeUndefined();
    expect((await get(url, { 'accept-encoding': 'gzip', 'if-none-match': String(headers.etag) })).statusCode).toBe(304);
    expect(await textOf(url)).toContain('Edition 1 of the maps, published on');
    expect(await textOf(`${url}${url.includes('?') ? '&' : '?'}edition=1`)).toContain('Edition 1');
    expect((await get(`${url}${url.includes('?') ? '&' : '?'}edition=99`)).statusCode).toBe(422);
  });

  it('is light with as many real occupations as one’s own map takes', async () => {
    const url = mine(map.occupations.slice(0, mostOfMine).map(({ reference }) => reference));
    const { rawPayload } = await get(url, { 'accept-encoding': 'gzip' });
    expect(rawPayload.length).toBeLessThanOrEqual(28_000);
  });
});

describe('all routes', () => {
  it('leads from each figure to a list of just as many', async () => {
    const $ = load((await get(paths.allRoutes())).body);
    const links = $('.waymark-atlas td a')
      .toArray()
      .map((link) => [$(link).attr('href') ?? '', Number(/\d+$/.exec($(link).text())?.[0])] as const);
    expect(links.length).toBeGreaterThan(60);
    for (const [href, count] of links.filter((_, at) => at % 7 === 0 || at > links.length - 8)) {
      const shown = await textOf(href);
      expect([href, shown]).toEqual([href, expect.stringMatching(new RegExp(`\\b${count} occupations?(?!\\d)`))]);
    }
  });

  it('lists all occupations in pages that follow each other, each occupation once, in the same edition', async () => {
    const seen: string[] = [];
    const pages: string[] = [];
    for (let url: string | undefined = `${paths.allOccupations()}?edition=1`; url !== undefined;) {
      const $ = load((await get(url)).body);
      pages.push(url);
      seen.push(
        ...$('.waymark-many a')
          .map((_, link) => $(link).attr('href') ?? '')
          .get(),
      );
      expect($('.waymark-many a').length).toBeLessThanOrEqual(200);
      url = $('main a[rel=next]').attr('href');
    }
    const wanted = map.occupations.map(({ reference }) => `${paths.occupation(reference)}?edition=1`);
    expect([...seen].sort()).toEqual([...wanted].sort());
    expect(pages.length).toBe(Math.ceil(wanted.length / 200));
    expect(pages.length).toBeGreaterThan(1);
  });

  it('refuses an order, a level or steps that there are not', async () => {
    for (const query of ['?order=size', '?order=name&order=name'])
      expect((await get(paths.allRoutes() + query)).statusCode).toBe(422);
    for (const query of ['?level=8', '?steps=all', '?after=OCC99999', '?level=7&after=OCC0116'])
      expect((await get(paths.allOccupations() + query)).statusCode).toBe(422);
  });

  it('gives its files', async () => {
    const svg = await get(paths.allRoutesFile('svg'));
    expect(svg.headers['content-type']).toBe('image/svg+xml; charset=utf-8');
    expect(svg.headers['content-disposition']).toBe('attachment; filename="all-routes-edition-1.svg"');
    expect(svg.body).toContain('Not the official map');
    const rows = parse<Record<string, string>>((await get(paths.allRoutesFile('csv'))).body, {
      columns: true,
      bom: true,
    });
    expect(rows.reduce((sum, row) => sum + Number(row.occupations), 0)).toBe(map.occupations.length);
  });
});

describe('where can this take me', () => {
  it('goes from a T Level, from an occupation in any case, and back to one', async () => {
    expect(await textOf(`${paths.where()}?from=61001115`)).toContain('its specialisms cover');
    expect(await textOf(`${paths.where()}?from=occ0116`)).toContain('From Software developer');
    expect(await textOf(`${paths.where()}?to=OCC0116`)).toContain('The way to Software developer');
    const direct = load((await get(`${paths.where()}?from=OCC0116&steps=1`)).body);
    expect(direct('.waymark-stairs li li').length - 1).toBe(map.leadsTo('OCC0116').length);
  });

  it('takes a job title on to the one occupation that goes by it, in the same edition and direction, and offers several', async () => {
    const one = await get(`${paths.where()}?q=OCC0116&way=to&edition=1`);
    expect([one.statusCode, one.headers.location]).toEqual([303, `${paths.where()}?to=OCC0116&edition=1`]);
    const several = load((await get(`${paths.where()}?q=engineer&way=to`)).body);
    const hrefs = several('.waymark-choose a')
      .toArray()
      .map((link) => several(link).attr('href') ?? '');
    expect(hrefs).toHaveLength(20);
    expect(several('main').text()).toContain('The 20 closest occupations; more words find others.');
    for (const href of hrefs) expect(href).toMatch(/^\/where\?to=OCC\w+$/);
    expect(await textOf(`${paths.where()}?q=zzzzzz`)).toContain('No occupation goes by that name');
  });

  it('says so where nothing is recorded, and where else to look', async () => {
    const end = map.occupations.find(({ level, reference }) => level < 7 && map.leadsTo(reference).length === 0);
    const said = await textOf(`${paths.where()}?from=${end?.reference}`);
    expect(said).toContain('No step from it is recorded');
    expect(said).toContain('That does not say that there is none');
  });

  it('refuses what names nothing, and both ways at once', async () => {
    for (const query of [
      'from=OCC9999',
      'from=constructor',
      'to=61001115',
      'from=OCC0116&to=OCC0128',
      'from=OCC0116&steps=2',
      'from=%00',
      `q=${'x'.repeat(101)}`,
    ])
      expect([query, (await get(`${paths.where()}?${query}`)).statusCode]).toEqual([query, 422]);
    expect((await get(paths.wherePicture())).statusCode).toBe(422);
  });

  it('gives its picture as a file', async () => {
    const { headers, body } = await get(`${paths.wherePicture()}?from=61001115`);
    expect(headers['content-disposition']).toBe('attachment; filename="where-61001115-edition-1.svg"');
    const $ = load(body, { xml: true });
    expect($('text').text()).toContain('Edition 1, published');
    expect($('a').first().attr('href')).toMatch(/^http.*\/occupations\/OCC/);
  });
});

describe('a map of one’s own', () => {
  it('takes an occupation by its reference or its title, keeps the rest, and has one address for one choice', async () => {
    const added = await get(mine(['OCC0128'], '&title=Our+jobs&add=occ0116&edition=1'));
    expect([added.statusCode, added.headers.location]).toEqual([
      303,
      `${mine(['OCC0116', 'OCC0128'])}&title=Our+jobs&edition=1`,
    ]);
    const titled = await get(`${paths.myMap()}?add=software+developer`);
    expect(titled.headers.location).toBe(mine(['OCC0116']));
    const [one, other] = [await get(mine(['OCC0116', 'OCC0128'])), await get(mine(['occ0128', 'OCC0116', 'OCC0128']))];
    expect(one.headers.etag).toBe(other.headers.etag);
  });

  it('offers what the words may mean, each on the map with the rest', async () => {
    const $ = load((await get(mine(['OCC0116'], '&add=engineer'))).body);
    const hrefs = $('.waymark-choose a')
      .toArray()
      .map((link) => $(link).attr('href') ?? '');
    expect(hrefs.length).toBeGreaterThan(1);
    for (const href of hrefs) expect(href).toContain('o=OCC0116');
  });

  it('says what is not on the maps, and keeps what is', async () => {
    const said = await textOf(mine(['OCC0116', 'OCC9999', 'OCC0']));
    expect(said).toContain('No occupation has the reference “OCC9999”');
    expect(said).toContain('1 occupation on 1 route');
  });

  it('refuses what is no reference, more than 60 occupations and longer titles, and counts what stands there twice once', async () => {
    const many = Array.from({ length: mostOfMine + 1 }, (_, no) => `OCC${1000 + no}`);
    expect((await get(mine(['OCC0116', 'constructor']))).statusCode).toBe(422);
    const refused = await get(mine(many));
    expect([refused.statusCode, refused.body]).toEqual([422, expect.stringContaining('Choose at most 60 occupations')]);
    expect((await get(mine([...many.slice(1), ...many.slice(1)]))).statusCode).toBe(200);
    expect((await get(mine(many.slice(1), '&add=OCC0116'))).statusCode).toBe(200);
    expect((await get(mine(['OCC0116'], `&title=${'x'.repeat(101)}`))).statusCode).toBe(422);
    expect(await textOf(mine(['OCC0116'], `&title=${'W'.repeat(100)}`))).toContain('W'.repeat(100));
  });

  it.each(nasty)('shows what somebody typed as text alone: %s', async (typed) => {
    const said = encodeURIComponent(typed);
    for (const url of [
      mine(['OCC0116'], `&title=${said}`),
      mine(['OCC0116'], `&add=${said}`),
      mine(['OCC0116', encodeURIComponent([...typed].slice(0, 12).join(''))]),
      `${paths.where()}?q=${said}`,
    ]) {
      const { statusCode, body } = await get(url);
      expect([200, 422]).toContain(statusCode);
      const $ = load(body);
      expect($('script:not([src])').text()).not.toContain('alert(1)');
      expect($('[onload]')).toHaveLength(0);
    }
    const svg = load((await get(`${paths.myMapFile('svg')}?o=OCC0116&title=${said}`)).body, { xml: true });
    expect([svg('script').length, svg('[onload]').length]).toEqual([0, 0]);
  });

  it('gives its files', async () => {
    const url = (kind: 'svg' | 'csv') => `${paths.myMapFile(kind)}?o=OCC0116&o=OCC0128&title=Our+jobs`;
    expect((await get(url('svg'))).body).toContain('Our jobs');
    const rows = parse<Record<string, string>>((await get(url('csv'))).body, { columns: true, bom: true });
    expect(rows.map((row) => [row.reference, row.leads_to])).toEqual([
      ['OCC0116', ''],
      ['OCC0128', 'OCC0116'],
    ]);
  });
});
