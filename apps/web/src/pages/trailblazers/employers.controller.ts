import { type Actor, NotFound, paths, permit } from '@app/kernel';
import { employerSchema, trailblazerPolicy, TrailblazerQueries, Trailblazers } from '@app/trailblazers';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer } from '../../http/forms';
import { GroupPages } from './group.pages';

/** The employers of a trailblazer group: added on its page, removed on a page that asks first. */
@Controller('trailblazers/:id/employers')
@Can('trailblazer.manage')
export class EmployersController {
  constructor(
    private readonly trailblazers: Trailblazers,
    private readonly queries: TrailblazerQueries,
    private readonly pages: GroupPages,
  ) {}

  @Post()
  async add(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      employerSchema,
      async (given) => {
        await this.trailblazers.addEmployer(actor, id, given);
        return redirect(paths.trailblazer(id));
      },
      (form) => this.pages.group(actor, id, form),
    );
  }

  @Get(':employer/remove')
  async removeForm(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('employer') employerId: string,
  ): Promise<Answer> {
    const { group, employers } = await this.queries.group(actor, id);
    permit(trailblazerPolicy, actor, 'manage', group);
    const employer = employers.find((one) => one.id === employerId);
    if (employer === undefined) throw new NotFound('This employer');
    return page('trailblazers/remove-employer', { title: `Remove ${employer.name}`, group, employer });
  }

  @Post(':employer/remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('employer') employer: string,
  ): Promise<Answer> {
    await this.trailblazers.removeEmployer(actor, id, employer);
    return redirect(paths.trailblazer(id));
  }
}
