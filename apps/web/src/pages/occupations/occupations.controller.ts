import { NotFound, paths } from '@app/kernel';
import { EditionQueries } from '@app/occupational-map';
import { Controller, Get, Param } from '@nestjs/common';
import { Public } from '../../http/access';
import { page, redirect, type Redirect } from '../../http/answers';
import type { Ready } from '../../http/public-pages';
import { MapPages } from '../maps/map-pages';
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
  async show(@Param('reference') given: string): Promise<Ready | Redirect> {
    const reference = given.toUpperCase();
    if (reference !== given) return redirect(paths.occupation(reference));
    return this.pages.show(paths.occupation(reference), async (map) => {
      const placed = map.occupation(reference);
      if (!placed) throw new NotFound('This occupation');
      return page('occupations/show', occupationView(map, placed, await this.editions.history(reference)));
    });
  }
}
