import { paths } from '@app/kernel';
import { AnswerInvitations, Answering } from '@app/responses';
import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { OwnDraft } from './own-draft';

/** Where the mailed link of an invitation leads: to the form that everybody has; it opens nothing else. */
@Controller('responses/invited/:token')
export class InvitedController {
  constructor(
    private readonly own: OwnDraft,
    private readonly answering: Answering,
    private readonly invitations: AnswerInvitations,
  ) {}

  @Get()
  @PublicForm()
  async show(@Param('token') token: string): Promise<Answer> {
    const linked = await this.invitations.byToken(token);
    return page('respond/invited', { title: 'You are invited to answer', section: 'consultations', linked });
  }

  /** Only the button marks what is answered: programs that look at the links of a mail beforehand do not. */
  @Post()
  @PublicForm('by-itself')
  @HttpCode(303)
  async begin(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const { id, reference } = await this.invitations.byToken(token);
    const begun = await this.own.draft(request, reference);
    const opens = this.own.token(request, reference);
    if (begun !== null && opens !== null) await this.answering.answersInvitation(reference, opens, id);
    else this.own.keepInvitation(reply, reference, token);
    return redirect(paths.consultationRespond(reference));
  }
}
