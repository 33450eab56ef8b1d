import { paths } from '@app/kernel';
import { EditionQueries } from '@app/occupational-map';
import { AuthorityStore } from '@app/revisions';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, Inject } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf, choice, placeByNumber } from '../../http/asked';
import type { Ready } from '../../http/public-pages';
import { addressOf, MapPages } from '../maps/map-pages';
import { feedOf } from './feed';
import { changesView, editionKinds } from './map-changes.view';

const perPage = 20;
const filters = { kind: choice(editionKinds), below: placeByNumber };

/** Every edition with what it changed: as a page and as an Atom feed. */
@Controller()
@Public()
export class MapChangesController {
  constructor(
    private readonly pages: MapPages,
    private readonly editions: EditionQueries,
    private readonly authorities: AuthorityStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('/map-changes')
  show(@Asked(filters) { kind, below }: AskedOf<typeof filters>): Promise<Ready> {
    return this.pages.show(addressOf(paths.mapChanges(), { kind, below }), async (map) => {
      const editions = await this.editions.recent({ below, kind, limit: perPage + 1 });
      const shown = editions.slice(0, perPage).map(({ no }) => no);
      const touched = await this.editions.touched(shown);
      const authorities = await this.authorities.inPublic(shown);
      return page('map-changes/list', changesView({ map, editions, touched, authorities }, { below, kind, perPage }));
    });
  }

  @Get('/map-changes.atom')
  feed(): Promise<Ready> {
    const file = (text: string) => ({ type: 'application/atom+xml; charset=utf-8', text });
    return this.pages.file(
      paths.mapChangesFeed(),
      async () => file(feedOf(this.config.baseUrl, await this.editions.recent({ limit: perPage }))),
      {},
      () => file(feedOf(this.config.baseUrl, [])),
    );
  }
}
