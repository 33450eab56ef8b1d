import { DeciderQueries } from '@app/deciders';
import { paths } from '@app/kernel';
import { Controller, Get } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { PublicPages, type Ready } from '../../http/public-pages';
import { ruleLines } from './deciders.view';

/** Who recommends and who decides on each kind of request, since when and by which rule, as everybody reads it. */
@Controller('who-decides')
@Public()
export class WhoDecidesController {
  constructor(
    private readonly queries: DeciderQueries,
    private readonly pages: PublicPages,
  ) {}

  @Get()
  async list(): Promise<Ready> {
    return this.pages.page(paths.whoDecides(), await this.queries.version(), async () =>
      page('deciders/public', {
        title: 'Who decides',
        section: 'decisions',
        rules: ruleLines(await this.queries.current()),
      }),
    );
  }
}
