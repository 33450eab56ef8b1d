import { type Actor, may, paths } from '@app/kernel';
import {
  employerSchema,
  employerSizes,
  reflectiveness,
  trailblazerPolicy,
  TrailblazerQueries,
  Trailblazers,
} from '@app/trailblazers';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';

const formation = z.object({
  name: z.string().trim().min(1, 'Enter the name of the group').max(200, 'Enter 200 characters or fewer'),
  remit: z.string().trim().min(1, 'Enter what the group is for').max(1000, 'Enter 1,000 characters or fewer'),
});
const invitation = z.object({
  person: z.string().trim().min(1, 'Enter the full name').max(200),
  email: z.email({ error: 'Enter an email address in the correct format, like name@example.com' }),
  role: z.enum(['group-chair', 'group-member'], { error: 'Choose chair or member' }),
});

/** Trailblazer groups: the officer forms them and invites; their chair keeps the list of employers. */
@Controller('trailblazers')
class TrailblazersController {
  constructor(
    private readonly trailblazers: Trailblazers,
    private readonly queries: TrailblazerQueries,
  ) {}

  @Get()
  @Can('trailblazer.see')
  async list(@CurrentActor() actor: Actor): Promise<Answer> {
    return this.showList(actor, new Form({}));
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
    return this.showGroup(actor, id, new Form({}));
  }

  @Post(':id/people')
  @Can('trailblazer.manage')
  async invite(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      invitation,
      async ({ person, ...given }) => {
        await this.trailblazers.invite(actor, id, { name: person, ...given });
        return redirect(paths.trailblazer(id));
      },
      (form) => this.showGroup(actor, id, form),
    );
  }

  @Post(':id/employers')
  @Can('trailblazer.manage')
  async addEmployer(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      employerSchema,
      async (given) => {
        await this.trailblazers.addEmployer(actor, id, given);
        return redirect(paths.trailblazer(id));
      },
      (form) => this.showGroup(actor, id, form),
    );
  }

  @Post(':id/employers/:employer/remove')
  @Can('trailblazer.manage')
  async removeEmployer(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('employer') employer: string,
  ): Promise<Answer> {
    await this.trailblazers.removeEmployer(actor, id, employer);
    return redirect(paths.trailblazer(id));
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

  private async showGroup(actor: Actor, id: string, form: Form): Promise<Answer> {
    const found = await this.queries.group(actor, id);
    const canManage = may(trailblazerPolicy, actor, 'manage', found.group);
    const view = { ...found, canManage, form, sizes: employerSizes, told: reflectiveness(found.employers) };
    return page('trailblazers/group', { title: found.group.name, ...view });
  }
}

export const trailblazersControllers = [TrailblazersController];
