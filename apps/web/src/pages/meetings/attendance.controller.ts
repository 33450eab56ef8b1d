import { type Actor, paths, shortText } from '@app/kernel';
import { type Attendance, Attendances } from '@app/meetings';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf, version } from '../../http/fields';
import { MeetingPages } from './meeting.pages';
import { attendanceChoices, lineView, meetingView } from './meeting.view';
import { recusalForm } from './meetings.form';

const how = z.enum(['expected', 'present', 'apologies', 'absent']);
const attendanceForm = z
  .object({ version })
  .catchall(shortText())
  .transform(({ version, ...fields }) => {
    const people = Object.entries(fields).flatMap(([name, value]): [string, Attendance][] => {
      const id = z.uuid().safeParse(name.replace(/^person-/, ''));
      const given = how.safeParse(value);
      return id.success && given.success ? [[id.data, given.data]] : [];
    });
    return { version, people: new Map(people) };
  });
const apologiesForm = z.object({ sends: z.enum(['yes', 'no']) });

/** Who comes to a meeting, who came, and who takes no part in an item. */
@Controller('meetings/:id')
export class AttendanceController {
  constructor(
    private readonly attendances: Attendances,
    private readonly pages: MeetingPages,
  ) {}

  @FormPage('attendance')
  @Can('meeting.prepare')
  async note(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      attendanceForm,
      async ({ version, people }) => {
        await this.attendances.note(actor, { id: idOf(id), version }, people);
        return redirect(paths.meeting(id));
      },
      (form) => this.showNoting(actor, id, form),
    );
  }

  @Post('apologies')
  @Can('meeting.see')
  async apologise(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      apologiesForm,
      async ({ sends }) => {
        await this.attendances.apologise(actor, idOf(id), sends === 'yes');
        return redirect(paths.meeting(id));
      },
      (form) => this.pages.show(actor, id, form),
    );
  }

  @FormPage('items/:item/recusal')
  @Can('meeting.see')
  async recuse(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('item') item: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      recusalForm,
      async (given) => {
        await this.attendances.recuse(actor, idOf(id), { itemId: idOf(item), ...given });
        return redirect(paths.meeting(id));
      },
      (form) => this.showRecusing(actor, id, item, form.beginning({ personId: actor.id ?? '' })),
    );
  }

  private async showNoting(actor: Actor, id: string, typed: Form): Promise<Answer> {
    const { meeting, panel, people, state } = meetingView(await this.pages.read(actor, id));
    const values = Object.fromEntries(people.map(({ personId, attendance }) => [`person-${personId}`, attendance]));
    const choices = attendanceChoices.filter(
      ({ value }) => state === 'held' || value === 'expected' || value === 'apologies',
    );
    const form = typed.beginning(values);
    return page('meetings/attendance', { title: 'Attendance', meeting, panel, people, choices, form });
  }

  private async showRecusing(actor: Actor, id: string, item: string, form: Form): Promise<Answer> {
    const found = await this.pages.item(actor, id, item);
    const { people } = meetingView(found);
    const others = found.may.prepare ? people : people.filter(({ personId }) => personId === actor.id);
    const { name } = lineView(found.line);
    return page('meetings/recusal', { title: `Taking no part in ${name}`, ...found, people: others, form });
  }
}
