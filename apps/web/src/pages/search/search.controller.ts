import { paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { Segment } from '@app/search';
import { Controller, Get } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf, choice, notOnList, slug, whole, words } from '../../http/asked';
import type { Ready } from '../../http/public-pages';
import { editionFilters, editionIn } from '../maps/asked-edition';
import { everything, occupationFilters } from '../maps/filter';
import { addressOf, MapPages } from '../maps/map-pages';
import { Surroundings } from '../maps/surroundings';
import { kindsFound, searchView } from './search.view';
import { type SiteThing, SiteThings } from './site.things';

const filters = {
  q: words(),
  kind: choice(kindsFound),
  page: whole(1, 1000, 'Choose a page from 1 to 1,000'),
  route: slug,
  ...occupationFilters,
  ...editionFilters,
};

/** Finds what is on the maps, what is consulted on, decided and published beside them, and pages of ours. */
@Controller()
@Public()
export class SearchController {
  constructor(
    private readonly pages: MapPages,
    private readonly surroundings: Surroundings,
    private readonly site: SiteThings,
  ) {}

  @Get('/search')
  search(@Asked(filters) asked: AskedOf<typeof filters>): Promise<Ready> {
    const { q, kind, page: no, route, level, status, product } = asked;
    const query = q ?? '';
    const filter = { ...everything, level, status, product };
    const make = async (map: PublishedMap) => {
      if (route !== null && !map.route(route)) notOnList('route');
      // Of an earlier edition only the maps: what stands beside them now was not there then.
      const { segment, passing } = editionIn(asked)
        ? { segment: new Segment<SiteThing>([]), passing: false }
        : await this.site.now(await this.surroundings.now(), map.edition.no);
      const view = searchView({ map, site: segment }, { query, kind, page: no ?? 1, route, filter });
      return page('search/results', { ...view, ...(passing ? { passing } : {}) });
    };
    const address = addressOf(paths.search(), { q: query, kind, page: no, route, level, status, product });
    return this.pages.show(address, make, asked);
  }
}
