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
  async ready(): Promise<{ status: string }> {
    const ran = await this.ran();
    if (ran === null) throw new ServiceUnavailableException('The database does not answer');
    if (ran < migrations.length) throw new ServiceUnavailableException('The database is of an older version');
    return { status: 'ready' };
  }

  /** How many of our migrations ran; null when the database cannot be asked. */
  private async ran(): Promise<number | null> {
    const names = migrations.map(({ name }) => name);
    return this.db
      .read()
      .one<{ ran: number }>('select count(*)::int as ran from migrations where name = any($1)', [names])
      .then((row) => row?.ran ?? null)
      .catch(() => null);
  }
}

export const healthControllers = [HealthController];
