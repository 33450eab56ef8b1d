import { paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { Controller, Get } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf, notOnList, slug, words } from '../../http/asked';
import type { Ready } from '../../http/public-pages';
import { editionFilters } from '../maps/asked-edition';
import { everything, occupationFilters } from '../maps/filter';
import { addressOf, MapPages } from '../maps/map-pages';
import { searchView } from './search.view';

const filters = { q: words(), route: slug, ...occupationFilters, ...editionFilters };

/** Finds occupations by title, job title, keyword, statement and code, with filters. */
@Controller()
@Public()
export class SearchController {
  constructor(private readonly pages: MapPages) {}

  @Get('/search')
  search(@Asked(filters) asked: AskedOf<typeof filters>): Promise<Ready> {
    const { q, route, level, status, product } = asked;
    const query = q ?? '';
    const filter = { ...everything, level, status, product };
    const make = (map: PublishedMap) => {
      if (route !== null && !map.route(route)) notOnList('route');
      return page('search/results', searchView(map, { query, route, filter }));
    };
    return this.pages.show(addressOf(paths.search(), { q: query, route, level, status, product }), make, asked);
  }
}
