import { PublishedMap } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { layoutRoute } from './layout';
import { widthOf } from '../../pictures/letters';
import { type Box, wrap } from '../../pictures/svg';
import { picturePages, pictureOf } from './picture';
import { asked } from '../../http/asked';
import { mapFilters } from './filter';
import { routeView } from './maps.view';

const edition = {
  no: 1,
  rootHash: 'x',
  publishedAt: new Date(0),
  kind: 'day-to-day' as const,
  note: '',
  revisionId: null,
};

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
  return new PublishedMap(edition, map.build());
}

/** One pathway with so many occupations that they fill pages. */
function crowdedMap() {
  const map = aMap().route('r').pathway('p').cluster('c', 'technical');
  for (let no = 1000; no < 1040; no++) map.occupation(`OCC${no}`, { level: 3 });
  return map.build();
}

const apart = (a: Box, b: Box) =>
  a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
const within = (a: Box, b: Box) =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
const pairs = <T>(list: readonly T[]) => list.flatMap((a, i) => list.slice(i + 1).map((b) => [a, b] as const));

it('lays out any route: nothing overlaps, everything is inside, every occupation stands once', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const map = someRoute(seed);
    const found = map.mapOf('r');
    if (!found) throw new Error('no route');
    const layout = layoutRoute({
      route: found,
      badges: () => ['Level 3', 'Apprenticeship', 'Proposal in development', 'T Level'],
    });
    const clusters = layout.bands.flatMap((band) => band.clusters);
    const items = clusters.flatMap((cluster) => cluster.items);
    const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
    expect(items.map((item) => item.occupation.reference).sort()).toEqual(
      map
        .occupationsOn('r')
        .map((o) => o.reference)
        .sort(),
    );
    for (const boxes of [[...layout.columns, ...layout.bands], clusters, items]) {
      expect(pairs<Box>(boxes).filter(([a, b]) => !apart(a, b))).toEqual([]);
    }
    expect(layout.bands.every((band) => within(band, whole) && band.clusters.every((box) => within(box, band)))).toBe(
      true,
    );
    expect(clusters.every((cluster) => cluster.items.every((item) => within(item, cluster)))).toBe(true);
    expect(items.every((item) => item.badges.every((badge) => within(badge, item)))).toBe(true);
    expect(items.every((item) => pairs<Box>(item.badges).every(([a, b]) => apart(a, b)))).toBe(true);
  }
});

it('cuts no occupation by the end of a page where it is laid out for paper', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const found = someRoute(seed).mapOf('r');
    if (!found) throw new Error('no route');
    const layout = layoutRoute({ route: found, badges: () => ['Level 3', 'Apprenticeship'], pageHeight: 770 });
    const clusters = layout.bands.flatMap((band) => band.clusters);
    const items = clusters.flatMap((cluster) => cluster.items);
    const pageOf = (y: number) => Math.floor(y / 770);
    expect(items.filter((item) => pageOf(item.y) !== pageOf(item.y + item.height))).toEqual([]);
    expect(pairs<Box>(items).filter(([a, b]) => !apart(a, b))).toEqual([]);
    expect(pairs<Box>(layout.bands).filter(([a, b]) => !apart(a, b))).toEqual([]);
    expect(clusters.every((cluster) => cluster.items.every((item) => within(item, cluster)))).toBe(true);
  }
});

it('says the columns and the pathway again on each further page of paper', () => {
  const map = new PublishedMap(edition, crowdedMap());
  const found = map.mapOf('r');
  if (!found) throw new Error('no route');
  const [, ...pages] = picturePages(map, found, null).split('class="waymark-picture-page"');
  expect(pages.length).toBeGreaterThan(2);
  for (const page of pages.slice(1)) {
    expect(page).toContain('>Higher Technical<');
    expect(page).toContain('(continued)<');
  }
  expect(pages[0]).not.toContain('(continued)');
});

it('breaks a title by the width of its letters, and begins no line with a dash', () => {
  expect(widthOf('mmm', 15)).toBeGreaterThan(3 * widthOf('i', 15));
  const title = 'Ordnance munitions and explosives professional (integrated degree) - Safety Professional';
  for (let width = 80; width < 400; width += 7) {
    const lines = wrap(title, width, 15);
    expect(lines.join(' ').replaceAll(/\s+/g, '')).toBe(title.replaceAll(' ', ''));
    expect(lines.filter((line) => line.startsWith('-') || widthOf(line, 15) > width)).toEqual([]);
  }
});

it('shows the same occupations as a list, a picture and a table, whatever the filters', () => {
  const map = new PublishedMap(edition, smallMap());
  for (const query of [
    {},
    { level: '3' },
    { pathway: 'digital-support' },
    { keyword: 'web' },
    { status: 'awaiting-interest' },
  ]) {
    const view = (kind?: string) => {
      const made = routeView(map, 'digital', asked(mapFilters, { ...query, view: kind }));
      if (!made) throw new Error('no route');
      return made;
    };
    const list = view();
    const listed = list.pathways.flatMap((p) => p.columns.flatMap((c) => c.clusters.flatMap((k) => k.occupations)));
    const drawn = view('picture').picture?.match(/<a href/g)?.length ?? 0;
    const shown = [listed.length + list.awaiting.length, drawn, view('table').rows.length];
    expect(shown).toEqual([list.shown, list.shown, list.shown]);
    expect(list.shown).toBeGreaterThan(0);
  }
});

it('draws progression, also to an occupation of another route, and never lets a title break out', () => {
  const state = aMap(smallMap())
    .route('digital')
    .leads('OCC0116', 'OCC0005')
    .occupation('OCC0777', { title: '<script>"' })
    .build();
  const map = new PublishedMap(edition, state);
  const found = map.mapOf('digital');
  if (!found) throw new Error('no route');
  const picture = pictureOf(map, found, 'OCC0116');
  expect(picture.match(/waymark-picture__arrow/g)).toHaveLength(2);
  expect(picture).toContain('href="/occupations/OCC0005"');
  expect(picture).toContain('aria-label="Software developer, Approved, Level 4, Apprenticeship" aria-current="true"');
  expect(picture).not.toContain('<script');
  expect(pictureOf(map, found, null)).not.toContain('waymark-picture__arrow');
});
