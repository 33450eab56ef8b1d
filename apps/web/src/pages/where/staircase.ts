import {
  type Direction,
  isLive,
  type Occupation,
  type PublishedMap,
  type Reached,
  reachOf,
  type Route,
} from '@app/occupational-map';

/** A job on a tread: the occupation, its route, and the occupations one recorded step before it on the way (after it, on the way back). */
export type Job = { occupation: Occupation; route: Route | null; beside: readonly Occupation[]; steps: number };
/** A level and the jobs on it, those of the first route first. */
export type Tread = { level: number; jobs: Job[] };
/** From where it goes, which way, and all that is within reach. */
export type Staircase = {
  direction: Direction;
  starts: readonly Occupation[];
  treads: Tread[];
  jobs: Job[];
  /** The routes that the jobs are on, that of the start first. */
  routes: Route[];
};

/**
 * What progression reaches from these occupations as a staircase: each job once, on the tread of its own level.
 * What is retired starts nothing.
 * @param most the steps to go at most
 */
export function staircaseOf(
  map: PublishedMap,
  starts: readonly Occupation[],
  direction: Direction,
  most = Infinity,
): Staircase {
  const from = starts.filter(isLive);
  const reached = reachOf(
    map,
    from.map(({ reference }) => reference),
    direction,
    most,
  );
  const routes = routesIn(map, from, reached);
  const rank = (route: Route | null) => (route ? routes.indexOf(route) : routes.length);
  const jobs = reached
    .map(({ occupation, steps, after }) => ({ occupation, steps, beside: after, route: map.routeOf(occupation) }))
    .sort((a, b) => rank(a.route) - rank(b.route));
  const levels = [...new Set(jobs.map(({ occupation }) => occupation.level))].sort((a, b) => a - b);
  const treads = levels.map((level) => ({ level, jobs: jobs.filter(({ occupation }) => occupation.level === level) }));
  return { direction, starts: from, treads, jobs, routes };
}

function routesIn(map: PublishedMap, starts: readonly Occupation[], reached: readonly Reached[]): Route[] {
  const all = [...starts, ...reached.map(({ occupation }) => occupation)].map((one) => map.routeOf(one));
  return [...new Set(all)].filter((route) => route !== null);
}
