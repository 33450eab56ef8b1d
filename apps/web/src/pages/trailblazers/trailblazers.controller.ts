import { type Actor, longText, may, oneLine, paths } from '@app/kernel';
import { groupActions, trailblazerPolicy, TrailblazerQueries, Trailblazers } from '@app/trailblazers';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { GroupPages } from './group.pages';

const formation = z.object({
  name: oneLine(200, 'Enter the name of the group'),
  remit: longText(1000, 'Enter what the group is for'),
});
const support = z.object({
  action: z.enum(groupActions),
  reason: longText(1000, 'Give the reason'),
});

/** Trailblazer groups: the officer forms them and stands for the support. */
@Controller('trailblazers')
export class TrailblazersController {
  constructor(
    private readonly trailblazers: Trailblazers,
    private readonly queries: TrailblazerQueries,
    private readonly pages: GroupPages,
  ) {}

  @Get()
  @Can('trailblazer.see')
  async list(@CurrentActor() actor: Actor): Promise<Answer> {
    return this.showList(actor, Form.first(formation));
  }

  @Post()
  @Can('trailblazer.create')
  async form(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      formation,
      async (given) => redirect(paths.trailblazer(await this.trailblazers.form(actor, given))),
      (form) => this.showList(actor, form),
    );
  }

  @Get(':id')
  @Can('trailblazer.see')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.pages.group(actor, id, Form.first(support));
  }

  @Post(':id/support')
  @Can('trailblazer.support')
  async support(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      support,
      async (given) => {
        await this.trailblazers.changeSupport(actor, id, given);
        return redirect(paths.trailblazer(id));
      },
      (form) => this.pages.group(actor, id, form),
    );
  }

  private async showList(actor: Actor, form: Form): Promise<Answer> {
    const canForm = may(trailblazerPolicy, actor, 'create', { id: '' });
    return page('trailblazers/list', {
      title: 'Trailblazer groups',
      groups: await this.queries.list(actor),
      canForm,
      form,
    });
  }
}
