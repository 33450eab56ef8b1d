import { EditionStore } from '@app/occupational-map';
import { Db, maxAttempts, Sweeps } from '@app/platform';
import { EmergencyCorrections, OverdueAlarm } from '@app/revisions';
import { Controller, Get } from '@nestjs/common';
import { Can } from '../../http/access';
import { type Answer, page } from '../../http/answers';

type Following = { waiting: number; oldest: Date | null; failed: number };

/** Whether everything runs: for administrators, at a glance. */
@Controller('admin/status')
@Can('audit.read')
class StatusController {
  constructor(
    private readonly db: Db,
    private readonly alarm: OverdueAlarm,
    private readonly emergencies: EmergencyCorrections,
    private readonly editions: EditionStore,
    private readonly sweeps: Sweeps,
  ) {}

  @Get()
  async show(): Promise<Answer> {
    const reader = this.db.read();
    const [now, overdue, emergencies, edition, following] = await Promise.all([
      reader.now(),
      this.alarm.list(reader),
      this.emergencies.open(reader),
      this.editions.latest(reader),
      reader.one<Following>(
        `select count(*) filter (where attempts < $1)::int as waiting,
                count(*) filter (where attempts >= $1)::int as failed,
                (select at from event where seq = min(o.event_seq)) as oldest
         from outbox o where done_at is null`,
        [maxAttempts],
      ),
    ]);
    const nextDue = await this.sweeps.nextDue(reader);
    return page('status/show', { title: 'Status', now, overdue, emergencies, edition, following, nextDue });
  }
}

export const statusControllers = [StatusController];
