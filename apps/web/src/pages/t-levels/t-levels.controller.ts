import { NotFound, paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import type { Ready } from '../../http/public-pages';
import { MapPages } from '../maps/map-pages';
import { tLevelsView, tLevelView } from './t-levels.view';

/** The T Levels: all of them by route, and one with its specialisms and the occupations that these cover. */
@Controller()
@Public()
export class TLevelsController {
  constructor(private readonly pages: MapPages) {}

  @Get('/t-levels')
  all(@Query() query: Record<string, unknown>): Promise<Ready> {
    return this.pages.show(paths.tLevels(), (map) => page('t-levels/list', tLevelsView(map)), query);
  }

  @Get('/t-levels/:reference')
  one(@Param('reference') reference: string, @Query() query: Record<string, unknown>): Promise<Ready> {
    const make = (map: PublishedMap) => {
      const tLevel = map.tLevel(reference);
      if (!tLevel) throw new NotFound('This T Level');
      return page('t-levels/show', tLevelView(map, tLevel));
    };
    return this.pages.show(paths.tLevel(reference), make, query);
  }
}
