import { hashOf, NotFound, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { DirectionQueries } from '@app/revisions';
import { Controller, Get, Param } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf, placeByNumber } from '../../http/asked';
import { PublicPages, type Ready } from '../../http/public-pages';
import { addressOf } from '../maps/map-pages';
import { directionView } from './directions.view';

const filters = { below: placeByNumber };
const section = 'decisions';

/** Ministerial directions as everybody reads them. What is recorded never changes; the names of routes may. */
@Controller('directions')
@Public()
export class PublicDirectionsController {
  constructor(
    private readonly queries: DirectionQueries,
    private readonly maps: MapReader,
    private readonly pages: PublicPages,
  ) {}

  @Get()
  async list(@Asked(filters) asked: AskedOf<typeof filters>): Promise<Ready> {
    const [rows, routes] = [await this.queries.all(asked.below), await this.routes()];
    const version = hashOf({ last: rows[0]?.no ?? 0, routes });
    return this.pages.page(addressOf(paths.directions(), asked), version, () =>
      page('directions/list', {
        title: 'Ministerial directions',
        section,
        rows: rows.map((row) => directionView(row, routes)),
        older: rows.length === 50 ? addressOf(paths.directions(), { below: rows[rows.length - 1].no }) : null,
      }),
    );
  }

  @Get(':no')
  async one(@Param('no') given: string): Promise<Ready> {
    if (!/^[1-9]\d{0,8}$/.test(given)) throw new NotFound('This direction');
    const [row, routes] = [await this.queries.byNo(Number(given)), await this.routes()];
    return this.pages.page(paths.direction(row.no), hashOf({ routes }), () => {
      const direction = directionView(row, routes);
      return page('directions/show', { title: direction.title, section, direction });
    });
  }

  private async routes(): Promise<{ slug: string; name: string }[]> {
    return ((await this.maps.current())?.routes ?? []).map(({ slug, name }) => ({ slug, name }));
  }
}
