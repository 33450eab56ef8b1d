import { PublishedMap } from '@app/occupational-map';
import { aMap, anEdition, smallMap } from '@app/occupational-map/testing';
import { type Paper, papers } from '../../pictures/paper';
import type { Box } from '../../pictures/svg';
import { everything } from './filter';
import { bandsOf } from './living';
import { posterFile, sheetsOf } from './poster';
import { posterOn } from './poster-layout';

const words = { title: (one: { title: string }) => one.title, note: () => 'T Level, Awaiting interest' };
const site = 'https://waymark.example';
const [a4, a3] = papers;

/** A route of a random shape; the same seed gives the same route. */
function someRoute(seed: number) {
  let at = seed;
  const upTo = (most: number) => (at = (at * 48271) % 2147483647) % most;
  const map = aMap().route('r');
  let no = 1000;
  const add = () =>
    map.occupation(`OCC${no++}`, {
      title: 'Wordy '.repeat(1 + upTo(12)) + 'x'.repeat(upTo(60)),
      status: 'in-development',
    });
  for (let i = upTo(3); i > 0; i--) add();
  for (let p = 0; p <= upTo(4); p++) {
    map.pathway(`p${p}`);
    for (let c = 0; c <= upTo(5); c++) {
      map.cluster(`c${p}-${c}`, (['technical', 'higher-technical', 'professional'] as const)[upTo(3)]);
      for (let o = upTo(7); o > 0; o--) add();
    }
  }
  return routeOf(map.build());
}

function routeOf(state: ReturnType<typeof smallMap>, slug = 'r') {
  const map = new PublishedMap(anEdition, state);
  const route = map.mapOf(slug);
  if (!route) throw new Error('no route');
  return { map, route, bands: bandsOf(route) };
}

/** Two pathways with so many occupations each, in clusters of twenty. */
function crowded(each: number) {
  const map = aMap().route('r');
  for (let no = 0; no < 2 * each; no++) {
    const pathway = no < each ? 'one' : 'other';
    const level = (['technical', 'higher-technical', 'professional'] as const)[no % 3];
    map.pathway(pathway).cluster(`${pathway}-${level}`, level);
    map.occupation(`OCC${1000 + no}`, { title: `Occupation with a title of some length ${no}` });
  }
  return routeOf(map.build());
}

const apart = (a: Box, b: Box) =>
  a.x + a.width <= b.x + 0.1 ||
  b.x + b.width <= a.x + 0.1 ||
  a.y + a.height <= b.y + 0.1 ||
  b.y + b.height <= a.y + 0.1;
const within = (a: Box, b: Box) =>
  a.x >= b.x - 0.1 &&
  a.y >= b.y - 0.1 &&
  a.x + a.width <= b.x + b.width + 0.1 &&
  a.y + a.height <= b.y + b.height + 0.1;
const pairs = <T>(list: readonly T[]) => list.flatMap((a, i) => list.slice(i + 1).map((b) => [a, b] as const));
const sheetOf = ({ width, height }: Paper) => ({ x: 0, y: 0, width, height });

it('lays out any route on one sheet: nothing overlaps, everything is inside, every occupation stands once', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { map, bands } = someRoute(seed);
    const layout = posterOn(a3, bands, words) ?? posterOn(papers[2], bands, words);
    if (!layout) throw new Error(`${seed} fits no sheet`);
    const rows = layout.bands.flatMap((band) => band.rows);
    expect(rows.map(({ occupation }) => occupation.reference).sort()).toEqual(
      map
        .occupationsOn('r')
        .map(({ reference }) => reference)
        .sort(),
    );
    const parts = layout.bands.flatMap((band) => [...band.rows, ...band.heads]);
    for (const boxes of [layout.bands, parts]) {
      expect(pairs<Box>(boxes).filter(([a, b]) => !apart(a, b))).toEqual([]);
    }
    expect(layout.bands.every((band) => within(band, sheetOf(layout.paper)))).toBe(true);
    expect(layout.bands.every((band) => [...band.rows, ...band.heads].every((box) => within(box, band)))).toBe(true);
  }
});

it('takes the largest letters that fit, and no sheet where the smallest do not', () => {
  const sizeOn = (paper: Paper, each: number) => posterOn(paper, crowded(each).bands, words)?.size ?? 0;
  expect(sizeOn(a4, 10)).toBeGreaterThan(sizeOn(a4, 25));
  expect(sizeOn(a4, 25)).toBeGreaterThanOrEqual(9.33);
  expect(sizeOn(a4, 120)).toBe(0);
});

it('names a cluster again where it goes on in the next column', () => {
  const { bands } = crowded(60);
  const heads =
    posterOn(a3, bands, words)?.bands.flatMap((band) => band.heads.map(({ lines }) => lines.join(' '))) ?? [];
  expect(heads).toContain('One technical');
  expect(heads).toContain('One technical (continued)');
});

it.each([
  [10, 'a4', 1],
  [80, 'a3', 1],
  [150, 'a3', 2],
])('prints two pathways of %i occupations on %s, on %i sheets', (each, paper, sheets) => {
  const { map, route } = crowded(each);
  const made = sheetsOf(map, route, everything, site);
  expect([made.paper.name, made.pictures.length]).toEqual([paper, sheets]);
  const shown = made.pictures.join('').match(/Occupation with/g);
  expect(shown).toHaveLength(2 * each);
  if (sheets > 1) expect(made.pictures[1]).toContain(`sheet 2 of ${sheets}`);
});

it('is one file whatever the size of the route, on larger paper where it must', () => {
  for (const each of [10, 300]) {
    const { map, route } = crowded(each);
    expect(posterFile(map, route, everything, site).match(/<a href/g)).toHaveLength(2 * each);
  }
});

it('prints a sheet that says what it is where filters leave nothing', () => {
  const { map } = routeOf(smallMap(), 'digital');
  const route = map.mapOf('digital', () => false);
  if (!route) throw new Error('no route');
  const { pictures } = sheetsOf(map, route, { ...everything, level: 7 }, site);
  expect(pictures).toHaveLength(1);
  expect(pictures[0]).toContain('filtered: not all are shown');
});

it('says which edition it is, of which day, its licence, its address, and that it is not the official map', () => {
  const { map, route } = routeOf(smallMap(), 'digital');
  for (const svg of [posterFile(map, route, everything, site), ...sheetsOf(map, route, everything, site).pictures]) {
    expect(svg).toContain('Edition 4, published 29 November 2026 · waymark.example/maps/digital');
    expect(svg).toContain('Open Government Licence v3.0. Not the official map.');
    expect(svg).toContain('4 occupations · 2 pathways · 3 clusters · 1 awaiting placement');
  }
});

it('draws the steps of the chosen occupation, all of them when asked, and never lets a title break out', () => {
  const state = aMap(smallMap())
    .route('digital')
    .leads('OCC0973', 'OCC0128')
    .occupation('OCC0777', { title: '<script>"' })
    .build();
  const { map, route } = routeOf(state, 'digital');
  const curves = (filter: Partial<typeof everything>) =>
    (posterFile(map, route, { ...everything, ...filter }, site).match(/<path d="M[\d. -]+C/g) ?? []).length;
  expect(curves({})).toBe(0);
  expect(curves({ occupation: 'OCC0116' })).toBe(1);
  expect(curves({ occupation: 'OCC0116', steps: 'all' })).toBe(2);
  const svg = posterFile(map, route, everything, site);
  expect(svg).not.toContain('<script');
  expect(svg).toContain('href="https://waymark.example/occupations/OCC0116" aria-label="Level 4, Software developer"');
});

it('lays a route out once for all that is chosen on it, and anew for another filter', () => {
  const { map, route } = crowded(20);
  // What stands beside a title is asked for while its row is laid out.
  const asked = jest.spyOn(map, 'tLevelsCovering');
  const rowsLaidOut = (filter: Partial<typeof everything>) => {
    asked.mockClear();
    expect(sheetsOf(map, route, { ...everything, ...filter }, site).pictures[0]).toContain('Occupation with');
    return asked.mock.calls.length;
  };
  expect(rowsLaidOut({})).toBeGreaterThanOrEqual(40);
  expect(rowsLaidOut({ occupation: 'OCC1000' })).toBe(0);
  expect(rowsLaidOut({ occupation: 'OCC1001', steps: 'all' })).toBe(0);
  expect(rowsLaidOut({ keyword: 'length' })).toBeGreaterThanOrEqual(40);
});
