import { type Actor, paths } from '@app/kernel';
import { Agendas } from '@app/meetings';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf } from '../../http/fields';
import { MeetingPages } from './meeting.pages';
import { lineView, sectionChoices } from './meeting.view';
import { itemForm, moveItemForm, newItemForm, readForm } from './meetings.form';

/** The agenda of a meeting: built, arranged and published by the secretary and who leads the panel. */
@Controller('meetings/:id')
export class AgendaController {
  constructor(
    private readonly agendas: Agendas,
    private readonly pages: MeetingPages,
  ) {}

  @Post('build')
  @Can('meeting.prepare')
  async build(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return this.onPage(actor, id, body, async (version) => void (await this.agendas.build(actor, { id, version })));
  }

  @Post('publish')
  @Can('meeting.lead')
  async publish(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return this.onPage(actor, id, body, (version) => this.agendas.publish(actor, { id, version }));
  }

  @FormPage('items/new')
  @Can('meeting.prepare')
  async add(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      newItemForm,
      async ({ version, ...order }) => {
        await this.agendas.add(actor, { id: idOf(id), version }, order);
        return redirect(paths.meeting(id));
      },
      (form) => this.showAdding(actor, id, form.beginning({ section: 'business' })),
    );
  }

  @FormPage('items/:item')
  @Can('meeting.prepare')
  async amend(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('item') item: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      itemForm,
      async ({ version, ...given }) => {
        await this.agendas.amend(actor, { id: idOf(id), version }, idOf(item), given);
        return redirect(paths.meeting(id));
      },
      (form) => this.showAmending(actor, id, item, form),
    );
  }

  @Post('items/:item/move')
  @Can('meeting.prepare')
  async move(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('item') item: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      moveItemForm,
      async ({ version, way }) => {
        await this.agendas.move(actor, { id: idOf(id), version }, idOf(item), way);
        return redirect(`${paths.meeting(id)}#agenda`);
      },
      (form) => this.pages.show(actor, id, form),
    );
  }

  @Post('items/:item/remove')
  @Can('meeting.prepare')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('item') item: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.onPage(actor, id, body, (version) => this.agendas.remove(actor, { id, version }, idOf(item)));
  }

  private async onPage(
    actor: Actor,
    id: string,
    body: unknown,
    act: (version: number) => Promise<void>,
  ): Promise<Answer> {
    idOf(id);
    return answer(
      body,
      readForm,
      async ({ version }) => {
        await act(version);
        return redirect(paths.meeting(id));
      },
      (form) => this.pages.show(actor, id, form),
    );
  }

  private async showAdding(actor: Actor, id: string, form: Form): Promise<Answer> {
    const { meeting, panel } = await this.pages.read(actor, id);
    return page('meetings/add', { title: 'Add an item to the agenda', meeting, panel, sectionChoices, form });
  }

  private async showAmending(actor: Actor, id: string, item: string, typed: Form): Promise<Answer> {
    const { meeting, panel, line } = await this.pages.item(actor, id, item);
    const form = typed.beginning({ section: line.section, note: line.note });
    const { name } = lineView(line);
    return page('meetings/item', { title: name, meeting, panel, line, sectionChoices, form });
  }
}
