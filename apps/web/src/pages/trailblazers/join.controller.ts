import { type Actor, paths } from '@app/kernel';
import { GroupInvitations, InvitationQueries } from '@app/trailblazers';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor, PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { groupRoleWords } from './words';

const nothing = z.object({});

/** An invitation to a group, answered by the link in the mail alone, or as who is signed in. */
@Controller()
export class JoinController {
  constructor(
    private readonly invitations: GroupInvitations,
    private readonly queries: InvitationQueries,
  ) {}

  @Get('invitations/:token')
  @PublicForm()
  async form(@Param('token') token: string): Promise<Answer> {
    return this.show(token, null, new Form({}));
  }

  /** Only the button accepts: programs that look at the links of a mail beforehand do not. */
  @Post('invitations/:token')
  @PublicForm('by-itself')
  async accept(@Param('token') token: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      nothing,
      async () => {
        await this.invitations.accept(token, null);
        return redirect(`${paths.groupInvitation(token)}/joined`);
      },
      (form) => this.show(token, null, form),
    );
  }

  @Get('invitations/:token/joined')
  @PublicForm()
  async joined(@Param('token') token: string): Promise<Answer> {
    const { group, groupId, standing } = await this.queries.byToken(token);
    if (standing !== 'accepted') return redirect(paths.groupInvitation(token));
    return page('trailblazers/joined', { title: `You have joined ${group}`, next: paths.trailblazer(groupId) });
  }

  @FormPage('trailblazers/join/:token')
  @Can('trailblazer.answer')
  async join(@CurrentActor() actor: Actor, @Param('token') token: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      nothing,
      async () => redirect(paths.trailblazer((await this.invitations.accept(token, actor)).groupId)),
      (form) => this.show(token, actor, form),
    );
  }

  private async show(token: string, actor: Actor | null, form: Form): Promise<Answer> {
    const invitation = await this.queries.byToken(token);
    const role = groupRoleWords[invitation.role].toLowerCase();
    const title = invitation.standing === 'open' ? `Join ${invitation.group}` : 'This invitation cannot be used';
    const template = actor === null ? 'trailblazers/invitation' : 'trailblazers/join';
    return page(template, { title, invitation: { ...invitation, role }, form, signedInPage: paths.joinGroup(token) });
  }
}
