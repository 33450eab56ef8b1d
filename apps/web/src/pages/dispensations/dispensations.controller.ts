import { paths } from '@app/kernel';
import { DispensationQueries, type DispensationRow, dispensationStandings } from '@app/proposals';
import { Controller, Get } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf, choice, isDay, occupationReference, placeLike, placeText } from '../../http/asked';
import { csvFile } from '../../http/csv';
import { PublicPages, type Ready } from '../../http/public-pages';
import { addressOf } from '../maps/map-pages';
import { dispensationRows, dispensationsCsv, standingWords } from './dispensations.view';

/** Which part of the list an address asks for. `after` is the last row of the page before. */
const fileFilters = { standing: choice(dispensationStandings), occupation: occupationReference };
const filters = {
  ...fileFilters,
  after: placeLike(/^\d{4}-\d{2}-\d{2}_OP\d{4,9}$/).refine((place) => isDay(place.slice(0, 10)), placeText),
};

/** The dispensations that were agreed, as everybody reads them. */
@Controller()
@Public()
export class DispensationsController {
  constructor(
    private readonly dispensations: DispensationQueries,
    private readonly pages: PublicPages,
  ) {}

  @Get('dispensations')
  async list(@Asked(filters) wanted: AskedOf<typeof filters>): Promise<Ready> {
    const { standing, occupation } = wanted;
    const address = addressOf(paths.dispensations(), wanted);
    return this.pages.page(address, await this.dispensations.version(), async () => {
      const { rows, next } = await this.dispensations.page(wanted);
      return page('dispensations/list', {
        title: 'Dispensations',
        section: 'decisions',
        rows: dispensationRows(rows),
        next: next && addressOf(paths.dispensations(), { standing, occupation, after: next }),
        file: addressOf(paths.dispensationsFile(), { standing, occupation }),
        standings: dispensationStandings.map((one) => ({ standing: one, ...standingWords[one] })),
        wanted,
      });
    });
  }

  @Get('dispensations.csv')
  async file(@Asked(fileFilters) { standing, occupation }: AskedOf<typeof fileFilters>): Promise<Ready> {
    const address = addressOf(paths.dispensationsFile(), { standing, occupation });
    return this.pages.file(address, await this.dispensations.version(), async () => {
      const rows: DispensationRow[] = [];
      for (let after: string | null = null; ;) {
        const found = await this.dispensations.page({ standing, occupation, after }, 1000);
        rows.push(...found.rows);
        if (found.next === null) break;
        after = found.next;
      }
      return csvFile('waymark-dispensations.csv', dispensationsCsv(rows));
    });
  }
}
