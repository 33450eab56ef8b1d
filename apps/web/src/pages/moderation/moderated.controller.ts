import { paths } from '@app/kernel';
import { alarmDays, grounds, ModerationQueries } from '@app/responses';
import { Controller, Get } from '@nestjs/common';
import { Public } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { PublicPages, type Ready } from '../../http/public-pages';
import { ledgerView } from './ledger.view';

/** What the public is told of moderation: by which rules, and how often something was left out on which ground. */
@Controller()
@Public()
export class ModeratedController {
  constructor(
    private readonly fixed: PublicPages,
    private readonly queries: ModerationQueries,
  ) {}

  @Get('moderation-policy')
  policy(): Promise<Ready> {
    const view = { title: 'How we moderate', grounds: Object.values(grounds), alarmDays };
    return this.fixed.page(paths.moderationPolicy(), 'policy', () => page('moderation/policy', view));
  }

  @Get('moderation-ledger')
  async ledger(): Promise<Answer> {
    return page('moderation/ledger', { title: 'What was left out', ...ledgerView(await this.queries.ledger()) });
  }
}
