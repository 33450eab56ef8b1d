import { type Actor, groupRoles, oneLine, paths } from '@app/kernel';
import { GroupInvitations } from '@app/trailblazers';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, redirect } from '../../http/answers';
import { answer } from '../../http/forms';
import { GroupPages } from './group.pages';

const invitation = z.object({
  id: z.uuid(),
  name: oneLine(200, 'Enter the full name'),
  email: z
    .email({ error: 'Enter an email address in the correct format, like name@example.com' })
    .max(254, 'Enter 254 characters or fewer'),
  role: z.enum(groupRoles, { error: 'Choose a role' }),
  organisationId: z.uuid({ error: 'Choose for which organisation they join' }),
});
const nothing = z.object({});

/** Inviting people into a group by mail; withdrawing an invitation, and sending it anew. */
@Controller('trailblazers/:id')
@Can('trailblazer.manage')
export class InvitationsController {
  constructor(
    private readonly invitations: GroupInvitations,
    private readonly pages: GroupPages,
  ) {}

  @Get('invite')
  async form(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.pages.invite(actor, id);
  }

  @Post('invite')
  async invite(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      invitation,
      async (given) => {
        await this.invitations.invite(actor, id, given);
        return redirect(`${paths.trailblazer(id)}#invitations`);
      },
      (form) => this.pages.invite(actor, id, form),
    );
  }

  @Post('invitations/:invitation/withdraw')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('invitation') invitationId: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.change(actor, id, body, () => this.invitations.withdraw(actor, id, invitationId));
  }

  @Post('invitations/:invitation/again')
  async sendAnew(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('invitation') invitationId: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.change(actor, id, body, () => this.invitations.sendAnew(actor, id, invitationId));
  }

  private change(actor: Actor, id: string, body: unknown, act: () => Promise<void>): Promise<Answer> {
    return answer(
      body,
      nothing,
      async () => {
        await act();
        return redirect(`${paths.trailblazer(id)}#invitations`);
      },
      (form) => this.pages.group(actor, id, form),
    );
  }
}
