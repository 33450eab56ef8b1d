import { type Actor, NotFound } from '@app/kernel';
import { MeetingCalendars, type MeetingPage, MeetingQueries } from '@app/meetings';
import { Injectable } from '@nestjs/common';
import { type Answer, page } from '../../http/answers';
import type { Form } from '../../http/forms';
import { idOf } from '../../http/fields';
import { meetingView } from './meeting.view';

/** The page of one meeting: every form on it that is refused shows it again. */
@Injectable()
export class MeetingPages {
  constructor(
    private readonly queries: MeetingQueries,
    private readonly calendars: MeetingCalendars,
  ) {}

  /** What this person may see of a meeting. @throws NotFound, Forbidden */
  read(actor: Actor, id: string): Promise<MeetingPage> {
    return this.queries.page(actor, idOf(id));
  }

  /** The meeting with its agenda, attendance and minutes. @throws NotFound, Forbidden */
  async show(actor: Actor, id: string, form: Form): Promise<Answer> {
    const view = meetingView(await this.read(actor, id));
    const token = this.calendars.token(actor.id ?? '', view.panel.id);
    return page('meetings/show', { ...view, token, form });
  }

  /** An item that this person sees. @throws NotFound for a hidden one, too */
  async item(actor: Actor, id: string, itemId: string) {
    const found = await this.read(actor, id);
    const line = found.lines?.find((one) => one.id === itemId);
    if (line === undefined || line.hidden) throw new NotFound('This item');
    return { ...found, line };
  }
}
