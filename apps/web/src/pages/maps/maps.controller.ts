import { NotFound, paths } from '@app/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import type { Ready } from '../../http/public-pages';
import { addressOf, MapPages } from './map-pages';
import { readFilter, retiredView, routesView, routeView } from './maps.view';

/** The 15 maps: all of them, one as a list or a table, and what was retired from them. */
@Controller()
@Public()
export class MapsController {
  constructor(private readonly pages: MapPages) {}

  @Get('/maps')
  all(): Promise<Ready> {
    return this.pages.show(paths.maps(), (map) => page('maps/index', routesView(map)));
  }

  @Get('/maps/:slug')
  one(@Param('slug') slug: string, @Query() query: Record<string, unknown>): Promise<Ready> {
    const filter = readFilter(query);
    return this.pages.show(addressOf(paths.map(slug), filter), (map) => {
      const view = routeView(map, slug, filter);
      if (!view) throw new NotFound('This map');
      return page(filter.view === 'table' ? 'maps/table' : 'maps/show', view);
    });
  }

  @Get('/retired-occupations')
  retired(): Promise<Ready> {
    return this.pages.show(paths.retiredOccupations(), (map) => page('maps/retired', retiredView(map)));
  }
}
