import { NotFound, paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import type { Ready } from '../../http/public-pages';
import { addressOf, MapPages } from '../maps/map-pages';
import { csvOf, emptyCsv, metadataOf } from './soc-codes.file';
import { socCodesView } from './soc-codes.view';

/** Which SOC codes the occupations were matched with: a page, a CSV file and its CSVW metadata. */
@Controller()
@Public()
export class SocCodesController {
  constructor(
    private readonly pages: MapPages,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

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
    const describedBy = `<${paths.socCodesMetadata()}>; rel="describedby"; type="application/csvm+json"`;
    const file = (text: string, name: string) => ({
      type: 'text/csv; charset=utf-8; header=present',
      headers: { 'content-disposition': `attachment; filename="${name}.csv"`, link: describedBy },
      text,
    });
    return this.pages.file(
      paths.socCodesFile(),
      (map) => file(csvOf(map), `waymark-soc-codes-edition-${map.edition.no}`),
      () => file(emptyCsv(), 'waymark-soc-codes'),
      query,
    );
  }

  @Get('/soc-codes.csv-metadata.json')
  metadata(@Query() query: Record<string, unknown>): Promise<Ready> {
    const { baseUrl } = this.config;
    const file = (value: object) => ({
      type: 'application/csvm+json; charset=utf-8',
      text: JSON.stringify(value, null, 2),
    });
    return this.pages.file(
      paths.socCodesMetadata(),
      (map) => file(metadataOf(baseUrl, map.edition)),
      () => file(metadataOf(baseUrl, null)),
      query,
    );
  }
}
