import { paths } from '@app/kernel';
import type { Occupation, PublishedMap, Route } from '@app/occupational-map';
import { notOnList, placeText } from '../../http/asked';
import { addressOf } from '../maps/map-pages';
import { figuresOf } from './all-routes.view';

/**
 * Which occupations of all routes are listed: of a level, or those below level 7 from which no step is recorded; and
 * after which of them the page begins.
 */
export type Listed = { level: number | null; steps: 'none' | null; after: string | null };

/** So many occupations stand on a page. */
const ofAPage = 200;

/** The occupations behind a figure of all routes, route by route. @throws NotUnderstood where `after` names none of them */
export function occupationsView(map: PublishedMap, { after, ...listed }: Listed) {
  const whole = listedOn(map, listed);
  const at = after === null ? 0 : whole.findIndex(({ one }) => one.reference === after) + 1;
  if (after !== null && at === 0) notOnList('after', placeText);
  const shown = whole.slice(at, at + ofAPage);
  const last = shown.at(-1);
  const isLast = at + shown.length === whole.length;
  const routes = map.routes.map((route) => routeWith(route, whole, shown));
  const address = addressOf(paths.allOccupations(), listed);
  return {
    title: titleOf(listed),
    section: 'all-routes',
    count: whole.length,
    part: whole.length > ofAPage ? { from: at + 1, to: at + shown.length } : null,
    routes: routes.filter(({ occupations }) => occupations.length > 0),
    without: isLast ? routes.filter(({ count }) => count === 0).map(({ name }) => name) : [],
    next: isLast || !last ? null : addressOf(address, { after: last.one.reference }),
    first: after === null ? null : address,
  };
}

type Placed = { route: Route; one: Occupation };

/** All of them, in the order of the list: by route, and within it by title. */
function listedOn(map: PublishedMap, { level, steps }: Omit<Listed, 'after'>): Placed[] {
  const kept = steps === 'none' ? figuresOf(map, 'name').ends : map.occupations;
  const listed = new Set(kept.filter((one) => level === null || one.level === level));
  return map.routes.flatMap((route) =>
    map
      .occupationsOn(route.slug)
      .filter((one) => listed.has(one))
      .map((one) => ({ route, one })),
  );
}

function routeWith(route: Route, whole: readonly Placed[], shown: readonly Placed[]) {
  const on = ({ route: its }: Placed) => its === route;
  return {
    id: route.officialId,
    name: route.name,
    href: paths.map(route.slug),
    count: whole.filter(on).length,
    occupations: shown.filter(on).map(({ one: { reference, title, level, status } }) => ({
      href: paths.occupation(reference),
      title,
      level,
      status,
    })),
  };
}

function titleOf({ level, steps }: Omit<Listed, 'after'>): string {
  if (steps === null)
    return level === null ? 'Occupations of all routes' : `Occupations at level ${level}, of all routes`;
  return `Occupations ${level === null ? 'below level 7' : `at level ${level}`} with no step recorded from them`;
}
