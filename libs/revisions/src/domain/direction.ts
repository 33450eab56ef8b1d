import type { Policy, Reason } from '@app/kernel';

/** What is recorded of a ministerial direction: its day in London (`YYYY-MM-DD`), where it is published, what it says. */
export type Direction = {
  title: string;
  datedOn: string;
  /** The https address of the published document. */
  document: string;
  text: string;
  /** The slugs of the routes whose maps it is about. */
  routes: readonly string[];
};

/** Who may record a direction. Everybody reads it. */
export const directionPolicy: Policy<'record', null> = { record: { roles: ['administrator'] } };

/** What keeps a direction from being recorded today, on a map with these routes. */
export function directionGaps({ datedOn, routes }: Direction, today: string, live: readonly string[]): Reason[] {
  const unknown = routes.some((route) => !live.includes(route));
  return [
    ...(datedOn > today ? [{ field: 'datedOn', text: 'The date of the direction must not be in the future' }] : []),
    ...(routes.length === 0 || unknown ? [{ field: 'routes', text: 'Choose at least one route of the maps' }] : []),
  ];
}
