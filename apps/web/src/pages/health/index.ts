import { Db } from '@app/platform';
import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { migrations } from '../../../../../migrations';
import { Public } from '../../http/access';

/** For whoever watches the processes: alive, and able to answer. */
@Controller('health')
class HealthController {
  constructor(private readonly db: Db) {}

  @Get('live')
  @Public()
  live(): { status: string } {
    return { status: 'live' };
  }

  @Get('ready')
  @Public()
  async ready(): Promise<{ status: string; events: string }> {
    const state = await this.database();
    if (state === null) throw new ServiceUnavailableException('The database does not answer');
    if (state.ran < migrations.length) throw new ServiceUnavailableException('The database is of an older version');
    return { status: 'ready', events: state.events };
  }

  /** How many of our migrations ran, and the last event; null when the database cannot be asked. */
  private async database(): Promise<{ ran: number; events: string } | null> {
    return this.db
      .read()
      .one<{ ran: number; events: string }>(
        `select (select count(*)::int from migrations where name = any($1)) as ran,
                (select coalesce(max(seq), 0)::text from event) as events`,
        [migrations.map(({ name }) => name)],
      )
      .catch(() => null);
  }
}

export const healthControllers = [HealthController];
