import { Db } from '@app/platform';
import { EditionWatch, EmergencyCorrections, OverdueAlarm } from '@app/revisions';
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
    private readonly watch: EditionWatch,
    private readonly emergencies: EmergencyCorrections,
    private readonly machinery: Machinery,
  ) {}

  @Get()
  async show(): Promise<Answer> {
    const reader = this.db.read();
    const [overdue, emergencies, { live: edition, faults }, machinery] = await Promise.all([
      this.alarm.list(reader),
      this.emergencies.open(reader),
      this.watch.standing(reader),
      this.machinery.stands(),
    ]);
    return page('status/show', { title: 'Status', overdue, faults, emergencies, edition, ...machinery });
  }
}

export const statusControllers = [StatusController];
