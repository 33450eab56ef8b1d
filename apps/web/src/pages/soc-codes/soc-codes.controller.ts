import { paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { Controller, Get } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf, notOnList, slug } from '../../http/asked';
import { csvFile } from '../../http/csv';
import type { Ready } from '../../http/public-pages';
import { editionFilters } from '../maps/asked-edition';
import { addressOf, MapPages } from '../maps/map-pages';
import { describedBy } from '../open-data/edition-files';
import { metadataType } from '../open-data/files';
import { socCodesTable } from '../open-data/soc-codes.table';
import { csvOf, metadataOf } from '../open-data/table';
import { socCodesView } from './soc-codes.view';

const filters = { route: slug, ...editionFilters };

/** Which SOC codes the occupations were matched with: a page, a CSV file and its CSVW metadata. */
@Controller()
@Public()
export class SocCodesController {
  constructor(private readonly pages: MapPages) {}

  @Get('/soc-codes')
  show(@Asked(filters) { route, ...edition }: AskedOf<typeof filters>): Promise<Ready> {
    const make = (map: PublishedMap) => {
      if (route !== null && !map.route(route)) notOnList('route');
      return page('soc-codes/list', socCodesView(map, route));
    };
    return this.pages.show(addressOf(paths.socCodes(), { route }), make, edition);
  }

  @Get('/soc-codes.csv')
  csv(@Asked(editionFilters) edition: AskedOf<typeof editionFilters>): Promise<Ready> {
    const file = (map: PublishedMap | null, name: string) => {
      const made = csvFile(`${name}.csv`, csvOf('people', socCodesTable, map));
      return { ...made, headers: { ...made.headers, link: describedBy(paths.socCodesMetadata()) } };
    };
    return this.pages.file(
      paths.socCodesFile(),
      (map) => file(map, `waymark-edition-${map.edition.no}-soc-codes`),
      edition,
      () => file(null, 'waymark-soc-codes'),
    );
  }

  @Get('/soc-codes.csv-metadata.json')
  metadata(@Asked(editionFilters) edition: AskedOf<typeof editionFilters>): Promise<Ready> {
    const file = (map: PublishedMap | null) => ({ type: metadataType, text: metadataOf(socCodesTable, map) });
    return this.pages.file(paths.socCodesMetadata(), file, edition, () => file(null));
  }
}
