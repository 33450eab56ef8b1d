import { type Actor, londonMinute, paths } from '@app/kernel';
import { MeetingQueries, Meetings } from '@app/meetings';
import { Controller, Get, Param } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, placeLike } from '../../http/asked';
import { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf } from '../../http/fields';
import { MeetingPages } from './meeting.pages';
import { meetingRowView } from './meeting.view';
import { cancelForm, moveForm, placeOf, planForm } from './meetings.form';

/** Where a page of past meetings begins: `milliseconds.number` of the meeting that the page before ended with. */
const filters = {
  before: placeLike(/^\d{1,13}\.\d{1,6}$/).transform((place) => {
    const [at, no] = place.split('.').map(Number);
    return { at: new Date(at), no };
  }),
};

/** The meetings of a panel: their list, planning, moving and cancelling one, and its page. */
@Controller()
export class MeetingsController {
  constructor(
    private readonly queries: MeetingQueries,
    private readonly meetings: Meetings,
    private readonly pages: MeetingPages,
  ) {}

  @Get('panels/:slug/meetings')
  @Can('meeting.see')
  async list(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Asked(filters) { before }: AskedOf<typeof filters>,
  ): Promise<Answer> {
    const { panel, mayPlan, ahead, past, next } = await this.queries.list(actor, slug, before);
    return page('meetings/list', {
      title: `Meetings of the ${panel.name}`,
      panel,
      mayPlan,
      ahead: ahead.map(meetingRowView),
      past: past.map(meetingRowView),
      earlier: next && `${paths.panelMeetings(slug)}?before=${next.at.getTime()}.${next.no}`,
    });
  }

  @FormPage('panels/:slug/meetings/new')
  @Can('meeting.plan')
  async plan(@CurrentActor() actor: Actor, @Param('slug') slug: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      planForm,
      async ({ key: id, ...given }) =>
        redirect(paths.meeting(await this.meetings.plan(actor, slug, { id, ...placeOf(given) }))),
      (form) => this.showPlanning(actor, slug, form),
    );
  }

  @Get('meetings/:id')
  @Can('meeting.see')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.pages.show(actor, id, new Form({}));
  }

  @FormPage('meetings/:id/move')
  @Can('meeting.plan')
  async move(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      moveForm,
      async ({ version, ...given }) => {
        await this.meetings.move(actor, { id: idOf(id), version }, placeOf(given));
        return redirect(paths.meeting(id));
      },
      (form) => this.showMoving(actor, id, form),
    );
  }

  @FormPage('meetings/:id/cancel')
  @Can('meeting.plan')
  async cancel(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      cancelForm,
      async ({ version, why }) => {
        await this.meetings.cancel(actor, { id: idOf(id), version }, why);
        return redirect(paths.meeting(id));
      },
      (form) => this.showCancelling(actor, id, form),
    );
  }

  private async showPlanning(actor: Actor, slug: string, form: Form): Promise<Answer> {
    const { panel } = await this.queries.list(actor, slug, null);
    const back = { href: paths.panelMeetings(slug), text: `Meetings of the ${panel.name}` };
    return page('meetings/place', { title: `Plan a meeting of the ${panel.name}`, back, form });
  }

  private async showMoving(actor: Actor, id: string, typed: Form): Promise<Answer> {
    const { meeting, panel } = await this.pages.read(actor, id);
    const { startsAt, place, link, version } = meeting;
    const now = { ...londonMinute(startsAt), place, link };
    const back = { href: paths.meeting(id), text: `Meeting ${meeting.no} of the ${panel.name}` };
    const form = typed.beginning(now);
    return page('meetings/place', {
      title: 'Change time or place',
      back,
      form,
      version,
      now: { startsAt, place, link },
    });
  }

  private async showCancelling(actor: Actor, id: string, form: Form): Promise<Answer> {
    const { meeting, panel } = await this.pages.read(actor, id);
    return page('meetings/cancel', { title: 'Cancel this meeting', meeting, panel, form });
  }
}
