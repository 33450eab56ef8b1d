import { type Actor, NotFound, paths } from '@app/kernel';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Can, CurrentActor } from '../../http/access';
import { pageOfKept } from '../../http/again';
import { type Answer, page } from '../../http/answers';
import { KeptForms } from '../../http/kept-forms';

/** What somebody sent after their session had ended, for them alone once they have signed in again. */
@Controller('kept-forms')
export class KeptFormsController {
  constructor(
    private readonly kept: KeptForms,
    private readonly adapter: HttpAdapterHost,
  ) {}

  /** The form's own page with its text; where there is no such page any more, the text to copy. */
  @Get(':id')
  @Can('account.use')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer | string> {
    const form = await this.kept.open(request, actor.id ?? '', id);
    if (form === null) throw new NotFound('This form');
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    const html = await pageOfKept(fastify, request, form);
    if (html === null) return page('accounts/kept-form', { title: 'What you typed', form, back: paths.dashboard() });
    void reply.type('text/html; charset=utf-8').header('cache-control', 'no-store');
    return html;
  }
}
