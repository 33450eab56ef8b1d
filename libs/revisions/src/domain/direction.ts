import type { Policy, Reason } from '@app/kernel';
import { defineEvent } from '@app/platform';
import { z } from 'zod';

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

/** A ministerial direction was recorded. */
export const directionRecorded = defineEvent({
  type: 'direction.recorded',
  version: 1,
  subject: 'direction',
  schema: z.object({
    no: z.number().int(),
    title: z.string(),
    datedOn: z.string(),
    document: z.string(),
    routes: z.array(z.string()),
  }),
  says: ({ no, title, datedOn }) => `recorded ministerial direction ${no}, ${title}, dated ${datedOn}`,
});
