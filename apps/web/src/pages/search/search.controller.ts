import { paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { Controller, Get, Query } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import type { Ready } from '../../http/public-pages';
import { addressOf, MapPages } from '../maps/map-pages';
import { searchView } from './search.view';

/** Finds occupations by title, job title and code. */
@Controller()
@Public()
export class SearchController {
  constructor(private readonly pages: MapPages) {}

  @Get('/search')
  search(@Query() asked: Record<string, unknown>): Promise<Ready> {
    const given = asked.q;
    const query = typeof given === 'string' ? given.trim().slice(0, 100) : '';
    const make = (map: PublishedMap) => page('search/results', searchView(map, query));
    return this.pages.show(addressOf(paths.search(), { q: query }), make, asked);
  }
}
