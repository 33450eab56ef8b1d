import { paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { Segment } from '@app/search';
import { Unfound } from '@app/unfound';
import { Controller, Get, Ip } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf, choice, notOnList, slug, whole, words } from '../../http/asked';
import type { Ready } from '../../http/public-pages';
import { editionFilters, editionIn } from '../maps/asked-edition';
import { everything, occupationFilters } from '../maps/filter';
import { addressOf, MapPages } from '../maps/map-pages';
import { Surroundings } from '../maps/surroundings';
import { kindsFound } from './found.view';
import { searchView } from './search.view';
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
  /** Pages that say that nothing was found, for as long as they are kept: they are noted each time that they are read. */
  private readonly empty = new WeakSet<Ready>();

  constructor(
    private readonly pages: MapPages,
    private readonly surroundings: Surroundings,
    private readonly site: SiteThings,
    private readonly unfound: Unfound,
  ) {}

  @Get('/search')
  async search(@Asked(filters) asked: AskedOf<typeof filters>, @Ip() ip: string): Promise<Ready> {
    const { q, kind, page: no, route, level, status, product } = asked;
    const query = q ?? '';
    const filter = { ...everything, level, status, product };
    let isEmpty = false;
    const make = async (map: PublishedMap) => {
      if (route !== null && !map.route(route)) notOnList('route');
      // Of an earlier edition only the maps: what stands beside them now was not there then.
      const { segment, passing } = editionIn(asked)
        ? { segment: new Segment<SiteThing>([]), passing: false }
        : await this.site.now(await this.surroundings.now(), map.edition.no);
      const view = searchView({ map, site: segment }, { query, kind, page: no ?? 1, route, filter });
      isEmpty = query !== '' && view.groups.length === 0 && !passing;
      return page('search/results', { ...view, ...(passing ? { passing } : {}) });
    };
    const address = addressOf(paths.search(), { q: query, kind, page: no, route, level, status, product });
    const ready = await this.pages.show(address, make, asked);
    if (isEmpty) this.empty.add(ready);
    // What filters or an earlier edition left empty is no gap on the maps.
    if (this.empty.has(ready) && address === addressOf(paths.search(), { q: query }) && !editionIn(asked))
      this.unfound.note(query, ip);
    return ready;
  }
}
