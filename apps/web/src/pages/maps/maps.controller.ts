import { NotFound, paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, Inject, Param } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf } from '../../http/asked';
import type { Ready } from '../../http/public-pages';
import { addressOf, MapPages } from './map-pages';
import { editionFilters } from './asked-edition';
import { mapFilters, refuseUnknown } from './filter';
import { svgFile } from '../../pictures/sheet';
import { retiredView, routePicture, routesView, routeView } from './maps.view';

const filters = { ...mapFilters, ...editionFilters };

/** The 15 maps: all of them, one as it lives or as a table, its poster, and what was retired from them. */
@Controller()
@Public()
export class MapsController {
  constructor(
    private readonly pages: MapPages,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('/maps')
  all(@Asked(editionFilters) edition: AskedOf<typeof editionFilters>): Promise<Ready> {
    return this.pages.show(paths.maps(), (map) => page('maps/index', routesView(map)), edition);
  }

  @Get('/maps/:slug')
  one(@Param('slug') slug: string, @Asked(filters) asked: AskedOf<typeof filters>): Promise<Ready> {
    const { edition, 'as-of': asOf, ...filter } = asked;
    const make = (map: PublishedMap) => {
      refuseUnknown(map, slug, filter);
      const view = routeView(map, slug, filter, this.config.baseUrl);
      if (!view) throw new NotFound('This map');
      return page(filter.view === 'table' ? 'maps/table' : 'maps/show', view);
    };
    return this.pages.show(addressOf(paths.map(slug), filter), make, { edition, 'as-of': asOf }, slug);
  }

  @Get('/maps/:slug/picture.svg')
  picture(@Param('slug') slug: string, @Asked(filters) asked: AskedOf<typeof filters>): Promise<Ready> {
    const { edition, 'as-of': asOf, ...rest } = asked;
    const filter = { ...rest, view: null };
    const make = (map: PublishedMap) => {
      refuseUnknown(map, slug, filter);
      const text = routePicture(map, slug, filter, this.config.baseUrl);
      if (text === null) throw new NotFound('This map');
      return svgFile(`map-${slug}.svg`, text);
    };
    return this.pages.file(addressOf(paths.mapPicture(slug), filter), make, { edition, 'as-of': asOf });
  }

  @Get('/retired-occupations')
  retired(@Asked(editionFilters) edition: AskedOf<typeof editionFilters>): Promise<Ready> {
    return this.pages.show(paths.retiredOccupations(), (map) => page('maps/retired', retiredView(map)), edition);
  }
}
