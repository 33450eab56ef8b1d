import { paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, Inject } from '@nestjs/common';
import { printedAddress, svgFile } from '../../pictures/sheet';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf, choice, occupationReference, whole } from '../../http/asked';
import { csvFile, csvText } from '../../http/csv';
import type { PublicFile, Ready } from '../../http/public-pages';
import { editionFilters } from '../maps/asked-edition';
import { addressOf, MapPages } from '../maps/map-pages';
import { allRoutesCsv, columns } from './all-routes.file';
import { allRoutesPicture } from './all-routes.picture';
import { allRoutesView, chosen, orders } from './all-routes.view';
import { occupationsView } from './occupations.view';

const filters = { order: choice(orders), ...editionFilters };
const lists = {
  level: whole(2, 7, 'Choose a level from 2 to 7'),
  steps: choice(['none']),
  after: occupationReference,
  ...editionFilters,
};

/** All routes in one picture: a table of squares, its files, and the lists that its figures lead to. */
@Controller()
@Public()
export class AllRoutesController {
  constructor(
    private readonly pages: MapPages,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('/all-routes')
  all(@Asked(filters) asked: AskedOf<typeof filters>): Promise<Ready> {
    const order = asked.order ?? orders[0];
    const address = addressOf(paths.allRoutes(), { order: chosen(order) });
    const make = (map: PublishedMap) =>
      page('all-routes/show', {
        ...allRoutesView(map, order),
        address: printedAddress(this.config.baseUrl, paths.allRoutes()),
      });
    return this.pages.show(address, make, asked);
  }

  @Get('/all-routes.svg')
  picture(@Asked(filters) asked: AskedOf<typeof filters>): Promise<Ready> {
    const order = asked.order ?? orders[0];
    const address = addressOf(paths.allRoutesFile('svg'), { order: chosen(order) });
    const make = (map: PublishedMap) =>
      svgFile(`all-routes-edition-${map.edition.no}.svg`, allRoutesPicture(map, order, this.config.baseUrl));
    return this.pages.file(address, make, asked);
  }

  @Get('/all-routes.csv')
  figures(@Asked(filters) asked: AskedOf<typeof filters>): Promise<Ready> {
    const order = asked.order ?? orders[0];
    const address = addressOf(paths.allRoutesFile('csv'), { order: chosen(order) });
    const make = (map: PublishedMap): PublicFile =>
      csvFile(`all-routes-edition-${map.edition.no}.csv`, allRoutesCsv(map, order));
    return this.pages.file(address, make, asked, () => csvFile('all-routes.csv', csvText('people', columns, [])));
  }

  @Get('/all-routes/occupations')
  occupations(@Asked(lists) asked: AskedOf<typeof lists>): Promise<Ready> {
    const { level, steps, after } = asked;
    const make = (map: PublishedMap) => page('all-routes/occupations', occupationsView(map, { level, steps, after }));
    return this.pages.show(addressOf(paths.allOccupations(), { level, steps, after }), make, asked);
  }
}
