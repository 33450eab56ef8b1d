import { loadSeed, PublishedMap } from '@app/occupational-map';
import { aMap, anEdition } from '@app/occupational-map/testing';
import { load } from 'cheerio';
import { parse } from 'csv-parse/sync';
import { allRoutesCsv } from './all-routes.file';
import { allRoutesPicture } from './all-routes.picture';
import { allRoutesView, factsOf, figuresOf, orders } from './all-routes.view';
import { occupationsView } from './occupations.view';

const map = new PublishedMap(anEdition, loadSeed().state);
const squaresIn = (path: string) => path.match(/M/g)?.length ?? 0;

describe.each(orders)('the picture of all routes in the order “%s”', (order) => {
  const { rows, totals, total } = allRoutesView(map, order);

  it('counts each route as the map does, square by square', () => {
    expect(rows).toHaveLength(map.routes.length);
    for (const { slug, total: all, cells } of rows) {
      const { occupations, approved } = map.counts(slug);
      expect(all).toBe(occupations);
      expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(occupations);
      expect(cells.reduce((sum, { filled }) => sum + squaresIn(filled), 0)).toBe(approved);
      for (const { count, filled, hollow } of cells) expect(squaresIn(filled) + squaresIn(hollow)).toBe(count);
    }
    expect(totals.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    expect(rows.reduce((sum, row) => sum + row.total, 0)).toBe(total);
  });
});

it('stands in the order that is asked for', () => {
  const names = (order: (typeof orders)[number]) => allRoutesView(map, order).rows;
  const totals = names('occupations').map(({ total }) => total);
  expect(totals).toEqual([...totals].sort((a, b) => b - a));
  expect(names('name').map(({ name }) => name)).toEqual(map.routes.map(({ name }) => name));
  const shares = names('level-mix').map(
    ({ slug, total }) => map.occupationsOn(slug).filter(({ level }) => level > 5).length / total,
  );
  expect(shares).toEqual([...shares].sort((a, b) => b - a));
});

describe('the facts', () => {
  const figures = figuresOf(map, 'name');
  const [empty, ends, across, alone] = factsOf(figures);
  const slugOf = (reference: string) => map.state.placements[reference]?.route;
  const links = Object.values(map.state.progression);

  it('are what the map says, counted another way', () => {
    const places = map.routes.flatMap(({ slug }) =>
      [2, 3, 4, 5, 6, 7].filter((level) => !map.occupationsOn(slug).some((one) => one.level === level)),
    );
    expect(empty?.text).toBe(`${places.length} of 90 (15 routes, 6 levels each)`);
    const below = map.occupations.filter(({ level }) => level < 7);
    const without = below.filter(({ reference }) => !links.some(({ from }) => from === reference));
    expect(ends?.text).toBe(`${without.length} of ${below.length} occupations`);
    const crossing = links.filter(({ from, to }) => slugOf(from) !== slugOf(to));
    const pairs = new Set(crossing.map(({ from, to }) => [slugOf(from), slugOf(to)].sort().join()));
    expect(across?.text).toBe(`${crossing.length} of ${links.length}, between ${pairs.size} pairs of routes`);
    const touched = new Set(crossing.flatMap(({ from, to }) => [slugOf(from), slugOf(to)]));
    const names = map.routes.filter(({ slug }) => !touched.has(slug)).map(({ name }) => name);
    expect([...(alone?.text ?? '').matchAll(/[^;:]+(?=;|$)/g)].map(([name]) => name.trim()).sort()).toEqual(
      names.sort(),
    );
  });

  it('lead to lists of just what they count', () => {
    const { count, routes } = occupationsView(map, { level: null, steps: 'none', after: null });
    expect(ends?.text.startsWith(`${count} of`)).toBe(true);
    expect(routes.reduce((sum, { occupations }) => sum + occupations.length, 0)).toBe(count);
    for (const { level, count: all } of allRoutesView(map, 'name').totals.map((one, at) => ({ ...one, level: at + 2 })))
      expect(occupationsView(map, { level, steps: null, after: null }).count).toBe(all);
    expect(allRoutesView(map, 'name').across).toHaveLength(figures.across.length);
  });

  it('have a curve for each direction between two routes, which hold all steps across', () => {
    const ways = new Set(figures.across.map(({ fromRoute, toRoute }) => `${fromRoute.slug} ${toRoute.slug}`));
    expect(figures.curves).toHaveLength(ways.size);
    const steps = figures.curves.reduce((sum, { width }) => sum + (width - 0.6) / 0.9, 0);
    expect(Math.round(steps)).toBe(figures.across.length);
  });

  it('say so where there is nothing of the kind', () => {
    const small = aMap().route('digital').occupation('OCC0001', { title: 'One', level: 7 }).build();
    const said = factsOf(figuresOf(new PublishedMap(anEdition, small), 'name')).map(({ text }) => text);
    expect(said).toEqual([
      '5 of 6 (1 route, 6 levels each)',
      '0 of 0 occupations',
      '0 of 0, between 0 pairs of routes',
      '1 of 1: Digital',
    ]);
  });
});

describe('its files', () => {
  it('have the same figures: CSV, a row for each level of each route', () => {
    const rows = parse<Record<string, string>>(allRoutesCsv(map, 'name'), { columns: true, bom: true });
    expect(rows).toHaveLength(90);
    const sum = (name: string) => rows.reduce((all, row) => all + Number(row[name]), 0);
    expect(sum('occupations')).toBe(map.occupations.length);
    expect(sum('approved')).toBe(map.occupations.filter(({ status }) => status === 'approved').length);
    expect(rows[0]).toMatchObject({ edition: '4', notice: 'Not the official map' });
  });

  it('have the same figures: SVG, a square for each occupation, and every route by its name', () => {
    const $ = load(allRoutesPicture(map, 'occupations', 'https://maps.test'), { xml: true });
    const dots = $('g[transform*="scale(1.15)"] path').toArray();
    expect(dots.reduce((sum, path) => sum + squaresIn($(path).attr('d') ?? ''), 0)).toBe(map.occupations.length);
    const text = $('text').text();
    for (const { name } of map.routes) expect(text).toContain(name.split(' ')[0]);
    expect(text).toContain('maps.test/all-routes');
  });
});
