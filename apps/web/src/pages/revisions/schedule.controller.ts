import { type Actor, formatLondon, parseLondon, paths, refuse, shortText } from '@app/kernel';
import { Db } from '@app/platform';
import { Revision, RevisionQueries, Revisions } from '@app/revisions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { idOf, which } from '../../http/fields';
import { versionField, versionOnly } from './read';

const minute = z.object({
  date: shortText('Enter the date of publication'),
  time: shortText('Enter the time of publication'),
  which,
});

/** When a map revision is published: the form, the page to confirm it, and the way back. */
@Controller('admin/revisions/:id')
export class ScheduleController {
  constructor(
    private readonly db: Db,
    private readonly revisions: Revisions,
    private readonly queries: RevisionQueries,
  ) {}

  @Get('schedule')
  @Can('revision.schedule')
  async scheduleForm(@Param('id') id: string, @Carried() query: Record<string, string>): Promise<Answer> {
    return this.showSchedule(id, new Form({ ...query }));
  }

  @Get('schedule/confirm')
  @Can('revision.schedule')
  async confirm(@Param('id') id: string, @Carried() query: Record<string, string>): Promise<Answer> {
    return answer(
      query,
      minute,
      async ({ date, time, which }) => {
        const at = parseLondon(date, time, 'date', which);
        if (at <= (await this.db.read().now()))
          refuse('The date and time of publication must be in the future', 'date');
        const revision = await this.queries.summary(this.db.read(), idOf(id));
        const { version } = await this.db.read().get(Revision, id);
        const view = {
          title: 'Confirm the publication',
          revision,
          version,
          date,
          time,
          which,
          at: formatLondon(at, 'datetime'),
        };
        return page('revisions/confirm', view);
      },
      (form) => this.showSchedule(id, form),
    );
  }

  @Post('schedule')
  @Can('revision.schedule')
  async schedule(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      minute.extend(versionField),
      async ({ date, time, which, version }) => {
        await this.revisions.schedule(actor, { id: idOf(id), version }, parseLondon(date, time, 'date', which));
        return redirect(paths.revision(id));
      },
      (form) => this.showSchedule(id, form),
    );
  }

  @Post('unschedule')
  @Can('revision.unschedule')
  async unschedule(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      versionOnly,
      async ({ version }) => {
        await this.revisions.unschedule(actor, { id: idOf(id), version });
        return redirect(paths.revision(id));
      },
      (form) => this.showSchedule(id, form),
    );
  }

  private async showSchedule(id: string, form: Form): Promise<Answer> {
    const revision = await this.queries.summary(this.db.read(), idOf(id));
    return page('revisions/schedule', { title: 'Schedule the publication', revision, form });
  }
}
