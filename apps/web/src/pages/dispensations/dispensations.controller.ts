import { paths, shortText } from '@app/kernel';
import { DispensationQueries, type DispensationRow, dispensationStandings } from '@app/proposals';
import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { csvFile } from '../../http/csv';
import { PublicPages, type Ready } from '../../http/public-pages';
import { addressOf } from '../maps/map-pages';
import { dispensationRows, dispensationsCsv, standingWords } from './dispensations.view';

/** What of the list an address asks for; what makes no sense is left out. `after` is the last row of the page before. */
const asked = z.object({
  standing: z.enum(dispensationStandings).nullable().catch(null).default(null),
  occupation: shortText()
    .regex(/^OCC\w{1,12}$/)
    .nullable()
    .catch(null)
    .default(null),
  after: shortText()
    .regex(/^\d{4}-\d{2}-\d{2}_OP\d{4,9}$/)
    .nullable()
    .catch(null)
    .default(null),
});

/** The dispensations that were agreed, as everybody reads them. */
@Controller()
@Public()
export class DispensationsController {
  constructor(
    private readonly dispensations: DispensationQueries,
    private readonly pages: PublicPages,
  ) {}

  @Get('dispensations')
  async list(@Query() query: Record<string, unknown>): Promise<Ready> {
    const wanted = asked.parse(query);
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
  async file(@Query() query: Record<string, unknown>): Promise<Ready> {
    const { standing, occupation } = asked.parse(query);
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
