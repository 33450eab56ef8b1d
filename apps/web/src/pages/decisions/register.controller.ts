import { type DecisionRow, RegisterQueries } from '@app/decisions';
import { paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import { Controller, Get, Param } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf, notOnList } from '../../http/asked';
import { csvFile } from '../../http/csv';
import { PublicPages, type Ready } from '../../http/public-pages';
import { idOf } from '../../http/fields';
import { addressOf } from '../maps/map-pages';
import { decisionView, headOf, type RouteNames } from './decisions.view';
import { registerFileFilters, registerFilters } from './register.asked';
import { registerCsv } from './register.file';

/** The register of decisions as everybody reads it: no votes, and no names of those who voted. */
@Controller()
@Public()
export class RegisterController {
  constructor(
    private readonly register: RegisterQueries,
    private readonly pages: PublicPages,
    private readonly maps: MapReader,
    private readonly db: Db,
  ) {}

  @Get('decisions')
  async list(@Asked(registerFilters) asked: AskedOf<typeof registerFilters>): Promise<Ready> {
    const { route, year } = asked;
    const routes = await this.routes(route);
    const address = addressOf(paths.decisions(), asked);
    return this.pages.page(address, await this.register.version(), async () => {
      const [found, years] = [await this.register.page(asked), await this.register.years()];
      return page('decisions/register', {
        title: 'Decisions',
        section: 'decisions',
        rows: found.rows.map((row) => headOf(row, routes)),
        next: found.next && addressOf(paths.decisions(), { route, year, after: found.next }),
        file: addressOf(paths.decisionsFile(), { route, year }),
        routes,
        years,
        asked,
      });
    });
  }

  @Get('decisions.csv')
  async file(@Asked(registerFileFilters) { route, year }: AskedOf<typeof registerFileFilters>): Promise<Ready> {
    await this.routes(route);
    const address = addressOf(paths.decisionsFile(), { route, year });
    return this.pages.file(address, await this.register.version(), async () => {
      const rows: DecisionRow[] = [];
      for (let after: string | null = null; ;) {
        const found = await this.register.page({ route, year, after }, 1000);
        rows.push(...found.rows);
        if (found.next === null) break;
        after = found.next;
      }
      const conditions = await this.register.conditionsOf(rows.map(({ id }) => id));
      return csvFile('waymark-decisions.csv', registerCsv(rows, conditions, await this.db.read().now()));
    });
  }

  @Get('decisions/:id')
  async show(@Param('id') id: string): Promise<Ready> {
    return this.pages.page(paths.decision(idOf(id)), await this.register.version(), async () => {
      const { decision, conditions } = await this.register.one(id);
      const now = await this.db.read().now();
      return page('decisions/decision', decisionView(decision, conditions, await this.routes(), now));
    });
  }

  /** The routes of the maps. @throws NotUnderstood where there are some, and the one that is asked for is none */
  private async routes(asked: string | null = null): Promise<RouteNames> {
    const routes = (await this.maps.current())?.routes ?? [];
    const isKnown = routes.length === 0 || routes.some(({ slug }) => slug === asked);
    if (asked !== null && !isKnown) notOnList('route');
    return routes;
  }
}
