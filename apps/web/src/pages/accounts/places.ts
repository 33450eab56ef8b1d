import { type Grant, groupScope, routeScope } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import { TrailblazerQueries } from '@app/trailblazers';
import { Injectable } from '@nestjs/common';

/** A place where a role can be held, by the name that people know. */
export type Place = { value: string; text: string };

/** Where roles are held: route panels and trailblazer groups. */
@Injectable()
export class Places {
  constructor(
    private readonly db: Db,
    private readonly maps: MapReader,
    private readonly trailblazers: TrailblazerQueries,
  ) {}

  /** The route panels. */
  async panels(): Promise<Place[]> {
    const routes = (await this.maps.current())?.routes ?? [];
    return routes.map(({ slug, name }) => ({ value: routeScope(slug), text: `${name} route panel` }));
  }

  /** All places, panels first. */
  async all(): Promise<Place[]> {
    const groups = await this.trailblazers.names(this.db.read());
    return [...(await this.panels()), ...groups.map(({ id, name }) => ({ value: groupScope(id), text: name }))];
  }
}

/** The role in words: "panel chair, Digital route panel". */
export function roleWords({ role, scope }: Grant, places: readonly Place[]): string {
  const words = role.replaceAll('-', ' ');
  if (scope === null) return words;
  return `${words}, ${places.find(({ value }) => value === scope)?.text ?? scope}`;
}
