import { CycleQueries } from '@app/cycles';
import { hashOf, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { Controller, Get } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { PublicPages, type Ready } from '../../http/public-pages';
import { cycleView } from './cycles.view';

/** When to submit, and whether decisions come in time: for everybody. */
@Controller('approvals-cycles')
@Public()
export class PublicCyclesController {
  constructor(
    private readonly queries: CycleQueries,
    private readonly pages: PublicPages,
    private readonly db: Db,
  ) {}

  @Get()
  async show(): Promise<Ready> {
    const cycles = (await this.queries.page(null)).map(cycleView);
    const overdue = await this.queries.overdueCount(this.db.read());
    const version = hashOf({ overdue, cycles: JSON.stringify(cycles) });
    return this.pages.page(paths.approvalsCycles(), version, () =>
      page('cycles/public', { title: 'Approvals cycles', cycles, overdue }),
    );
  }
}
