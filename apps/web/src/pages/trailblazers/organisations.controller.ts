import { type Actor, NotFound, paths, permit } from '@app/kernel';
import { organisationSchema, trailblazerPolicy, TrailblazerQueries, Trailblazers } from '@app/trailblazers';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { GroupPages } from './group.pages';

const nothing = z.object({});

/** The organisations of a trailblazer group: added on its page, removed on a page that asks first. */
@Controller('trailblazers/:id/organisations')
@Can('trailblazer.manage')
export class OrganisationsController {
  constructor(
    private readonly trailblazers: Trailblazers,
    private readonly queries: TrailblazerQueries,
    private readonly pages: GroupPages,
  ) {}

  @Post()
  async add(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      organisationSchema,
      async (given) => {
        await this.trailblazers.addOrganisation(actor, id, given);
        return redirect(paths.trailblazer(id));
      },
      (form) => this.pages.group(actor, id, form),
    );
  }

  @Get(':organisation/remove')
  async removeForm(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('organisation') organisationId: string,
  ): Promise<Answer> {
    return this.asking(actor, id, organisationId, new Form({}));
  }

  @Post(':organisation/remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('organisation') organisation: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      nothing,
      async () => {
        await this.trailblazers.removeOrganisation(actor, id, organisation);
        return redirect(paths.trailblazer(id));
      },
      (form) => this.asking(actor, id, organisation, form),
    );
  }

  private async asking(actor: Actor, id: string, organisationId: string, form: Form): Promise<Answer> {
    const { group, organisations } = await this.queries.group(actor, id);
    permit(trailblazerPolicy, actor, 'manage', group);
    const organisation = organisations.find((one) => one.id === organisationId);
    if (organisation === undefined) throw new NotFound('This organisation');
    return page('trailblazers/remove-organisation', {
      title: `Remove ${organisation.name}`,
      group,
      organisation,
      form,
    });
  }
}
