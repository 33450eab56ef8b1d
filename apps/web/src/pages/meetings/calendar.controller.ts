import type { Actor } from '@app/kernel';
import { MeetingCalendars } from '@app/meetings';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Can, CurrentActor, Public } from '../../http/access';
import { idOf } from '../../http/fields';
import { memberCalendar } from './calendar';

/** Calendar files of meetings: one for who is signed in, a panel's by an address that only its member knows. */
@Controller()
export class CalendarController {
  constructor(
    private readonly calendars: MeetingCalendars,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('meetings/:id/meeting.ics')
  @Can('meeting.see')
  async one(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const meeting = await this.calendars.one(actor, idOf(id));
    const name = `Meeting ${meeting.no} of the ${meeting.panelName}`;
    return file(reply, `meeting-${meeting.no}`, memberCalendar(this.config.baseUrl, name, [meeting]));
  }

  @Get('panel-calendars/:token')
  @Public()
  async all(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { panelName, meetings } = await this.calendars.all(token);
    return file(reply, 'meetings', memberCalendar(this.config.baseUrl, `Meetings of the ${panelName}`, meetings));
  }
}

function file(reply: FastifyReply, name: string, text: string): string {
  void reply
    .type('text/calendar; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.ics"`)
    .header('cache-control', 'private, no-store');
  return text;
}
