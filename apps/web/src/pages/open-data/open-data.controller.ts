import { paths } from '@app/kernel';
import { EditionQueries } from '@app/occupational-map';
import { Controller, Get, Param } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf, placeByNumber } from '../../http/asked';
import type { Ready } from '../../http/public-pages';
import { addressOf, MapPages } from '../maps/map-pages';
import { EditionFiles } from './edition-files';
import { openDataView } from './open-data.view';

const perPage = 20;
const filters = { below: placeByNumber };

/** Every edition as files that others can use: a page that lists them, and the files. */
@Controller()
@Public()
export class OpenDataController {
  constructor(
    private readonly pages: MapPages,
    private readonly editions: EditionQueries,
    private readonly files: EditionFiles,
  ) {}

  @Get('/open-data')
  show(@Asked(filters) { below }: AskedOf<typeof filters>): Promise<Ready> {
    return this.pages.show(addressOf(paths.openData(), { below }), async ({ edition }) => {
      const before = Math.min(below ?? edition.no, edition.no);
      const editions = await this.editions.recent({ below: before, limit: perPage + 1 });
      return page('open-data/list', openDataView(edition, editions, { below, perPage }));
    });
  }

  @Get('/editions/:edition/:file')
  file(@Param('edition') edition: string, @Param('file') name: string): Promise<Ready> {
    return this.files.file(edition, name);
  }
}
