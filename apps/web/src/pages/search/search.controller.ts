import { paths } from '@app/kernel';
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
  search(@Query('q') given: unknown): Promise<Ready> {
    const query = typeof given === 'string' ? given.trim().slice(0, 100) : '';
    return this.pages.show(addressOf(paths.search(), { q: query }), (map) =>
      page('search/results', searchView(map, query)),
    );
  }
}
