import { type Actor, longText, paths } from '@app/kernel';
import { GroupMembers } from '@app/trailblazers';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { GroupPages } from './group.pages';

const role = z.object({ role: z.enum(['group-deputy', 'group-member']) });
const organisation = z.object({ organisationId: z.uuid({ error: 'Choose an organisation of the group' }) });
const removal = z.object({
  reason: longText(1000, 'Give the reason'),
});
const nothing = z.object({});

/** What an owner or the officer does about a member of a group; and leaving it oneself. */
@Controller('trailblazers/:id')
@Can('trailblazer.manage')
export class MembersController {
  constructor(
    private readonly members: GroupMembers,
    private readonly pages: GroupPages,
  ) {}

  @Get('members/:person')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('person') person: string): Promise<Answer> {
    return this.pages.member(actor, id, person, Form.first(removal));
  }

  @Post('members/:person/role')
  async appoint(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('person') person: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.change(actor, id, person, body, role, ({ role: given }) =>
      this.members.appoint(actor, id, person, given),
    );
  }

  @Post('members/:person/organisation')
  async sitFor(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('person') person: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.change(actor, id, person, body, organisation, ({ organisationId }) =>
      this.members.sitFor(actor, id, person, organisationId),
    );
  }

  @Post('members/:person/offer')
  async offerChair(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('person') person: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.change(actor, id, person, body, nothing, () => this.members.offerChair(actor, id, person));
  }

  @Post('members/:person/remove')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('person') person: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.change(actor, id, person, body, removal, ({ reason }) =>
      this.members.remove(actor, id, person, reason),
    );
  }

  @Get('leave')
  @Can('trailblazer.leave')
  async leaving(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.pages.leaving(actor, id);
  }

  @Post('leave')
  @Can('trailblazer.leave')
  async leave(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      nothing,
      async () => {
        await this.members.leave(actor, id);
        return redirect(paths.dashboard());
      },
      (form) => this.pages.leaving(actor, id, form),
    );
  }

  private change<S extends z.ZodType>(
    actor: Actor,
    id: string,
    person: string,
    body: unknown,
    schema: S,
    act: (given: z.infer<S>) => Promise<void>,
  ): Promise<Answer> {
    return answer(
      body,
      schema,
      async (given) => {
        await act(given);
        return redirect(`${paths.trailblazer(id)}#people`);
      },
      (form) => this.pages.member(actor, id, person, form),
    );
  }
}
