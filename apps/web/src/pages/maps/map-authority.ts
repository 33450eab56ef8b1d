import { paths } from '@app/kernel';
import { EditionQueries } from '@app/occupational-map';
import { AuthorityStore } from '@app/revisions';
import { Injectable } from '@nestjs/common';
import { authorityLines } from '../revisions/authority-links';

/** An edition that changed a map: what it says of it, and on whose word. */
export type MapChange = {
  no: number;
  publishedAt: Date;
  href: string;
  texts: string[];
  more: number;
  authority: ReturnType<typeof authorityLines>;
};

const editionsShown = 5;
const textsShown = 10;

/** What the last editions changed on the map of a route, for the pages of its panel. */
@Injectable()
export class ChangesOfMap {
  constructor(
    private readonly editions: EditionQueries,
    private readonly authorities: AuthorityStore,
  ) {}

  /** The newest first, without the first edition; none for the committee, which has no map. */
  async of(route: string | null): Promise<MapChange[]> {
    if (route === null) return [];
    const entries = (await this.editions.history(route, { limit: editionsShown })).filter(({ no }) => no > 1);
    const authorities = await this.authorities.inPublic(
      entries.map(({ no }) => no),
      route,
    );
    return entries.map(({ no, publishedAt, texts }) => ({
      no,
      publishedAt,
      href: `${paths.mapChanges()}#edition-${no}`,
      texts: texts.slice(0, textsShown),
      more: Math.max(0, texts.length - textsShown),
      authority: authorityLines(authorities.get(no)),
    }));
  }
}
