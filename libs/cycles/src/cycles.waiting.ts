import { WaitingList } from '@app/accounts';
import { holds, paths } from '@app/kernel';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CycleQueries } from './cycles.queries';

/** What waits for the officer: submissions that no planned cycle has room for. */
@Injectable()
export class CyclesWaiting implements OnModuleInit {
  constructor(
    private readonly waiting: WaitingList,
    private readonly cycles: CycleQueries,
  ) {}

  onModuleInit(): void {
    this.waiting.add('cycles', async (reader, actor) => {
      if (!holds(actor, ['product-manager', 'administrator'])) return [];
      const count = await this.cycles.withoutPlace(reader);
      if (count === 0) return [];
      const what = count === 1 ? '1 submission waits' : `${count} submissions wait`;
      return [{ text: `Plan an approvals cycle: ${what} for one with room`, href: paths.cycles(), due: null }];
    });
  }
}
