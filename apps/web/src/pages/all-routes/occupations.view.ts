import { paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { figuresOf } from './all-routes.view';

/** Which occupations of all routes are listed: of a level, or those below level 7 from which no step is recorded. */
export type Listed = { level: number | null; steps: 'none' | null };

/** The occupations behind a figure of all routes, route by route. */
export function occupationsView(map: PublishedMap, { level, steps }: Listed) {
  const kept = steps === 'none' ? figuresOf(map, 'name').ends : map.occupations;
  const listed = new Set(kept.filter((one) => level === null || one.level === level));
  const routes = map.routes.map(({ slug, name, officialId }) => ({
    id: officialId,
    name,
    href: paths.map(slug),
    occupations: map
      .occupationsOn(slug)
      .filter((one) => listed.has(one))
      .map(({ reference, title, level: its, status }) => ({
        href: paths.occupation(reference),
        title,
        level: its,
        status,
      })),
  }));
  return {
    title: titleOf({ level, steps }),
    section: 'all-routes',
    count: listed.size,
    routes: routes.filter(({ occupations }) => occupations.length > 0),
    without: routes.filter(({ occupations }) => occupations.length === 0).map(({ name }) => name),
  };
}

function titleOf({ level, steps }: Listed): string {
  if (steps === null)
    return level === null ? 'Occupations of all routes' : `Occupations at level ${level}, of all routes`;
  return `Occupations ${level === null ? 'below level 7' : `at level ${level}`} with no step recorded from them`;
}
