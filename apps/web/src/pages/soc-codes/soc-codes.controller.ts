import { NotFound, paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { Controller, Get, Query } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { csvFile } from '../../http/csv';
import type { Ready } from '../../http/public-pages';
import { addressOf, MapPages } from '../maps/map-pages';
import { describedBy } from '../open-data/edition-files';
import { metadataType } from '../open-data/files';
import { socCodesTable } from '../open-data/soc-codes.table';
import { csvOf, metadataOf } from '../open-data/table';
import { socCodesView } from './soc-codes.view';

/** Which SOC codes the occupations were matched with: a page, a CSV file and its CSVW metadata. */
@Controller()
@Public()
export class SocCodesController {
  constructor(private readonly pages: MapPages) {}

  @Get('/soc-codes')
  show(@Query() query: Record<string, unknown>): Promise<Ready> {
    const given = query.route;
    const route = typeof given === 'string' && given !== '' ? given : null;
    const make = (map: PublishedMap) => {
      if (route !== null && !map.route(route)) throw new NotFound('This route');
      return page('soc-codes/list', socCodesView(map, route));
    };
    return this.pages.show(addressOf(paths.socCodes(), { route }), make, query);
  }

  @Get('/soc-codes.csv')
  csv(@Query() query: Record<string, unknown>): Promise<Ready> {
    const file = (map: PublishedMap | null, name: string) => {
      const made = csvFile(`${name}.csv`, csvOf('people', socCodesTable, map));
      return { ...made, headers: { ...made.headers, link: describedBy(paths.socCodesMetadata()) } };
    };
    return this.pages.file(
      paths.socCodesFile(),
      (map) => file(map, `waymark-edition-${map.edition.no}-soc-codes`),
      () => file(null, 'waymark-soc-codes'),
      query,
    );
  }

  @Get('/soc-codes.csv-metadata.json')
  metadata(@Query() query: Record<string, unknown>): Promise<Ready> {
    const file = (map: PublishedMap | null) => ({ type: metadataType, text: metadataOf(socCodesTable, map) });
    return this.pages.file(paths.socCodesMetadata(), file, () => file(null), query);
  }
}
