import { cleanText, paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { Controller, Get, Query } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import type { Ready } from '../../http/public-pages';
import { readFilter } from '../maps/filter';
import { addressOf, MapPages } from '../maps/map-pages';
import { searchView } from './search.view';

/** Finds occupations by title, job title, keyword, statement and code, with filters. */
@Controller()
@Public()
export class SearchController {
  constructor(private readonly pages: MapPages) {}

  @Get('/search')
  search(@Query() asked: Record<string, unknown>): Promise<Ready> {
    const given = asked.q;
    const query = typeof given === 'string' ? cleanText(given, 'one-line').slice(0, 100) : '';
    const { level, status, product } = readFilter(asked);
    const route = typeof asked.route === 'string' && /^[a-z-]{1,60}$/.test(asked.route) ? asked.route : null;
    const filter = { ...readFilter({}), level, status, product };
    const make = (map: PublishedMap) => page('search/results', searchView(map, { query, route, filter }));
    return this.pages.show(addressOf(paths.search(), { q: query, route, level, status, product }), make, asked);
  }
}
