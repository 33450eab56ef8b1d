import { EditionStore } from '@app/occupational-map';
import { Db } from '@app/platform';
import { EmergencyCorrections, OverdueAlarm } from '@app/revisions';
import { Controller, Get } from '@nestjs/common';
import { Can } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { Machinery } from './machinery';

export { Machinery } from './machinery';

/** Whether everything runs: for administrators, at a glance. */
@Controller('admin/status')
@Can('audit.read')
class StatusController {
  constructor(
    private readonly db: Db,
    private readonly alarm: OverdueAlarm,
    private readonly emergencies: EmergencyCorrections,
    private readonly editions: EditionStore,
    private readonly machinery: Machinery,
  ) {}

  @Get()
  async show(): Promise<Answer> {
    const reader = this.db.read();
    const [overdue, emergencies, edition, machinery] = await Promise.all([
      this.alarm.list(reader),
      this.emergencies.open(reader),
      this.editions.latest(reader),
      this.machinery.stands(),
    ]);
    return page('status/show', { title: 'Status', overdue, emergencies, edition, ...machinery });
  }
}

export const statusControllers = [StatusController];
