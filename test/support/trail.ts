import type { Site } from './site';

/** An event as it is stored: its request, and its content with the personal part. */
export type TrailEvent = { type: string; request: string | null; content: string };

/** The events of the trail that a condition over `event e` finds, in order. */
export const trailOf =
  ({ db }: Site) =>
  (where: string, ...params: readonly unknown[]): Promise<TrailEvent[]> =>
    db.read().rows<TrailEvent>(
      `select e.type, e.request_id as request, e.content || coalesce(x.data::text, '') as content
       from event e left join event_personal x on x.id = e.personal_id where ${where} order by e.seq`,
      params,
    );
