import { paths } from '@app/kernel';
import type { Occupation, PublishedMap, Route } from '@app/occupational-map';
import { stepsAmong, type StepOnMap } from '../../pictures/steps';
import { addressOf } from '../maps/map-pages';
import { type Curve, curvesOf } from './curves';
import { type Squares, squaresOf } from './squares';

/** The levels of the maps: the columns of the picture. */
export const levels = [2, 3, 4, 5, 6, 7] as const;

/** How the routes can be ordered: the most occupations first, by name, or the greatest share at levels 6 and 7 first. */
export const orders = ['occupations', 'name', 'level-mix'] as const;
export type Order = (typeof orders)[number];
const orderWords: Readonly<Record<Order, string>> = {
  occupations: 'Most occupations first',
  name: 'By name',
  'level-mix': 'Greatest share at levels 6 and 7 first',
};

type Cell = Squares & { level: number; count: number; href: string };
/** A route as a row: what stands on each level, and its steps to and from other routes. */
export type Row = {
  id: number;
  slug: string;
  name: string;
  href: string;
  total: number;
  cells: Cell[];
  out: number;
  in: number;
};
/** A step from one route to another. */
export type Across = { from: Occupation; to: Occupation; fromRoute: Route; toRoute: Route };
/** The whole map in figures, every one of them counted from the map itself. */
export type Figures = { rows: Row[]; steps: StepOnMap[]; across: Across[]; curves: Curve[]; ends: Occupation[] };

/** The figures of the picture, the routes in this order. */
export function figuresOf(map: PublishedMap, order: Order): Figures {
  const steps = stepsAmong(map, map.occupations);
  const across = acrossIn(map, steps);
  const rows = map.routes.map((route) => rowOf(map, route, across)).sort(byOrder(order));
  const leading = new Set(steps.map(({ from }) => from.reference));
  const ends = map.occupations.filter(({ level, reference }) => level < 7 && !leading.has(reference));
  return { rows, steps, across, curves: curvesOf(rows, across), ends };
}

/** What the page prints. */
export function allRoutesView(map: PublishedMap, order: Order) {
  const figures = figuresOf(map, order);
  const { rows, across, curves, steps } = figures;
  const list = (query: Parameters<typeof addressOf>[1]) => addressOf(paths.allOccupations(), query);
  const file = (kind: 'svg' | 'csv') => addressOf(paths.allRoutesFile(kind), { order: chosen(order) });
  return {
    title: 'All routes in one picture',
    heading: headingOf(rows.length),
    section: 'all-routes',
    poster: true,
    levels,
    rows,
    curves,
    height: rows.length * 10,
    total: map.occupations.length,
    totalHref: list({}),
    totals: levels.map((level) => ({ count: countAt(map, level), href: list({ level }) })),
    steps: steps.length,
    across: across.map(({ from, to, fromRoute, toRoute }) => ({
      from: endOf(from, fromRoute),
      to: endOf(to, toRoute),
    })),
    facts: factsOf(figures),
    empty: rows.flatMap(({ id, name, cells }) => {
      const none = cells.filter(({ count }) => count === 0).map(({ level }) => level);
      return none.length > 0 ? [{ id, name, levels: none }] : [];
    }),
    orders: orders.map((value) => ({ value, text: orderWords[value], selected: value === order })),
    files: { svg: file('svg'), csv: file('csv') },
  };
}

/** The order that an address names; the first is what it means where it names none. */
export const chosen = (order: Order): Order | null => (order === orders[0] ? null : order);

export const headingOf = (routes: number): string =>
  routes === 15 ? 'All fifteen routes in one picture' : 'All routes in one picture';

const countAt = (map: PublishedMap, level: number): number =>
  map.occupations.filter((occupation) => occupation.level === level).length;

const endOf = ({ reference, title, level }: Occupation, { name, officialId }: Route) => ({
  href: paths.occupation(reference),
  title,
  level,
  route: name,
  id: officialId,
});

function rowOf(map: PublishedMap, { slug, name, officialId }: Route, across: readonly Across[]): Row {
  const occupations = map.occupationsOn(slug);
  return {
    id: officialId,
    slug,
    name,
    href: paths.map(slug),
    total: map.counts(slug).occupations,
    cells: levels.map((level) => {
      const here = occupations.filter((one) => one.level === level);
      const approved = here.filter(({ status }) => status === 'approved').length;
      return {
        level,
        count: here.length,
        href: `${paths.map(slug)}?level=${level}`,
        ...squaresOf(here.length, approved),
      };
    }),
    out: across.filter(({ fromRoute }) => fromRoute.slug === slug).length,
    in: across.filter(({ toRoute }) => toRoute.slug === slug).length,
  };
}

const acrossIn = (map: PublishedMap, steps: readonly StepOnMap[]): Across[] =>
  steps.flatMap(({ from, to }) => {
    const [fromRoute, toRoute] = [map.routeOf(from), map.routeOf(to)];
    return fromRoute && toRoute && fromRoute !== toRoute ? [{ from, to, fromRoute, toRoute }] : [];
  });

const shareAtTop = ({ cells, total }: Row): number =>
  cells.filter(({ level }) => level >= 6).reduce((sum, { count }) => sum + count, 0) / Math.max(1, total);

/** The routes come in order of name, and stay in it where they are alike. */
function byOrder(order: Order): (a: Row, b: Row) => number {
  if (order === 'name') return () => 0;
  return order === 'occupations' ? (a, b) => b.total - a.total : (a, b) => shareAtTop(b) - shareAtTop(a);
}

/** A fact in a sentence that can be quoted as it stands, and where the list of what it counts is. */
type Fact = { name: string; text: string; href: string | null };

/** Four facts that those who plan provision ask for first. */
export function factsOf({ rows, steps, across, ends }: Figures): Fact[] {
  const places = rows.length * levels.length;
  const empty = rows.flatMap(({ cells }) => cells.filter(({ count }) => count === 0)).length;
  const below = rows
    .flatMap(({ cells }) => cells.filter(({ level }) => level < 7))
    .reduce((sum, { count }) => sum + count, 0);
  const pairs = new Set(across.map(({ fromRoute, toRoute }) => [fromRoute.slug, toRoute.slug].sort().join(' '))).size;
  const alone = rows.filter((row) => row.out + row.in === 0).map(({ name }) => name);
  return [
    {
      name: 'Levels without an occupation',
      text: `${empty} of ${places} (${rows.length} ${rows.length === 1 ? 'route' : 'routes'}, ${levels.length} levels each)`,
      href: empty === 0 ? null : '#without',
    },
    {
      name: 'Below level 7 with no step recorded from them',
      text: `${ends.length} of ${below} occupations`,
      href: ends.length === 0 ? null : addressOf(paths.allOccupations(), { steps: 'none' }),
    },
    {
      name: 'Steps from one route to another',
      text: `${across.length} of ${steps.length}, between ${pairs} ${pairs === 1 ? 'pair' : 'pairs'} of routes`,
      href: across.length === 0 ? null : '#across',
    },
    {
      name: 'Routes with no recorded way in or out',
      text: alone.length === 0 ? 'None' : `${alone.length} of ${rows.length}: ${alone.join('; ')}`,
      href: null,
    },
  ];
}
