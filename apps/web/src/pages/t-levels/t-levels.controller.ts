import { NotFound, paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { Controller, Get, Param } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf } from '../../http/asked';
import type { Ready } from '../../http/public-pages';
import { editionFilters } from '../maps/asked-edition';
import { MapPages } from '../maps/map-pages';
import { tLevelsView, tLevelView } from './t-levels.view';

/** The T Levels: all of them by route, and one with its specialisms and the occupations that these cover. */
@Controller()
@Public()
export class TLevelsController {
  constructor(private readonly pages: MapPages) {}

  @Get('/t-levels')
  all(@Asked(editionFilters) edition: AskedOf<typeof editionFilters>): Promise<Ready> {
    return this.pages.show(paths.tLevels(), (map) => page('t-levels/list', tLevelsView(map)), edition);
  }

  @Get('/t-levels/:reference')
  one(
    @Param('reference') reference: string,
    @Asked(editionFilters) edition: AskedOf<typeof editionFilters>,
  ): Promise<Ready> {
    const make = (map: PublishedMap) => {
      const tLevel = map.tLevel(reference);
      if (!tLevel) throw new NotFound('This T Level');
      return page('t-levels/show', tLevelView(map, tLevel));
    };
    return this.pages.show(paths.tLevel(reference), make, edition);
  }
}
