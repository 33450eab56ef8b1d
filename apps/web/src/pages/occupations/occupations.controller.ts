import { NotFound, paths } from '@app/kernel';
import { EditionQueries, type PublishedMap } from '@app/occupational-map';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { Public } from '../../http/access';
import { page, redirect, type Redirect } from '../../http/answers';
import type { Ready } from '../../http/public-pages';
import { addressOf, MapPages } from '../maps/map-pages';
import { occupationView } from './occupations.view';

/** One occupation: its profile, where it stands, where it leads, and which editions changed it. */
@Controller()
@Public()
export class OccupationsController {
  constructor(
    private readonly pages: MapPages,
    private readonly editions: EditionQueries,
  ) {}

  @Get('/occupations/:reference')
  async show(@Param('reference') given: string, @Query() query: Record<string, string>): Promise<Ready | Redirect> {
    const reference = given.toUpperCase();
    if (reference !== given) return redirect(addressOf(paths.occupation(reference), query));
    const make = async (map: PublishedMap) => {
      const placed = map.occupation(reference);
      if (!placed) throw new NotFound('This occupation');
      return page('occupations/show', occupationView(map, placed, await this.editions.history(reference)));
    };
    return this.pages.show(paths.occupation(reference), make, query, reference);
  }
}
