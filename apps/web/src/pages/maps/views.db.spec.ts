import { paths } from '@app/kernel';
import { EditionStore, type MapState, newOccupation } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { Db } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { testConfig, testDatabase, type TestDatabase, publishMap } from '@test/support';
import { load } from 'cheerio';
import { createWebApp } from '../../http/app';

let database: TestDatabase;
let app: NestFastifyApplication;
let first: Date;

const get = (url: string) => app.inject({ method: 'GET', url });
const page = async (url: string) => load((await get(url)).body);
const text = async (url: string) => (await page(url))('main').text().replace(/\s+/g, ' ');

const publish = (state: MapState) =>
  app.get(Db).write((tx) => {
    const publication = { state, kind: 'day-to-day' as const, note: 'A note', changes: [] };
    return publishMap(tx, app.get(EditionStore, { strict: false }), publication);
  });

/** A map with something for every filter; in the second edition one occupation is split in two. */
const before = (): MapState =>
  aMap(smallMap())
    .route('digital')
    .pathway('digital-support')
    .cluster('support')
    .occupation('OCC0800', {
      title: 'Cable jointer',
      level: 3,
      keywords: ['fibre'],
      apprenticeshipOnly: true,
      apprenticeshipOnlySource: { by: 'Route review 2026', date: '2026-11-02' },
      products: [{ kind: 'apprenticeship', reference: 'ST0800', title: 'Cable jointer' }],
    })
    .build();
function after(): MapState {
  const state = before();
  const parts = ['OCC0801', 'OCC0802'];
  const halves = parts.map((reference) =>
    newOccupation({ reference, title: `Half ${reference}`, level: 3, status: 'approved' }),
  );
  const { OCC0800: _, ...placements } = state.placements;
  const { apprenticeshipOnlySource: __, ...whole } = state.occupations.OCC0800;
  return {
    ...state,
    placements: { ...placements, ...Object.fromEntries(parts.map((one) => [one, state.placements.OCC0800])) },
    occupations: {
      ...state.occupations,
      ...Object.fromEntries(halves.map((half) => [half.reference, half])),
      OCC0800: {
        ...whole,
        apprenticeshipOnly: false,
        status: 'retired',
        successor: parts[0],
        successors: parts,
        retiredFrom: 'digital',
      },
    },
  };
}

beforeAll(async () => {
  database = await testDatabase();
  app = await createWebApp(testConfig(database.appUrl));
  first = (await publish(before())).publishedAt;
  await publish(after());
});
afterAll(async () => {
  await app?.close();
  await database?.drop();
});

describe('map, poster and table of a route', () => {
  test.each([
    ['', ['OCC0116', 'OCC0128', 'OCC0800', 'OCC0900', 'OCC0973']],
    ['level=3', ['OCC0128', 'OCC0800', 'OCC0973']],
    ['status=awaiting-interest', ['OCC0900']],
    ['pathway=digital-support', ['OCC0800', 'OCC0973']],
    ['cluster=developers', ['OCC0116']],
    ['product=apprenticeship', ['OCC0800']],
    ['product=t-level', ['OCC0128']],
    ['only=apprenticeship', ['OCC0800']],
    ['keyword=FIBRE', ['OCC0800']],
    ['level=3&pathway=digital-support&keyword=digital', ['OCC0973']],
    ['level=7', []],
  ])('show the same occupations, and count the same, for “%s”', async (query, references) => {
    const links = async (view: string, within: string) => {
      const $ = await page(`${paths.map('digital')}?edition=1&view=${view}&${query}`);
      const counted = /(\d+) occupations? match/.exec($('main').text().replace(/\s+/g, ' '))?.[1];
      if (query !== '') expect([view, Number(counted)]).toEqual([view, references.length]);
      const hrefs = $(within)
        .toArray()
        .map((link) => /OCC\d+/.exec($(link).attr('href') ?? '')?.[0]);
      return [...new Set(hrefs)].sort();
    };
    expect(await links('', '.waymark-map .waymark-occ')).toEqual(references);
    expect(await links('picture', '.waymark-map .waymark-occ')).toEqual(references);
    expect(await links('table', 'tbody a')).toEqual(references);
    const file = load((await get(`${paths.mapPicture('digital')}?edition=1&${query}`)).body, { xml: true });
    expect(file('a')).toHaveLength(references.length);
  });
});

describe('an earlier edition', () => {
  it('is reached by an instant on every page of the maps, each of which names it', async () => {
    const asOf = `as-of=${first.toISOString()}`;
    for (const url of [
      paths.maps(),
      paths.map('digital'),
      `${paths.map('digital')}?view=table`,
      `${paths.map('digital')}?view=picture`,
      paths.occupation('OCC0800'),
      paths.tLevels(),
      paths.tLevel('60358324'),
      paths.socCodes(),
      `${paths.search()}?q=cable`,
      paths.retiredOccupations(),
    ]) {
      const said = await text(`${url}${url.includes('?') ? '&' : '?'}${asOf}`);
      expect([url, said.includes('edition 1')]).toEqual([url, true]);
    }
    for (const url of [paths.socCodesFile(), paths.occupationFile('OCC0800', 'json'), paths.mapPicture('digital')]) {
      const [then, now] = [await get(`${url}?${asOf}`), await get(url)];
      expect([url, then.statusCode, then.body === now.body]).toEqual([url, 200, false]);
    }
  });

  it('shows a flag with its source and date', async () => {
    const said = await text(`${paths.occupation('OCC0800')}?edition=1`);
    expect(said).toContain(
      'No T Level covers it, as it is best learned at work (source: Route review 2026, 2 November 2026)',
    );
  });
});

describe('what was split', () => {
  it('is followed by all of its parts, on its page and on the list of retired occupations', async () => {
    expect(await text(paths.occupation('OCC0800'))).toContain('It is followed by Half OCC0801 and Half OCC0802.');
    const $ = await page(paths.retiredOccupations());
    const row = $('tbody tr').filter((_, one) => $(one).text().includes('OCC0800'));
    const hrefs = row.find('td a').map((_, link) => $(link).attr('href'));
    expect(hrefs.get()).toEqual([paths.occupation('OCC0801'), paths.occupation('OCC0802')]);
  });
});
