import { Db } from '@app/platform';
import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
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
    try {
      const row = await this.db
        .read()
        .one<{ events: string }>('select coalesce(max(seq), 0)::text as events from event');
      return { status: 'ready', events: row?.events ?? '0' };
    } catch {
      throw new ServiceUnavailableException('The database does not answer');
    }
  }
}

export const healthControllers = [HealthController];
